package dev.findmesh.ui.view

import android.annotation.SuppressLint
import android.content.Context
import android.view.View
import android.view.ViewGroup
import android.widget.LinearLayout
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.dp
import dev.findmesh.ui.look.length
import dev.findmesh.ui.look.shape
import dev.findmesh.ui.look.text

/** A number and what it counts; TalkBack reads both as one. */
@SuppressLint("ViewConstructor")
internal class Figure(context: Context, label: Int) : LinearLayout(context) {
    private val value = context.text(Type.FIGURE)
    private val label = context.text(Type.LABEL)

    init {
        orientation = VERTICAL
        pad(horizontal = 16, vertical = 14)
        background = context.shape(context.color(R.attr.findmeshColorSurface), context.length(R.attr.findmeshCornerCard))
        this.label.setText(label)
        put(this.label)
        put(value, top = 4)
        value.setTag(R.id.findmesh_foreign_text, true)
        isFocusable = true
    }

    fun show(what: CharSequence) {
        value.change(what)
        contentDescription = context.getString(R.string.findmesh_figure, label.text, what)
    }
}

/** Figures in two columns; in one, where a large font leaves no room for two. */
internal class FigureGrid(context: Context) : ViewGroup(context) {
    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int) {
        val width = MeasureSpec.getSize(widthMeasureSpec)
        val across = across(width)
        val each = (width - (across - 1) * gap) / across
        for (line in lines(across)) {
            line.forEach { it.measure(exactly(each), MeasureSpec.UNSPECIFIED) }
            val tallest = line.maxOf { it.measuredHeight }
            line.forEach { it.measure(exactly(each), exactly(tallest)) }
        }
        val lines = lines(across)
        setMeasuredDimension(width, lines.sumOf { it.first().measuredHeight } + (lines.size - 1) * gap)
    }

    override fun onLayout(changed: Boolean, left: Int, top: Int, right: Int, bottom: Int) {
        var y = 0
        for (line in lines(across(right - left))) {
            line.forEachIndexed { index, child ->
                val offset = index * (child.measuredWidth + gap)
                val x = if (layoutDirection == LAYOUT_DIRECTION_RTL) right - left - offset - child.measuredWidth else offset
                child.layout(x, y, x + child.measuredWidth, y + child.measuredHeight)
            }
            y += line.first().measuredHeight + gap
        }
    }

    private val gap get() = context.dp(Columns.GAP)

    private fun across(width: Int) = if (width >= ROOM * resources.configuration.fontScale * resources.displayMetrics.density) 2 else 1

    private fun lines(across: Int): List<List<View>> = (0 until childCount).map(::getChildAt).chunked(across)

    private fun exactly(size: Int) = MeasureSpec.makeMeasureSpec(size, MeasureSpec.EXACTLY)

    private companion object {
        /** dp for two at the ordinary font. */
        const val ROOM = 260
    }
}
