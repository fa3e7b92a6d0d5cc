package dev.findmesh.ui.look

import android.content.Context
import android.content.res.ColorStateList
import android.graphics.drawable.Drawable
import android.graphics.drawable.GradientDrawable
import android.graphics.drawable.RippleDrawable
import android.util.TypedValue
import dev.findmesh.ui.R

/** A length in density-independent pixels, as pixels. */
internal fun Context.dp(value: Int): Int = TypedValue.applyDimension(
    TypedValue.COMPLEX_UNIT_DIP,
    value.toFloat(),
    resources.displayMetrics,
).toInt()

/** A colour of the theme, ARGB. */
internal fun Context.color(attribute: Int): Int = resolve(attribute) { getColor(0, 0) }

/** A length of the theme, pixels. */
internal fun Context.length(attribute: Int): Float = resolve(attribute) { getDimension(0, 0f) }

/** A style that the theme names. */
internal fun Context.style(attribute: Int): Int = resolve(attribute) { getResourceId(0, 0) }

private fun <T> Context.resolve(attribute: Int, read: android.content.res.TypedArray.() -> T): T {
    val array = obtainStyledAttributes(intArrayOf(attribute))
    try {
        return array.read()
    } finally {
        array.recycle()
    }
}

/** A filled shape with round corners; none of the platform's drawables, which phone makers replace. */
internal fun Context.shape(color: Int, corner: Float, outline: Int? = null): Drawable = GradientDrawable().also {
    it.setColor(color)
    it.cornerRadius = corner
    if (outline != null) it.setStroke(maxOf(1, dp(1)), outline)
}

/** The same under a finger. */
internal fun Context.touchable(color: Int, corner: Float, ink: Int = color(R.attr.findmeshColorText)): Drawable = RippleDrawable(
    ColorStateList.valueOf((ink and RGB) or INK),
    shape(color, corner),
    shape(OPAQUE, corner),
)

private const val RGB = 0x00FFFFFF
private const val INK = 0x1F000000
private const val OPAQUE = 0xFF000000.toInt()
