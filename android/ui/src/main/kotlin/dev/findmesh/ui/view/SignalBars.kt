package dev.findmesh.ui.view

import android.content.Context
import android.graphics.Canvas
import android.graphics.Paint
import android.view.View
import dev.findmesh.ui.R
import dev.findmesh.ui.around.Nearness
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.dp

/** How strong something arrives, as bars. Decoration: a word beside it says it. */
internal class SignalBars(context: Context) : View(context) {
    private val paint = Paint(Paint.ANTI_ALIAS_FLAG)
    private var bars = 0

    init {
        asDecoration()
    }

    /** @param bars of [Nearness.BARS]. */
    fun show(bars: Int) {
        if (bars == this.bars) return
        this.bars = bars
        invalidate()
    }

    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int): Unit =
        setMeasuredDimension(context.dp(WIDE), context.dp(HIGH))

    override fun onDraw(canvas: Canvas) {
        val each = width.toFloat() / Nearness.BARS
        val wide = each * SHARE
        val round = wide / 2
        for (index in 0 until Nearness.BARS) {
            val place = if (layoutDirection == LAYOUT_DIRECTION_RTL) Nearness.BARS - 1 - index else index
            val left = place * each + (each - wide) / 2
            val high = height * (index + 1f) / Nearness.BARS
            paint.color = context.color(if (index < bars) R.attr.findmeshColorAccent else R.attr.findmeshColorOutline)
            canvas.drawRoundRect(left, height - high, left + wide, height.toFloat(), round, round, paint)
        }
    }

    private companion object {
        const val WIDE = 26
        const val HIGH = 20
        const val SHARE = 0.7f
    }
}
