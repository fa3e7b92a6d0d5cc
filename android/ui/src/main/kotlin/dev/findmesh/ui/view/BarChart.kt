package dev.findmesh.ui.view

import android.annotation.SuppressLint
import android.content.Context
import android.graphics.Canvas
import android.graphics.Paint
import android.view.MotionEvent
import android.view.View
import dev.findmesh.ui.R
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.dp

/**
 * Values side by side, such as one a day, the first at the start. What it shows stands in words beside it and in its
 * description; a tap chooses a bar.
 */
@SuppressLint("ViewConstructor", "ClickableViewAccessibility")
internal class BarChart(context: Context, private val choose: (Int) -> Unit) : View(context) {
    private val paint = Paint(Paint.ANTI_ALIAS_FLAG)
    private var values: List<Double> = emptyList()
    private var chosen: Int? = null
    private val bars get() = BarPlaces(values, width, paddingTop, height - paddingBottom, layoutDirection == LAYOUT_DIRECTION_RTL)

    init {
        isClickable = true
        isFocusable = true
        setPadding(0, context.dp(TOP), 0, context.dp(LINE))
    }

    /** @param chosen the bar that the words are about. @param says all of it in a sentence. */
    fun show(values: List<Double>, chosen: Int?, says: CharSequence) {
        this.values = values
        this.chosen = chosen
        contentDescription = says
        invalidate()
    }

    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int): Unit =
        setMeasuredDimension(MeasureSpec.getSize(widthMeasureSpec), context.dp(HEIGHT))

    override fun onDraw(canvas: Canvas) {
        paint.color = context.color(R.attr.findmeshColorOutline)
        val bottom = (height - paddingBottom).toFloat()
        canvas.drawRect(0f, bottom, width.toFloat(), bottom + context.dp(1), paint)
        values.indices.forEach { draw(canvas, it) }
    }

    private fun draw(canvas: Canvas, index: Int) {
        val bar = bars.of(index) ?: return
        val faint = chosen != null && chosen != index
        paint.color = context.color(R.attr.findmeshColorAccent)
        paint.alpha = if (faint) FAINT else OPAQUE
        val corner = minOf(bar.width() / 2, context.dp(CORNER).toFloat())
        canvas.drawRoundRect(bar, corner, corner, paint)
    }

    override fun onTouchEvent(event: MotionEvent): Boolean {
        if (event.action == MotionEvent.ACTION_UP) bars.at(event.x)?.let(choose)
        return super.onTouchEvent(event)
    }

    private companion object {
        const val HEIGHT = 140
        const val TOP = 8
        const val LINE = 2
        const val CORNER = 3
        const val FAINT = 0x73
        const val OPAQUE = 0xFF
    }
}
