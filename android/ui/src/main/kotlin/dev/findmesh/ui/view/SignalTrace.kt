package dev.findmesh.ui.view

import android.content.Context
import android.graphics.Canvas
import android.graphics.Paint
import android.view.View
import dev.findmesh.ui.R
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.dp

/** How strong something arrived over a minute, now at the end: points, and lines where they follow each other. */
internal class SignalTrace(context: Context) : View(context) {
    private val paint = Paint(Paint.ANTI_ALIAS_FLAG)
    private var points: List<Pair<Float, Int>> = emptyList()
    private var places: List<TracePlaces.Place>? = null

    init {
        isFocusable = true
    }

    /** @param points how long ago, seconds, and dBm; oldest first. @param says all of it in a sentence. */
    fun show(points: List<Pair<Float, Int>>, says: CharSequence) {
        this.points = points
        places = null
        contentDescription = says
        invalidate()
    }

    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int): Unit =
        setMeasuredDimension(MeasureSpec.getSize(widthMeasureSpec), context.dp(HEIGHT))

    override fun onSizeChanged(w: Int, h: Int, oldw: Int, oldh: Int) {
        places = null
    }

    override fun onRtlPropertiesChanged(layoutDirection: Int) {
        places = null
    }

    private fun places(dot: Float, floor: Float): List<TracePlaces.Place> {
        val mirrored = layoutDirection == LAYOUT_DIRECTION_RTL
        return places ?: TracePlaces(points, width - 2 * dot, dot, floor - dot, mirrored).all().also { places = it }
    }

    override fun onDraw(canvas: Canvas) {
        val dot = context.dp(DOT).toFloat()
        val floor = height - context.dp(1).toFloat()
        paint.color = context.color(R.attr.findmeshColorOutline)
        canvas.drawRect(0f, floor, width.toFloat(), height.toFloat(), paint)
        canvas.save()
        canvas.translate(dot, 0f)
        val places = places(dot, floor)
        paint.color = context.color(R.attr.findmeshColorAccent)
        paint.strokeWidth = context.dp(LINE).toFloat()
        paint.strokeCap = Paint.Cap.ROUND
        places.zipWithNext { a, b -> if (b.joined) canvas.drawLine(a.x, a.y, b.x, b.y, paint) }
        places.forEachIndexed { index, place ->
            val alone = !place.joined && places.getOrNull(index + 1)?.joined != true
            if (alone || index == places.lastIndex) canvas.drawCircle(place.x, place.y, dot, paint)
        }
        canvas.restore()
    }

    private companion object {
        const val HEIGHT = 88
        const val DOT = 4
        const val LINE = 2
    }
}
