package dev.findmesh.ui.privacy

import dev.findmesh.PrivateZone
import dev.findmesh.ui.host.Position
import java.util.UUID

/**
 * A private place as the person sets or changes it.
 *
 * @property latitude degrees, WGS 84.
 * @property longitude degrees, WGS 84.
 * @property radius metres.
 * @property old it is there already.
 */
internal data class PlaceDraft(
    val id: UUID,
    val latitude: Double,
    val longitude: Double,
    val radius: Double,
    val label: String,
    val old: Boolean,
) {
    fun toZone(): PrivateZone = PrivateZone(latitude, longitude, radius, label.trim(), id)

    fun toText(): String = listOf(id, latitude, longitude, radius, old, label).joinToString(SEPARATOR)

    companion object {
        /** Metres, to choose from. */
        val RADII: List<Double> = listOf(100.0, 150.0, 300.0, 500.0, 1_000.0)

        /** Characters. */
        const val LONGEST_LABEL: Int = 64
        private const val START = 150.0
        private const val SEPARATOR = " "
        private const val PARTS = 6

        fun at(here: Position): PlaceDraft = PlaceDraft(UUID.randomUUID(), here.latitude, here.longitude, START, "", old = false)

        fun of(zone: PrivateZone): PlaceDraft = zone.run { PlaceDraft(id, latitude, longitude, radiusMeters, label, old = true) }

        /** Null where [text] is none of [toText]. */
        fun of(text: String?): PlaceDraft? {
            val parts = text?.split(SEPARATOR, limit = PARTS)?.takeIf { it.size == PARTS } ?: return null
            val numbers = parts.subList(1, PARTS - 2).map { it.toDoubleOrNull() ?: return null }
            val id = try {
                UUID.fromString(parts.first())
            } catch (_: IllegalArgumentException) {
                return null
            }
            return PlaceDraft(id, numbers[0], numbers[1], numbers[2], parts.last(), parts[PARTS - 2].toBoolean())
        }
    }
}
