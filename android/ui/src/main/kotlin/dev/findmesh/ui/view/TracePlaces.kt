package dev.findmesh.ui.view

/**
 * Where the points of a trace stand.
 *
 * @param points how long ago, seconds, and how strong, dBm; oldest first.
 * @param width of the drawing, pixels.
 * @param top of the strongest, pixels.
 * @param bottom of the weakest, pixels.
 */
internal class TracePlaces(
    private val points: List<Pair<Float, Int>>,
    private val width: Float,
    private val top: Float,
    private val bottom: Float,
    private val mirrored: Boolean,
) {
    /**
     * A point.
     *
     * @property joined a line leads here from the one before: it is not long ago.
     */
    data class Place(val x: Float, val y: Float, val joined: Boolean)

    /** Those within the [SPAN]; stronger or weaker ones than the scale knows stand at its ends. */
    fun all(): List<Place> {
        val shown = points.filter { it.first in 0f..SPAN }
        return shown.mapIndexed { index, (ago, dbm) ->
            val way = width * (1 - ago / SPAN)
            val share = (dbm - WEAKEST).toFloat() / (STRONGEST - WEAKEST)
            val before = shown.getOrNull(index - 1)?.first
            Place(
                x = if (mirrored) width - way else way,
                y = bottom - (bottom - top) * share.coerceIn(0f, 1f),
                joined = before != null && before - ago <= GAP,
            )
        }
    }

    companion object {
        /** Seconds. */
        const val SPAN: Float = 60f

        /** Seconds without a word that are a gap. */
        const val GAP: Float = 8f

        /** dBm. */
        const val WEAKEST: Int = -100
        const val STRONGEST: Int = -40
    }
}
