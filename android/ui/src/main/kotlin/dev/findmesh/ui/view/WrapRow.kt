package dev.findmesh.ui.view

import android.content.Context
import android.view.View
import android.view.ViewGroup
import dev.findmesh.ui.look.dp

/** One beside the other, in as many lines as they take. */
internal open class WrapRow(context: Context) : ViewGroup(context) {
    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int) {
        val width = MeasureSpec.getSize(widthMeasureSpec)
        shown().forEach { it.measure(MeasureSpec.makeMeasureSpec(width, MeasureSpec.AT_MOST), MeasureSpec.UNSPECIFIED) }
        setMeasuredDimension(width, flow(width) { _, _, _ -> })
    }

    override fun onLayout(changed: Boolean, left: Int, top: Int, right: Int, bottom: Int) {
        val width = right - left
        flow(width) { child, offset, y ->
            val x = if (layoutDirection == LAYOUT_DIRECTION_RTL) width - offset - child.measuredWidth else offset
            child.layout(x, y, x + child.measuredWidth, y + child.measuredHeight)
        }
    }

    /** @return the height of it all, pixels. */
    private fun flow(width: Int, place: (View, Int, Int) -> Unit): Int {
        val gap = context.dp(GAP)
        var x = 0
        var y = 0
        var high = 0
        for (child in shown()) {
            if (x > 0 && x + child.measuredWidth > width) {
                x = 0
                y += high + gap
                high = 0
            }
            place(child, x, y)
            x += child.measuredWidth + gap
            high = maxOf(high, child.measuredHeight)
        }
        return y + high
    }

    private fun shown() = (0 until childCount).map(::getChildAt).filter { it.visibility != GONE }

    private companion object {
        const val GAP = 8
    }
}
