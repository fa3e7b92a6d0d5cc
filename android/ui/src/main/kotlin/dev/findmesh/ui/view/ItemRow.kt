package dev.findmesh.ui.view

import android.content.Context
import android.graphics.Color
import android.view.Gravity
import android.widget.Button
import android.widget.LinearLayout
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.dp
import dev.findmesh.ui.look.text
import dev.findmesh.ui.look.touchable

/** One of several of a kind, in words from elsewhere; a tap opens it. */
internal class ItemRow(context: Context) : LinearLayout(context) {
    private val name = context.text(Type.SUBTITLE)
    private val about = context.text(Type.LABEL)
    private val disc = Disc(context, DISC)

    init {
        orientation = HORIZONTAL
        gravity = Gravity.CENTER_VERTICAL
        minimumHeight = context.dp(HEIGHT)
        pad(horizontal = Card.PADDING, vertical = 10)
        background = context.touchable(Color.TRANSPARENT, 0f)
        put(disc, width = WRAP)
        val words = context.column()
        words.put(name)
        words.put(about, top = 2)
        for (view in listOf(name, about)) view.setTag(R.id.findmesh_foreign_text, true)
        put(words, width = 0, start = 14, weight = 1f)
        put(context.chevron(), width = WRAP, start = 8)
        isClickable = true
        isFocusable = true
    }

    /** @param about what to know before opening it. */
    fun show(icon: Int, name: CharSequence, about: CharSequence, tap: () -> Unit) {
        disc.show(icon, Tone.ACCENT)
        this.name.change(name)
        this.about.change(about)
        setOnClickListener { tap() }
    }

    override fun getAccessibilityClassName(): CharSequence = Button::class.java.name

    private companion object {
        const val HEIGHT = 60
        const val DISC = 36
    }
}
