package dev.findmesh

import kotlinx.coroutines.flow.StateFlow
import java.util.UUID

/** Places that a person set, at which nothing is reported, whatever [Participation] says. They never leave the phone. */
public interface PrivateZones {
    /** All of them, by when they were set. Never throws. */
    public val all: StateFlow<List<PrivateZone>>

    /**
     * Sets a zone, or changes the one with its [PrivateZone.id]; holds at once and is durable on return.
     *
     * @throws IllegalArgumentException there are [PrivateZone.MOST] already.
     */
    public suspend fun put(zone: PrivateZone)

    /** Removes a zone; one that is not there is no error. */
    public suspend fun remove(id: UUID)
}

/**
 * A circle inside which nothing is reported.
 *
 * @property latitude degrees, WGS 84, -90 to 90.
 * @property longitude degrees, WGS 84, -180 to 180.
 * @property radiusMeters 50 to 5 000; 150 is a good start.
 * @property label what the person calls it, at most 64 characters.
 * @property id its name in the library, random.
 * @throws IllegalArgumentException for a value out of its range.
 */
public class PrivateZone @JvmOverloads constructor(
    public val latitude: Double,
    public val longitude: Double,
    public val radiusMeters: Double,
    public val label: String,
    public val id: UUID = UUID.randomUUID(),
) {
    init {
        require(latitude in -MAX_LATITUDE..MAX_LATITUDE) { "latitude: not within -90 to 90 degrees" }
        require(longitude in -MAX_LONGITUDE..MAX_LONGITUDE) { "longitude: not within -180 to 180 degrees" }
        require(radiusMeters in MIN_RADIUS..MAX_RADIUS) { "radiusMeters: not within 50 to 5000" }
        require(label.codePointCount(0, label.length) <= MAX_LABEL) { "label: more than 64 characters" }
    }

    override fun equals(other: Any?): Boolean = other is PrivateZone && values() == other.values()

    override fun hashCode(): Int = id.hashCode()

    /** Without the place: it stays out of logs. */
    override fun toString(): String = "PrivateZone(…)"

    private fun values(): List<Any> = listOf(id, latitude, longitude, radiusMeters, label)

    public companion object {
        /** Zones that a person can set. */
        public const val MOST: Int = 100
        private const val MAX_LATITUDE = 90.0
        private const val MAX_LONGITUDE = 180.0
        private const val MIN_RADIUS = 50.0
        private const val MAX_RADIUS = 5_000.0
        private const val MAX_LABEL = 64
    }
}
