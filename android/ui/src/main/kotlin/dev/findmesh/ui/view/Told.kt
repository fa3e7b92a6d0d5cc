package dev.findmesh.ui.view

import android.content.Context
import android.widget.LinearLayout
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.length
import dev.findmesh.ui.look.shape
import dev.findmesh.ui.look.text

/** What came of a tap, and at times a way to take it back. TalkBack says it as it comes. */
internal class Told(context: Context, undo: () -> Unit) : LinearLayout(context) {
    private val text = context.text(Type.BODY)
    private val button = context.button(ActionButton.Kind.TEXT, R.string.findmesh_do_undo, undo)

    init {
        orientation = VERTICAL
        pad(horizontal = 16, vertical = 14)
        text.accessibilityLiveRegion = ACCESSIBILITY_LIVE_REGION_POLITE
        put(text)
        // It begins where the words begin.
        button.setPaddingRelative(0, button.paddingTop, button.paddingEnd, button.paddingBottom)
        put(button, width = WRAP, top = 2)
        shown(false)
    }

    /** @param what null: nothing to say. */
    fun show(tone: Tone, what: CharSequence?, undo: Boolean) {
        background = context.shape(context.color(tone.soft), context.length(R.attr.findmeshCornerInset))
        text.setTextColor(context.color(tone.strong))
        button.setTextColor(context.color(tone.strong))
        shown(what != null)
        text.change(what)
        button.shown(undo)
    }
}
