package dev.findmesh.sample

import android.annotation.SuppressLint
import android.content.Context
import android.content.res.ColorStateList
import android.graphics.Typeface
import android.graphics.drawable.GradientDrawable
import android.graphics.drawable.RippleDrawable
import android.util.TypedValue
import android.view.Gravity
import android.widget.ImageView
import android.widget.LinearLayout
import android.widget.TextView
import dev.findmesh.ui.R as Ui

/** The tabs, one of them chosen. */
@SuppressLint("ViewConstructor")
class BottomBar(context: Context, select: (Tab) -> Unit) : LinearLayout(context) {
    private val items = Tab.all.map { Item(context, it, select) }

    init {
        setBackgroundColor(context.themed(Ui.attr.findmeshColorSurface))
        items.forEach { addView(it, LayoutParams(0, LayoutParams.MATCH_PARENT, 1f)) }
    }

    fun show(tab: Tab): Unit = items.forEach { it.isSelected = it.tab === tab }

    /** The tab's picture above its name; TalkBack says that it is chosen. */
    private class Item(context: Context, val tab: Tab, select: (Tab) -> Unit) : LinearLayout(context) {
        private val icon = ImageView(context)
        private val label = TextView(context)

        init {
            orientation = VERTICAL
            gravity = Gravity.CENTER_HORIZONTAL
            minimumHeight = context.dp(HEIGHT)
            setPadding(0, context.dp(ABOVE), 0, context.dp(BELOW))
            isFocusable = true
            setOnClickListener { select(tab) }
            background = RippleDrawable(ColorStateList.valueOf(context.themed(Ui.attr.findmeshColorOutline)), null, null)
            icon.setImageResource(tab.icon)
            icon.scaleType = ImageView.ScaleType.CENTER
            icon.importantForAccessibility = IMPORTANT_FOR_ACCESSIBILITY_NO
            addView(icon, LayoutParams(context.dp(PILL), context.dp(PILL_HIGH)))
            label.setText(tab.label)
            label.setTextSize(TypedValue.COMPLEX_UNIT_SP, SIZE)
            label.gravity = Gravity.CENTER
            label.setPadding(0, context.dp(BETWEEN), 0, 0)
            addView(label, LayoutParams(LayoutParams.MATCH_PARENT, LayoutParams.WRAP_CONTENT))
            isSelected = false
        }

        override fun setSelected(selected: Boolean) {
            super.setSelected(selected)
            val color = context.themed(if (selected) Ui.attr.findmeshColorOnAccentSoft else Ui.attr.findmeshColorTextMuted)
            icon.imageTintList = ColorStateList.valueOf(color)
            icon.background = if (selected) pill() else null
            label.setTextColor(context.themed(if (selected) Ui.attr.findmeshColorText else Ui.attr.findmeshColorTextMuted))
            label.typeface = if (selected) Typeface.DEFAULT_BOLD else Typeface.DEFAULT
        }

        override fun getAccessibilityClassName(): CharSequence = "android.widget.TabWidget"

        private fun pill() = GradientDrawable().also {
            it.setColor(context.themed(Ui.attr.findmeshColorAccentSoft))
            it.cornerRadius = context.dp(PILL_HIGH) / 2f
        }
    }

    private companion object {
        const val HEIGHT = 64
        const val ABOVE = 8
        const val BELOW = 8
        const val BETWEEN = 2
        const val PILL = 56
        const val PILL_HIGH = 30
        const val SIZE = 12f
    }
}
