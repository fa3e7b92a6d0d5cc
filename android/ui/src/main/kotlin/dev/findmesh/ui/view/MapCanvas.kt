package dev.findmesh.ui.view

import android.content.Context
import android.graphics.Canvas
import android.graphics.DashPathEffect
import android.graphics.Paint
import android.graphics.RectF
import android.text.TextPaint
import android.text.TextUtils
import android.view.View
import android.widget.TextView
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.dp
import dev.findmesh.ui.look.length
import dev.findmesh.ui.look.shape
import dev.findmesh.ui.look.text
import dev.findmesh.ui.text.Moments

/**
 * Places as circles to scale on plain ground, with a bar that says how long what is. Nothing is fetched for it: no tiles, no
 * network. What it shows stands in words beside it and in its description.
 */
internal class MapCanvas(context: Context) : View(context) {
    private val paint = Paint(Paint.ANTI_ALIAS_FLAG)
    private val dashes = context.dp(DASH).toFloat().let { DashPathEffect(floatArrayOf(it, it), 0f) }
    private val model: TextView = context.text(Type.LABEL)
    private val ink = TextPaint(model.paint).also { it.isAntiAlias = true }
    private val moments = Moments(context)
    private var spots: List<Spot> = emptyList()
    private var plan: GroundPlan? = null
    private val side get() = context.dp(SIDE).toFloat()

    init {
        background = context.shape(context.color(R.attr.findmeshColorBackground), context.length(R.attr.findmeshCornerInset))
        clipToOutline = true
    }

    /** @param says all of it in a sentence. */
    fun show(spots: List<Spot>, says: CharSequence) {
        this.spots = spots
        plan = null
        contentDescription = says
        invalidate()
    }

    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int) {
        val width = MeasureSpec.getSize(widthMeasureSpec)
        setMeasuredDimension(width, minOf(context.dp(HIGH), width))
    }

    override fun onSizeChanged(w: Int, h: Int, oldw: Int, oldh: Int) {
        plan = null
    }

    private fun plan(): GroundPlan = plan ?: GroundPlan(spots, width, height, context.dp(MARGIN)).also { plan = it }

    override fun onDraw(canvas: Canvas) {
        if (spots.isEmpty()) return
        val plan = plan()
        val bar = plan.bar(width / PART)
        grid(canvas, (bar / plan.scale).toFloat())
        plan.rings.forEachIndexed { index, ring -> ring(canvas, ring, spots[index].learnt) }
        val taken = mutableListOf(bar(canvas, bar, (bar / plan.scale).toFloat()))
        plan.rings.forEachIndexed { index, ring -> label(canvas, ring, spots[index].label, taken) }
    }

    /** Squares as wide as the bar is long. */
    private fun grid(canvas: Canvas, step: Float) {
        paint.style = Paint.Style.STROKE
        paint.strokeWidth = maxOf(1, context.dp(1)).toFloat()
        paint.color = context.color(R.attr.findmeshColorOutline)
        var x = side
        while (x < width) {
            canvas.drawLine(x, 0f, x, height.toFloat(), paint)
            x += step
        }
        var y = height - side
        while (y > 0) {
            canvas.drawLine(0f, y, width.toFloat(), y, paint)
            y -= step
        }
    }

    /** What a person set stands out; what was learnt has a broken line. */
    private fun ring(canvas: Canvas, ring: Ring, learnt: Boolean) {
        // Even where it stands for little it can be seen.
        val radius = maxOf(ring.radius, context.dp(DOT) * 2f)
        paint.style = Paint.Style.FILL
        paint.color = context.color(if (learnt) R.attr.findmeshColorTextMuted else R.attr.findmeshColorAccent)
        paint.alpha = FAINT
        if (!learnt) canvas.drawCircle(ring.x, ring.y, radius, paint)
        paint.alpha = OPAQUE
        canvas.drawCircle(ring.x, ring.y, context.dp(DOT).toFloat(), paint)
        paint.style = Paint.Style.STROKE
        paint.strokeWidth = context.dp(STROKE).toFloat()
        paint.pathEffect = dashes.takeIf { learnt }
        canvas.drawCircle(ring.x, ring.y, radius, paint)
        paint.pathEffect = null
    }

    /** @return what it covers. */
    private fun bar(canvas: Canvas, meters: Double, long: Float): RectF {
        val y = height - side
        val tick = context.dp(TICK).toFloat()
        paint.style = Paint.Style.STROKE
        paint.strokeWidth = context.dp(STROKE).toFloat()
        paint.color = context.color(R.attr.findmeshColorText)
        canvas.drawLine(side, y, side + long, y, paint)
        for (x in listOf(side, side + long)) canvas.drawLine(x, y - tick, x, y + tick, paint)
        val words = moments.length(meters)
        val top = y - tick - ink.textSize - tick
        val place = RectF(side, top, side + maxOf(long, ink.measureText(words)), height.toFloat())
        word(canvas, words, side, y - tick * 2)
        return place
    }

    /** Below its dot, or above it, unless that would cover another. */
    private fun label(canvas: Canvas, ring: Ring, label: String, taken: MutableList<RectF>) {
        val words = TextUtils.ellipsize(label, ink, width / 2f, TextUtils.TruncateAt.END).toString()
        if (words.isEmpty()) return
        val wide = ink.measureText(words)
        val x = (ring.x - wide / 2).coerceIn(side, maxOf(side, width - side - wide))
        val below = ring.y + context.dp(DOT) + ink.textSize * BELOW
        val above = ring.y - context.dp(DOT) - ink.descent() * 2
        for (y in listOf(below, above)) {
            val place = RectF(x, y - ink.textSize, x + wide, y + ink.descent())
            if (taken.any { RectF.intersects(it, place) } || place.bottom > height || place.top < 0) continue
            taken += place
            word(canvas, words, x, y)
            return
        }
    }

    /** With a rim in the colour of the ground, so that it can be read on lines. */
    private fun word(canvas: Canvas, words: String, x: Float, y: Float) {
        ink.style = Paint.Style.STROKE
        ink.strokeWidth = context.dp(RIM).toFloat()
        ink.strokeJoin = Paint.Join.ROUND
        ink.color = context.color(R.attr.findmeshColorBackground)
        canvas.drawText(words, x, y, ink)
        ink.style = Paint.Style.FILL
        ink.color = context.color(R.attr.findmeshColorText)
        canvas.drawText(words, x, y, ink)
    }

    private companion object {
        const val HIGH = 220
        const val MARGIN = 28
        const val SIDE = 14
        const val DOT = 4
        const val STROKE = 2
        const val TICK = 3
        const val DASH = 4
        const val RIM = 3
        const val FAINT = 0x38
        const val OPAQUE = 0xFF
        const val PART = 3.5f
        const val BELOW = 1.3f
    }
}
