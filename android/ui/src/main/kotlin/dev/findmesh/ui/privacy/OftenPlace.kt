package dev.findmesh.ui.privacy

import android.content.Context
import dev.findmesh.FamiliarPlace
import dev.findmesh.PrivateZone
import dev.findmesh.ui.R
import dev.findmesh.ui.view.Spot
import java.time.Duration
import kotlin.math.abs
import kotlin.math.cos
import kotlin.math.hypot

/**
 * A place that the phone learnt, as it is shown.
 *
 * @property number by which it is called, from 1 on, the longest stay first.
 */
internal data class OftenPlace(
    val number: Int,
    val latitude: Double,
    val longitude: Double,
    val radius: Double,
    val stayed: Duration,
    val isHome: Boolean,
) {
    /** What nobody named has a number. */
    fun name(context: Context): String =
        if (isHome) context.getString(R.string.findmesh_often_home) else context.getString(R.string.findmesh_often_name, number)

    fun spot(context: Context): Spot = Spot(latitude, longitude, radius, name(context), learnt = true)

    /** Whether [zone] keeps its middle private already. */
    fun isWithin(zone: PrivateZone): Boolean {
        val degrees = abs(longitude - zone.longitude)
        val east = minOf(degrees, ROUND - degrees) * cos(Math.toRadians(zone.latitude))
        return hypot(latitude - zone.latitude, east) * METERS_A_DEGREE <= zone.radiusMeters
    }

    companion object {
        private const val ROUND = 360.0
        private const val METERS_A_DEGREE = 111_320.0

        fun all(places: List<FamiliarPlace>): List<OftenPlace> = places.mapIndexed { index, place ->
            place.run { OftenPlace(index + 1, latitude, longitude, radiusMeters, stayed, isHome) }
        }
    }
}
