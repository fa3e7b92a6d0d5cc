package dev.findmesh.sample

import android.content.Context
import android.content.res.ColorStateList
import android.graphics.drawable.Drawable
import android.graphics.drawable.GradientDrawable
import android.graphics.drawable.RippleDrawable
import android.util.TypedValue
import android.view.Gravity
import android.widget.TextView
import dev.findmesh.ui.R as Ui

/** Density-independent pixels as pixels. */
internal fun Context.dp(value: Int): Int =
    TypedValue.applyDimension(TypedValue.COMPLEX_UNIT_DIP, value.toFloat(), resources.displayMetrics).toInt()

/** A colour of the screens' theme, ARGB. */
internal fun Context.themed(attribute: Int): Int = read(attribute) { getColor(0, 0) }

/** A text in one of the theme's looks. */
internal fun Context.words(look: Int, text: Int): TextView = TextView(this).also {
    it.setTextAppearance(read(look) { getResourceId(0, 0) })
    it.setText(text)
    it.textAlignment = TextView.TEXT_ALIGNMENT_VIEW_START
}

/** Something to tap, in two colours. */
internal fun Context.pillButton(
    text: Int,
    back: Int,
    front: Int,
    tap: () -> Unit,
): TextView = words(Ui.attr.findmeshTextButton, text).also {
    it.gravity = Gravity.CENTER
    it.textAlignment = TextView.TEXT_ALIGNMENT_CENTER
    it.minHeight = dp(TOUCH)
    it.setPaddingRelative(dp(SIDE), dp(EDGE), dp(SIDE), dp(EDGE))
    it.setTextColor(themed(front))
    it.background =
        RippleDrawable(ColorStateList.valueOf(themed(Ui.attr.findmeshColorOutline)), rounded(back, Ui.attr.findmeshCornerButton), null)
    it.setOnClickListener { tap() }
}

/** A surface with the theme's corners. */
internal fun Context.rounded(color: Int, corner: Int): Drawable = GradientDrawable().also {
    it.setColor(themed(color))
    it.cornerRadius = read(corner) { getDimension(0, 0f) }
}

private fun <T> Context.read(attribute: Int, what: android.content.res.TypedArray.() -> T): T {
    val array = obtainStyledAttributes(intArrayOf(attribute))
    try {
        return array.what()
    } finally {
        array.recycle()
    }
}

private const val TOUCH = 48
private const val SIDE = 20
private const val EDGE = 8
