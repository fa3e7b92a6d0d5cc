package dev.findmesh.ui.view

import android.content.Context
import android.view.View
import android.view.ViewGroup
import dev.findmesh.ui.look.dp

/**
 * What a page holds: one column on a phone, two on what is wide, never wider than what can be read well.
 *
 * Window size classes: below [TWO] dp everything stands in one column of at most [ONE_WIDTH] dp, in the order in which it was
 * put; from there on [Lane.LEAD] and [Lane.DETAIL] stand side by side, [TWO_WIDTH] dp at most together. [Lane.FULL] spans both
 * and comes first.
 */
internal class Columns(context: Context) : ViewGroup(context) {
    /** Where a block goes when there is room for two columns. */
    enum class Lane { FULL, LEAD, DETAIL }

    private class Params(val lane: Lane, val gap: Int) : LayoutParams(MATCH_PARENT, WRAP_CONTENT)

    /** Adds a block. @param top dp above it, unless it is the first of its column. */
    fun <V : View> put(lane: Lane, view: V, top: Int = GAP): V {
        addView(view, Params(lane, context.dp(top)))
        return view
    }

    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int) {
        val width = MeasureSpec.getSize(widthMeasureSpec)
        val frame = frame(width)
        for (child in blocks()) {
            val wide = if (child.lane == Lane.FULL) frame.whole else frame.column
            child.measure(MeasureSpec.makeMeasureSpec(wide, MeasureSpec.EXACTLY), MeasureSpec.UNSPECIFIED)
        }
        setMeasuredDimension(width, place(frame) { _, _, _ -> } + paddingTop + paddingBottom)
    }

    override fun onLayout(changed: Boolean, left: Int, top: Int, right: Int, bottom: Int) {
        val frame = frame(right - left)
        val first = (right - left - frame.whole) / 2
        place(frame) { child, column, y ->
            val offset = column * (frame.whole - frame.column)
            val x = if (layoutDirection == LAYOUT_DIRECTION_RTL) first + frame.whole - offset - child.measuredWidth else first + offset
            child.layout(x, paddingTop + y, x + child.measuredWidth, paddingTop + y + child.measuredHeight)
        }
    }

    private class Frame(val whole: Int, val column: Int, val two: Boolean)

    private fun frame(width: Int): Frame {
        val lanes = blocks().map { it.lane }.toSet()
        val two = width >= context.dp(TWO) && Lane.LEAD in lanes && Lane.DETAIL in lanes
        val room = width - 2 * context.dp(if (two) WIDE_MARGIN else MARGIN)
        val whole = minOf(room, context.dp(if (two) TWO_WIDTH else ONE_WIDTH))
        return Frame(whole, if (two) (whole - context.dp(BETWEEN)) / 2 else whole, two)
    }

    /** @return the height of it all, pixels. */
    private fun place(frame: Frame, at: (View, Int, Int) -> Unit): Int {
        val ends = IntArray(2)
        for (child in blocks()) {
            val column = if (frame.two && child.lane == Lane.DETAIL) 1 else 0
            val y = if (ends[column] == 0) 0 else ends[column] + (child.layoutParams as Params).gap
            at(child, column, y)
            ends[column] = y + child.measuredHeight
            if (child.lane == Lane.FULL) ends[1] = ends[0]
        }
        return ends.max()
    }

    /** TalkBack reads one column after the other; by place alone it would go to and fro between them. */
    override fun addChildrenForAccessibility(outChildren: ArrayList<View>) {
        val order = if (frame(width).two) blocks().sortedBy { it.lane } else blocks()
        for (block in order) {
            if (block.isImportantForAccessibility) outChildren += block else block.addChildrenForAccessibility(outChildren)
        }
    }

    private fun blocks() = (0 until childCount).map(::getChildAt).filter { it.visibility != GONE }

    private val View.lane get() = (layoutParams as Params).lane

    companion object {
        /** dp between two blocks. */
        const val GAP: Int = 12

        /** dp from which there are two columns: landscape phones, unfolded ones, tablets. */
        const val TWO: Int = 720
        private const val ONE_WIDTH = 600
        private const val TWO_WIDTH = 1_040
        private const val MARGIN = 16
        private const val WIDE_MARGIN = 32
        private const val BETWEEN = 20
    }
}
