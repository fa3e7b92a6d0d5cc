package dev.findmesh.ui.view

import android.content.Context
import android.graphics.Canvas
import android.graphics.Paint
import android.graphics.Path
import android.view.View
import dev.findmesh.ui.R
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.dp

/** How a value went, the first at the start; what it shows stands in words beside it and in its description. */
internal class LineChart(context: Context) : View(context) {
    private val paint = Paint(Paint.ANTI_ALIAS_FLAG)
    private val path = Path()
    private var values: List<Double> = emptyList()
    private var highest: Double = 1.0

    init {
        isFocusable = true
    }

    /** @param highest of the scale. @param says all of it in a sentence. */
    fun show(values: List<Double>, highest: Double, says: CharSequence) {
        this.values = values
        this.highest = maxOf(highest, values.maxOrNull() ?: 0.0)
        contentDescription = says
        invalidate()
    }

    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int): Unit =
        setMeasuredDimension(MeasureSpec.getSize(widthMeasureSpec), context.dp(HEIGHT))

    override fun onDraw(canvas: Canvas) {
        if (values.size < 2 || highest <= 0.0) return
        val edge = context.dp(EDGE).toFloat()
        val floor = height - edge
        trace(edge, floor)
        paint.style = Paint.Style.STROKE
        paint.strokeWidth = context.dp(STROKE).toFloat()
        paint.strokeJoin = Paint.Join.ROUND
        paint.strokeCap = Paint.Cap.ROUND
        paint.color = context.color(R.attr.findmeshColorAccent)
        canvas.drawPath(path, paint)
        path.lineTo(x(values.size - 1, edge), floor)
        path.lineTo(x(0, edge), floor)
        path.close()
        paint.style = Paint.Style.FILL
        paint.alpha = BELOW
        canvas.drawPath(path, paint)
    }

    private fun trace(edge: Float, floor: Float) {
        path.reset()
        values.forEachIndexed { index, value ->
            val y = floor - (floor - edge) * (value / highest).toFloat()
            if (index == 0) path.moveTo(x(0, edge), y) else path.lineTo(x(index, edge), y)
        }
    }

    private fun x(index: Int, edge: Float): Float {
        val way = (width - 2 * edge) * index / (values.size - 1)
        return if (layoutDirection == LAYOUT_DIRECTION_RTL) width - edge - way else edge + way
    }

    private companion object {
        const val HEIGHT = 88
        const val EDGE = 4
        const val STROKE = 2
        const val BELOW = 0x26
    }
}
