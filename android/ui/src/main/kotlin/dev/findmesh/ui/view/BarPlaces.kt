package dev.findmesh.ui.view

import android.graphics.RectF

/**
 * Where the bars of a chart stand.
 *
 * @param values what they show, none below 0.
 * @param width of the chart, pixels.
 * @param top of the highest one, pixels.
 * @param bottom of all, pixels.
 */
internal class BarPlaces(
    private val values: List<Double>,
    private val width: Int,
    private val top: Int,
    private val bottom: Int,
    private val mirrored: Boolean,
) {
    private val most = values.maxOrNull() ?: 0.0
    private val each = if (values.isEmpty()) 0f else width.toFloat() / values.size

    /** Null where there is nothing to see. */
    fun of(index: Int): RectF? {
        val value = values.getOrNull(index) ?: return null
        if (value <= 0.0) return null
        // What is there can be seen, however little.
        val high = maxOf((bottom - top) * (value / most), LEAST).toFloat()
        val left = (if (mirrored) values.size - 1 - index else index) * each
        val gap = each * GAP / 2
        return RectF(left + gap, bottom - high, left + each - gap, bottom.toFloat())
    }

    /** The bar in whose strip [x] is, null beside the chart. */
    fun at(x: Float): Int? {
        if (each == 0f || x < 0 || x >= width) return null
        val place = (x / each).toInt().coerceAtMost(values.size - 1)
        return if (mirrored) values.size - 1 - place else place
    }

    private companion object {
        const val GAP = 0.3f
        const val LEAST = 3.0
    }
}
