package dev.findmesh.ui.view

import android.annotation.SuppressLint
import android.content.Context
import android.graphics.Color
import android.view.Gravity
import android.view.accessibility.AccessibilityNodeInfo
import android.widget.LinearLayout
import android.widget.RadioButton
import android.widget.TextView
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.dp
import dev.findmesh.ui.look.length
import dev.findmesh.ui.look.shape
import dev.findmesh.ui.look.style
import dev.findmesh.ui.look.touchable

/** A few views of the same thing, of which one is shown. @param labels texts, in their order. */
@SuppressLint("ViewConstructor")
internal class Segments(context: Context, labels: List<Int>, choose: (Int) -> Unit) : LinearLayout(context) {
    private val parts = labels.mapIndexed { index, label -> Part(context, label) { choose(index) } }

    init {
        orientation = HORIZONTAL
        isBaselineAligned = false
        background = context.shape(context.color(R.attr.findmeshColorOutline), context.length(R.attr.findmeshCornerButton))
        val edge = context.dp(EDGE)
        setPadding(edge, edge, edge, edge)
        parts.forEach { put(it, width = 0, height = FILL, weight = 1f) }
    }

    fun show(chosen: Int): Unit = parts.forEachIndexed { index, part -> part.show(index == chosen) }

    @SuppressLint("AppCompatCustomView")
    private class Part(context: Context, label: Int, tap: () -> Unit) : TextView(context) {
        private var chosen = false

        init {
            setText(label)
            setTextAppearance(context.style(Type.BUTTON.attribute))
            gravity = Gravity.CENTER
            minHeight = context.dp(TOUCH)
            pad(horizontal = 8, vertical = 6)
            isClickable = true
            isFocusable = true
            setOnClickListener { tap() }
        }

        fun show(on: Boolean) {
            chosen = on
            val back = if (on) context.color(R.attr.findmeshColorSurface) else Color.TRANSPARENT
            background = context.touchable(back, context.length(R.attr.findmeshCornerButton))
            setTextColor(context.color(if (on) R.attr.findmeshColorText else R.attr.findmeshColorTextMuted))
        }

        override fun getAccessibilityClassName(): CharSequence = RadioButton::class.java.name

        override fun onInitializeAccessibilityNodeInfo(info: AccessibilityNodeInfo) {
            super.onInitializeAccessibilityNodeInfo(info)
            info.isCheckable = true
            @Suppress("DEPRECATION")
            info.isChecked = chosen
        }
    }

    private companion object {
        const val EDGE = 3
    }
}
