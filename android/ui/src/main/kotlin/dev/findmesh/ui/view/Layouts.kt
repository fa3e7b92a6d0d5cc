package dev.findmesh.ui.view

import android.content.Context
import android.os.Build
import android.view.Gravity
import android.view.View
import android.view.ViewGroup
import android.widget.LinearLayout
import dev.findmesh.ui.look.dp

internal const val FILL: Int = ViewGroup.LayoutParams.MATCH_PARENT
internal const val WRAP: Int = ViewGroup.LayoutParams.WRAP_CONTENT

/** What a finger hits, dp. */
internal const val TOUCH: Int = 48

/** One below the other. */
internal fun Context.column(): LinearLayout = LinearLayout(this).also { it.orientation = LinearLayout.VERTICAL }

/** One beside the other. */
internal fun Context.row(gravity: Int = Gravity.CENTER_VERTICAL): LinearLayout = LinearLayout(this).also {
    it.orientation = LinearLayout.HORIZONTAL
    it.gravity = gravity
    it.isBaselineAligned = false
}

/** Adds [view]. @param top dp above it. @param start dp before it. @param weight its share of what is left. */
internal fun <V : View> LinearLayout.put(
    view: V,
    width: Int = if (orientation == LinearLayout.VERTICAL) FILL else WRAP,
    height: Int = WRAP,
    top: Int = 0,
    start: Int = 0,
    weight: Float = 0f,
): V {
    val params = LinearLayout.LayoutParams(width, height, weight)
    params.topMargin = context.dp(top)
    params.marginStart = context.dp(start)
    addView(view, params)
    return view
}

internal fun View.pad(horizontal: Int, vertical: Int) {
    setPaddingRelative(context.dp(horizontal), context.dp(vertical), context.dp(horizontal), context.dp(vertical))
}

internal fun View.shown(on: Boolean) {
    visibility = if (on) View.VISIBLE else View.GONE
}

/** TalkBack jumps from one of these to the next. */
internal fun View.asHeading() {
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) isAccessibilityHeading = true
}

/** Nothing that TalkBack would read. */
internal fun View.asDecoration() {
    importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO
}
