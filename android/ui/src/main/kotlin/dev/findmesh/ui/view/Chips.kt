package dev.findmesh.ui.view

import android.annotation.SuppressLint
import android.content.Context
import android.view.Gravity
import android.view.View
import android.view.ViewGroup
import android.view.accessibility.AccessibilityNodeInfo
import android.widget.RadioButton
import android.widget.TextView
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.dp
import dev.findmesh.ui.look.length
import dev.findmesh.ui.look.style
import dev.findmesh.ui.look.touchable

/** Several short choices, of which one holds, in as many lines as they take. @param labels texts, in their order. */
@SuppressLint("ViewConstructor")
internal class Chips(context: Context, labels: List<Int>, choose: (Int) -> Unit) : ViewGroup(context) {
    private val chips = labels.mapIndexed { index, label -> Chip(context, label) { choose(index) } }

    init {
        chips.forEach(::addView)
    }

    fun show(chosen: Int): Unit = chips.forEachIndexed { index, chip -> chip.show(index == chosen) }

    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int) {
        val width = MeasureSpec.getSize(widthMeasureSpec)
        chips.forEach { it.measure(MeasureSpec.makeMeasureSpec(width, MeasureSpec.AT_MOST), MeasureSpec.UNSPECIFIED) }
        setMeasuredDimension(width, flow(width) { _, _, _ -> })
    }

    override fun onLayout(changed: Boolean, left: Int, top: Int, right: Int, bottom: Int) {
        val width = right - left
        flow(width) { chip, offset, y ->
            val x = if (layoutDirection == LAYOUT_DIRECTION_RTL) width - offset - chip.measuredWidth else offset
            chip.layout(x, y, x + chip.measuredWidth, y + chip.measuredHeight)
        }
    }

    /** @return the height of it all, pixels. */
    private fun flow(width: Int, place: (View, Int, Int) -> Unit): Int {
        val gap = context.dp(GAP)
        var x = 0
        var y = 0
        var high = 0
        for (chip in chips) {
            if (x > 0 && x + chip.measuredWidth > width) {
                x = 0
                y += high + gap
                high = 0
            }
            place(chip, x, y)
            x += chip.measuredWidth + gap
            high = maxOf(high, chip.measuredHeight)
        }
        return y + high
    }

    @SuppressLint("AppCompatCustomView")
    private class Chip(context: Context, label: Int, tap: () -> Unit) : TextView(context) {
        private var chosen = false

        init {
            setText(label)
            setTextAppearance(context.style(Type.MUTED.attribute))
            gravity = Gravity.CENTER
            minHeight = context.dp(TOUCH)
            minWidth = context.dp(TOUCH)
            pad(horizontal = 16, vertical = 6)
            isClickable = true
            isFocusable = true
            setOnClickListener { tap() }
        }

        fun show(on: Boolean) {
            chosen = on
            val back = context.color(if (on) R.attr.findmeshColorAccentSoft else R.attr.findmeshColorBackground)
            background = context.touchable(back, context.length(R.attr.findmeshCornerButton))
            setTextColor(context.color(if (on) R.attr.findmeshColorOnAccentSoft else R.attr.findmeshColorText))
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
        const val GAP = 8
    }
}
