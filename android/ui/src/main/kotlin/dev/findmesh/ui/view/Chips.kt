package dev.findmesh.ui.view

import android.annotation.SuppressLint
import android.content.Context
import android.view.Gravity
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
internal class Chips(context: Context, labels: List<CharSequence>, choose: (Int) -> Unit) : WrapRow(context) {
    private val chips = labels.mapIndexed { index, label -> Chip(context, label) { choose(index) } }

    init {
        chips.forEach(::addView)
    }

    fun show(chosen: Int): Unit = chips.forEachIndexed { index, chip -> chip.show(index == chosen) }

    @SuppressLint("AppCompatCustomView")
    private class Chip(context: Context, label: CharSequence, tap: () -> Unit) : TextView(context) {
        private var chosen = false

        init {
            text = label
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
}
