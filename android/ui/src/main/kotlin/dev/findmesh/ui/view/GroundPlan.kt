package dev.findmesh.ui.view

import kotlin.math.abs
import kotlin.math.cos
import kotlin.math.floor
import kotlin.math.log10
import kotlin.math.pow

/**
 * A circle on the ground.
 *
 * @property latitude degrees, WGS 84.
 * @property longitude degrees, WGS 84.
 * @property radius metres.
 * @property learnt the phone found it by itself, nobody set it.
 */
internal data class Spot(val latitude: Double, val longitude: Double, val radius: Double, val label: String, val learnt: Boolean = false)

/** A circle on the screen, pixels. */
internal data class Ring(val x: Float, val y: Float, val radius: Float)

/**
 * Where circles on the ground stand in a picture, to scale, north up: flat enough for a town, and good enough to tell two
 * towns apart.
 *
 * @param width of the picture, pixels.
 * @param height of it, pixels.
 * @param margin around the circles, pixels.
 */
internal class GroundPlan(private val spots: List<Spot>, private val width: Int, private val height: Int, margin: Int) {
    private val origin = spots.firstOrNull()
    private val narrowing = cos(Math.toRadians(spots.map { it.latitude }.average().coerceIn(-POLAR, POLAR)))
    private val west = spots.minOfOrNull { east(it) - it.radius } ?: 0.0
    private val east = spots.maxOfOrNull { east(it) + it.radius } ?: 0.0
    private val south = spots.minOfOrNull { north(it) - it.radius } ?: 0.0
    private val north = spots.maxOfOrNull { north(it) + it.radius } ?: 0.0

    /** Metres that a pixel stands for. */
    val scale: Double = maxOf(
        maxOf(east - west, LEAST) / maxOf(1, width - 2 * margin),
        maxOf(north - south, LEAST) / maxOf(1, height - 2 * margin),
    )

    /** In the order of the spots. */
    val rings: List<Ring> = spots.map { spot ->
        Ring(
            (width / 2.0 + (east(spot) - (west + east) / 2) / scale).toFloat(),
            (height / 2.0 - (north(spot) - (south + north) / 2) / scale).toFloat(),
            (spot.radius / scale).toFloat(),
        )
    }

    /** The longest round length, 1, 2 or 5 of a power of ten metres, that takes [most] pixels at most. */
    fun bar(most: Float): Double {
        val room = most * scale
        val power = TEN.pow(floor(log10(room)))
        return STEPS.map { it * power }.last { it <= room * ROUNDING }
    }

    private fun north(spot: Spot) = (spot.latitude - (origin?.latitude ?: 0.0)) * METERS_A_DEGREE

    /** The short way round the earth. */
    private fun east(spot: Spot): Double {
        val degrees = spot.longitude - (origin?.longitude ?: 0.0)
        val short = if (abs(degrees) > HALF) degrees - 2 * HALF * Math.signum(degrees) else degrees
        return short * METERS_A_DEGREE * narrowing
    }

    private companion object {
        const val METERS_A_DEGREE = 111_320.0
        const val POLAR = 85.0
        const val HALF = 180.0

        /** Metres across, so that a small circle does not fill it all. */
        const val LEAST = 400.0
        const val TEN = 10.0
        const val ROUNDING = 1.000_001
        val STEPS = listOf(1.0, 2.0, 5.0)
    }
}
