package dev.findmesh.ui.privacy

import android.annotation.SuppressLint
import android.content.Context
import android.widget.LinearLayout
import dev.findmesh.Participation
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.length
import dev.findmesh.ui.look.shape
import dev.findmesh.ui.look.text
import dev.findmesh.ui.text.Moments
import dev.findmesh.ui.view.Card
import dev.findmesh.ui.view.ItemRow
import dev.findmesh.ui.view.Rows
import dev.findmesh.ui.view.column
import dev.findmesh.ui.view.pad
import dev.findmesh.ui.view.put

/** Places that the phone learnt, what they mean, and a way to make each private. */
@SuppressLint("ViewConstructor")
internal class OftenCard(context: Context, private val machine: PrivacyMachine) : LinearLayout(context) {
    private val moments = Moments(context)
    private val list = context.column()
    private val rows = Rows<OftenPlace, ItemRow>(list, { it.name(context) }, ::ItemRow) { row, place -> bind(row, place) }
    private var state: PrivacyUi? = null

    init {
        orientation = VERTICAL
        background = context.shape(context.color(R.attr.findmeshColorSurface), context.length(R.attr.findmeshCornerCard))
        clipToOutline = true
        val hint = context.column()
        hint.pad(horizontal = Card.PADDING, vertical = Card.PADDING)
        hint.setPadding(hint.paddingLeft, hint.paddingTop, hint.paddingRight, 0)
        hint.put(context.text(Type.MUTED, context.getText(R.string.findmesh_often_text)))
        put(hint)
        put(list)
    }

    fun show(state: PrivacyUi) {
        this.state = state
        rows.show(state.open)
    }

    private fun bind(row: ItemRow, place: OftenPlace) {
        val icon = if (place.isHome) R.drawable.findmesh_ic_home else R.drawable.findmesh_ic_clock
        val about = context.getString(meaning(place), moments.hours(place.stayed))
        row.show(icon, place.name(context), about) { machine.makePrivate(place) }
        row.isEnabled = state?.busy == false && state?.full == false
    }

    /** Home is left out whatever was chosen (docs/finder.md §2). */
    private fun meaning(place: OftenPlace): Int = when (state?.participation) {
        Participation.OFF -> R.string.findmesh_often_stayed
        Participation.EVERYWHERE -> if (place.isHome) R.string.findmesh_often_left_out else R.string.findmesh_often_reported
        else -> R.string.findmesh_often_left_out
    }
}
