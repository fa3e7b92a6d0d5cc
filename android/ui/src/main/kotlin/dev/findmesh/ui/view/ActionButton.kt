package dev.findmesh.ui.view

import android.annotation.SuppressLint
import android.content.Context
import android.graphics.Color
import android.util.TypedValue
import android.view.Gravity
import android.widget.Button
import android.widget.TextView
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.dp
import dev.findmesh.ui.look.length
import dev.findmesh.ui.look.style
import dev.findmesh.ui.look.touchable

/** Something to tap. A text view, because phone makers restyle the platform's buttons. */
@SuppressLint("ViewConstructor", "AppCompatCustomView")
internal class ActionButton(context: Context, kind: Kind) : TextView(context) {
    /** How much it asks to be tapped. */
    enum class Kind {
        /** The one thing to do here. */
        FILLED,

        /** One of several things of the same weight. */
        TONAL,

        /** The same within a card. */
        SMALL,

        /** What may be left alone. */
        TEXT,
    }

    init {
        setTextAppearance(context.style(Type.BUTTON.attribute))
        gravity = Gravity.CENTER
        minHeight = context.dp(if (kind == Kind.TEXT || kind == Kind.SMALL) TOUCH else HEIGHT)
        minWidth = context.dp(TOUCH)
        pad(horizontal = 20, vertical = 10)
        isClickable = true
        isFocusable = true
        if (kind == Kind.SMALL) setTextSize(TypedValue.COMPLEX_UNIT_PX, textSize * SMALLER)
        when (kind) {
            Kind.FILLED -> paint(context.color(R.attr.findmeshColorAccent), context.color(R.attr.findmeshColorOnAccent))
            Kind.TONAL, Kind.SMALL -> paint(context.color(R.attr.findmeshColorAccentSoft), context.color(R.attr.findmeshColorOnAccentSoft))
            Kind.TEXT -> paint(Color.TRANSPARENT, context.color(R.attr.findmeshColorAccent))
        }
    }

    /** In the colours of what it is about. */
    fun tone(tone: Tone): Unit = paint(context.color(tone.strong), context.color(tone.soft))

    override fun setEnabled(enabled: Boolean) {
        super.setEnabled(enabled)
        alpha = if (enabled) 1f else WAITING
    }

    override fun getAccessibilityClassName(): CharSequence = Button::class.java.name

    private fun paint(back: Int, front: Int) {
        background = context.touchable(back, context.length(R.attr.findmeshCornerButton), front)
        setTextColor(front)
    }

    private companion object {
        const val HEIGHT = 52
        const val SMALLER = 0.9f
        const val WAITING = 0.4f
    }
}

/** A button with [label] that does [tap]. */
internal fun Context.button(kind: ActionButton.Kind, label: Int = 0, tap: () -> Unit): ActionButton = ActionButton(this, kind).also {
    if (label != 0) it.setText(label)
    it.setOnClickListener { tap() }
}
