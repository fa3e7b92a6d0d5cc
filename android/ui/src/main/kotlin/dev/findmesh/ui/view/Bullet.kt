package dev.findmesh.ui.view

import android.annotation.SuppressLint
import android.content.Context
import android.view.Gravity
import android.widget.LinearLayout
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.text

/** A promise, or another short thing to say, beside its picture. */
@SuppressLint("ViewConstructor")
internal class Bullet(context: Context, icon: Int, tone: Tone, text: Int) : LinearLayout(context) {
    init {
        orientation = HORIZONTAL
        gravity = Gravity.CENTER_VERTICAL
        pad(horizontal = 0, vertical = 10)
        put(Disc(context, DISC).also { it.show(icon, tone) }, width = WRAP)
        put(context.text(Type.BODY, context.getText(text)), width = 0, start = 14, weight = 1f)
    }

    private companion object {
        const val DISC = 36
    }
}
