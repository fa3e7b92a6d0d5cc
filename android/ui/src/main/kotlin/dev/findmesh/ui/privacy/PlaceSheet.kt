package dev.findmesh.ui.privacy

import android.text.Editable
import android.text.InputFilter
import android.text.InputType
import android.text.TextWatcher
import android.view.inputmethod.EditorInfo
import android.widget.EditText
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.dp
import dev.findmesh.ui.look.length
import dev.findmesh.ui.look.shape
import dev.findmesh.ui.look.style
import dev.findmesh.ui.look.text
import dev.findmesh.ui.text.Moments
import dev.findmesh.ui.view.ActionButton.Kind
import dev.findmesh.ui.view.Card
import dev.findmesh.ui.view.Chips
import dev.findmesh.ui.view.MapCanvas
import dev.findmesh.ui.view.Page
import dev.findmesh.ui.view.Sheet
import dev.findmesh.ui.view.TOUCH
import dev.findmesh.ui.view.pad
import dev.findmesh.ui.view.put

/** One private place: where, how far around, and what the person calls it. */
internal class PlaceSheet(page: Page, private val machine: PrivacyMachine, first: PrivacyUi) : Sheet<PrivacyUi>(page) {
    private val moments = Moments(context)
    private val map = MapCanvas(context)
    private val sizes = Chips(context, PlaceDraft.RADII.map(moments::length)) { machine.size(PlaceDraft.RADII[it]) }
    private val name = field()

    init {
        val old = first.place?.old == true
        val title = if (old) R.string.findmesh_place_title else R.string.findmesh_place_new_title
        head(R.drawable.findmesh_ic_home, title, R.string.findmesh_place_text)
        val card = Card(context)
        card.put(map)
        card.put(context.text(Type.LABEL, context.getText(R.string.findmesh_place_size)), top = 16)
        for (index in 0 until sizes.childCount) sizes.getChildAt(index).setTag(R.id.findmesh_foreign_text, true)
        card.put(sizes, top = 8)
        card.put(context.text(Type.LABEL, context.getText(R.string.findmesh_place_name)), top = 16)
        card.put(name, top = 8)
        detail(card)
        foot(Kind.FILLED, if (old) R.string.findmesh_place_keep else R.string.findmesh_place_set, machine::keepPlace)
        if (old) foot(Kind.TEXT, R.string.findmesh_place_remove, machine::askRemove)
    }

    override fun show(state: PrivacyUi) {
        settle(state.failure, state.busy)
        val place = state.place ?: return
        sizes.show(PlaceDraft.RADII.indexOf(place.radius))
        if (name.text.toString() != place.label) name.setText(place.label)
        val says = context.getString(R.string.findmesh_map_one, moments.length(place.radius))
        map.show(listOf(PlaceTexts.spot(place, context)), says)
    }

    /** Without the platform's frame, which phone makers replace. */
    private fun field() = EditText(context).also {
        it.setTextAppearance(context.style(Type.BODY.attribute))
        it.setHint(R.string.findmesh_place_hint)
        it.setHintTextColor(context.color(R.attr.findmeshColorTextMuted))
        it.background = context.shape(
            context.color(R.attr.findmeshColorBackground),
            context.length(R.attr.findmeshCornerInset),
            context.color(R.attr.findmeshColorOutline),
        )
        it.pad(horizontal = 16, vertical = 12)
        it.inputType = InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_CAP_SENTENCES
        // Afterwards, for one line takes the least height away.
        it.minHeight = context.dp(TOUCH)
        it.imeOptions = EditorInfo.IME_ACTION_DONE or EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING
        it.filters = arrayOf(InputFilter.LengthFilter(PlaceDraft.LONGEST_LABEL))
        it.setTag(R.id.findmesh_foreign_text, true)
        it.addTextChangedListener(object : TextWatcher {
            override fun afterTextChanged(text: Editable) = machine.name(text.toString())

            override fun beforeTextChanged(text: CharSequence, start: Int, count: Int, after: Int) = Unit

            override fun onTextChanged(text: CharSequence, start: Int, before: Int, count: Int) = Unit
        })
    }
}
