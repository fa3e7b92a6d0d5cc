package dev.findmesh

import java.time.Duration

/**
 * A place where the phone often stays, as it learnt by itself. It never leaves the phone.
 *
 * @property latitude of its middle, degrees, WGS 84, -90 to 90.
 * @property longitude of its middle, degrees, WGS 84, -180 to 180.
 * @property radiusMeters around the middle that counts for it.
 * @property stayed how long the phone was there on the days that are remembered, 14 usually.
 * @property isHome the one with the longest stay, once that is long enough: nothing is reported from there, whatever
 *   [Participation] says. From the others nothing is with [Participation.AWAY_FROM_MY_PLACES].
 */
public class FamiliarPlace(
    public val latitude: Double,
    public val longitude: Double,
    public val radiusMeters: Double,
    public val stayed: Duration,
    public val isHome: Boolean,
) {
    override fun equals(other: Any?): Boolean = other is FamiliarPlace && values() == other.values()

    override fun hashCode(): Int = values().hashCode()

    /** Without the place: it stays out of logs. */
    override fun toString(): String = "FamiliarPlace(…)"

    private fun values(): List<Any> = listOf(latitude, longitude, radiusMeters, stayed, isHome)
}
