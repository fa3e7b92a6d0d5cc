package dev.findmesh.ui.view

import android.annotation.SuppressLint
import android.content.Context
import android.view.View
import android.view.ViewGroup
import dev.findmesh.ui.look.dp

/** One view in the middle, as wide as a column of a page at most. */
@SuppressLint("ViewConstructor")
internal class Narrow(context: Context, private val content: View) : ViewGroup(context) {
    init {
        addView(content, LayoutParams(FILL, WRAP))
    }

    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int) {
        val width = MeasureSpec.getSize(widthMeasureSpec)
        val room = minOf(width - 2 * context.dp(MARGIN), context.dp(WIDEST))
        content.measure(MeasureSpec.makeMeasureSpec(room, MeasureSpec.EXACTLY), MeasureSpec.UNSPECIFIED)
        setMeasuredDimension(width, if (content.visibility == GONE) 0 else content.measuredHeight)
    }

    override fun onLayout(changed: Boolean, left: Int, top: Int, right: Int, bottom: Int) {
        val x = (right - left - content.measuredWidth) / 2
        content.layout(x, 0, x + content.measuredWidth, content.measuredHeight)
    }

    private companion object {
        const val MARGIN = 16
        const val WIDEST = 600
    }
}
