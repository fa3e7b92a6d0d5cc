package dev.findmesh.ui.view

import android.annotation.SuppressLint
import android.content.Context
import android.graphics.Color
import android.widget.Button
import android.widget.LinearLayout
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.dp
import dev.findmesh.ui.look.text
import dev.findmesh.ui.look.touchable

/** A row that leads somewhere. @param summary what is there, null: nothing to say. */
@SuppressLint("ViewConstructor")
internal class NavRow(context: Context, icon: Int, title: Int, summary: Int?, tap: () -> Unit) : LinearLayout(context) {
    init {
        orientation = HORIZONTAL
        gravity = android.view.Gravity.CENTER_VERTICAL
        minimumHeight = context.dp(HEIGHT)
        pad(horizontal = Card.PADDING, vertical = 12)
        background = context.touchable(Color.TRANSPARENT, 0f)
        put(Disc(context, DISC).also { it.show(icon, Tone.ACCENT) }, width = WRAP)
        val words = context.column()
        words.put(context.text(Type.SUBTITLE, context.getText(title)))
        if (summary != null) words.put(context.text(Type.LABEL, context.getText(summary)), top = 2)
        put(words, width = 0, start = 14, weight = 1f)
        put(context.chevron(), width = WRAP, start = 8)
        isClickable = true
        isFocusable = true
        setOnClickListener { tap() }
    }

    override fun getAccessibilityClassName(): CharSequence = Button::class.java.name

    private companion object {
        const val HEIGHT = 64
        const val DISC = 36
    }
}
