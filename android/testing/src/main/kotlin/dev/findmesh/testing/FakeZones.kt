package dev.findmesh.testing

import dev.findmesh.PrivateZone
import dev.findmesh.PrivateZones
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import java.util.UUID
import kotlin.math.cos
import kotlin.math.hypot

internal class FakeZones(private val world: FakeWorld) : PrivateZones {
    override val all: StateFlow<List<PrivateZone>> = world.zones.asStateFlow()

    override suspend fun put(zone: PrivateZone) {
        world.called()
        world.change {
            val others = zones.value.filter { it.id != zone.id }
            require(others.size < PrivateZone.MOST) { "zones: there are ${PrivateZone.MOST} already" }
            zones.value = others + zone
        }
    }

    override suspend fun remove(id: UUID) {
        world.called()
        world.change { zones.value = zones.value.filter { it.id != id } }
    }
}

/** Flat enough for a circle of 5 km. */
internal fun PrivateZone.holds(place: FakePlace): Boolean {
    val north = (place.latitude - latitude) * METERS_A_DEGREE
    val east = (place.longitude - longitude) * METERS_A_DEGREE * cos(Math.toRadians(latitude))
    return hypot(north, east) <= radiusMeters
}

private const val METERS_A_DEGREE = 111_320.0
