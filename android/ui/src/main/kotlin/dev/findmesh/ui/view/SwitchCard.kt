package dev.findmesh.ui.view

import android.content.Context
import android.view.Gravity
import android.widget.LinearLayout
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.text

/** One switch of the phone: what it is called here, what it is for, how it stands, what to choose, and where to tap. */
internal class SwitchCard(context: Context) : LinearLayout(context) {
    /** @property label on the button; null: there is none. */
    class Offer(val label: CharSequence?, val tap: () -> Unit)

    /**
     * @property name in the phone's words.
     * @property how what to choose there, in the library's words; null once it is done.
     * @property enabled nothing else is being done.
     */
    class What(
        val icon: Int,
        val tone: Tone,
        val name: CharSequence,
        val state: CharSequence,
        val why: CharSequence,
        val how: CharSequence?,
        val enabled: Boolean,
    )

    private val disc = Disc(context, DISC)
    private val name = context.text(Type.SUBTITLE)
    private val state = context.text(Type.LABEL)
    private val why = context.text(Type.MUTED)
    private val how = context.text(Type.BODY)
    private val buttons = WrapRow(context)
    private val open = ActionButton(context, ActionButton.Kind.SMALL)
    private val say = ActionButton(context, ActionButton.Kind.TEXT)

    init {
        orientation = HORIZONTAL
        gravity = Gravity.TOP
        pad(horizontal = 0, vertical = 14)
        put(disc, width = WRAP)
        val all = context.column()
        val words = context.column()
        words.put(name)
        words.put(state, top = 2)
        words.put(why, top = 6)
        words.put(how, top = 6)
        words.isFocusable = true
        all.put(words)
        buttons.addView(open)
        buttons.addView(say)
        all.put(buttons, top = 10)
        put(all, width = 0, start = 14, weight = 1f)
        name.setTag(R.id.findmesh_foreign_text, true)
        how.setTag(R.id.findmesh_foreign_text, true)
    }

    fun show(what: What, page: Offer, answer: Offer) {
        disc.show(what.icon, what.tone)
        name.change(what.name)
        state.change(what.state)
        why.change(what.why)
        how.change(what.how)
        open.offer(page, enabled = true)
        say.offer(answer, what.enabled)
        // Alone it begins where the words begin.
        say.setPaddingRelative(if (page.label == null) 0 else say.paddingEnd, say.paddingTop, say.paddingEnd, say.paddingBottom)
        buttons.shown(page.label != null || answer.label != null)
    }

    private fun ActionButton.offer(offer: Offer, enabled: Boolean) {
        change(offer.label)
        isEnabled = enabled
        setOnClickListener { offer.tap() }
    }

    private companion object {
        const val DISC = 36
    }
}
