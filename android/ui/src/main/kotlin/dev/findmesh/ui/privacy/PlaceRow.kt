package dev.findmesh.ui.privacy

import android.content.Context
import android.content.res.ColorStateList
import android.graphics.Color
import android.view.Gravity
import android.widget.Button
import android.widget.ImageView
import android.widget.LinearLayout
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.dp
import dev.findmesh.ui.look.text
import dev.findmesh.ui.look.touchable
import dev.findmesh.ui.view.Card
import dev.findmesh.ui.view.Disc
import dev.findmesh.ui.view.WRAP
import dev.findmesh.ui.view.asDecoration
import dev.findmesh.ui.view.change
import dev.findmesh.ui.view.column
import dev.findmesh.ui.view.pad
import dev.findmesh.ui.view.put

/** A private place in their list; a tap opens it. */
internal class PlaceRow(context: Context) : LinearLayout(context) {
    private val name = context.text(Type.SUBTITLE)
    private val size = context.text(Type.LABEL)

    init {
        orientation = HORIZONTAL
        gravity = Gravity.CENTER_VERTICAL
        minimumHeight = context.dp(HEIGHT)
        pad(horizontal = Card.PADDING, vertical = 10)
        background = context.touchable(Color.TRANSPARENT, 0f)
        put(Disc(context, DISC).also { it.show(R.drawable.findmesh_ic_place, Tone.ACCENT) }, width = WRAP)
        val words = context.column()
        words.put(name)
        words.put(size, top = 2)
        for (view in listOf(name, size)) view.setTag(R.id.findmesh_foreign_text, true)
        put(words, width = 0, start = 14, weight = 1f)
        put(chevron(), width = WRAP, start = 8)
        isClickable = true
        isFocusable = true
    }

    fun show(name: CharSequence, size: CharSequence, tap: () -> Unit) {
        this.name.change(name)
        this.size.change(size)
        setOnClickListener { tap() }
    }

    override fun getAccessibilityClassName(): CharSequence = Button::class.java.name

    private fun chevron() = ImageView(context).also {
        it.setImageResource(R.drawable.findmesh_ic_chevron)
        it.imageTintList = ColorStateList.valueOf(context.color(R.attr.findmeshColorTextMuted))
        it.asDecoration()
    }

    private companion object {
        const val HEIGHT = 60
        const val DISC = 36
    }
}
