package dev.findmesh.ui.view

import android.annotation.SuppressLint
import android.content.Context
import android.view.Gravity
import android.widget.LinearLayout
import android.widget.TextView
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.text

/** That there is nothing to see yet, and what will be. */
@SuppressLint("ViewConstructor")
internal class Empty(context: Context, icon: Int, title: Int, text: Int) : LinearLayout(context) {
    init {
        orientation = VERTICAL
        gravity = Gravity.CENTER_HORIZONTAL
        pad(horizontal = 24, vertical = 48)
        put(Disc(context, DISC).also { it.show(icon, Tone.REST) }, width = WRAP)
        put(middle(Type.SUBTITLE, title), top = 16)
        put(middle(Type.MUTED, text), top = 6)
    }

    private fun middle(type: Type, what: Int): TextView =
        context.text(type, context.getText(what)).also { it.textAlignment = TEXT_ALIGNMENT_CENTER }

    private companion object {
        const val DISC = 56
    }
}
