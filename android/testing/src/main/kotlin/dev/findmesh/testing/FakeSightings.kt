package dev.findmesh.testing

import dev.findmesh.BatteryLevel
import dev.findmesh.OwnerState
import dev.findmesh.Sighting
import java.time.Instant

/** Sightings to be heard by a [FakeFindmesh]. */
public object FakeSightings {
    /** A tag of the library's own network, away from its owner; another [address] is another tag. */
    @JvmStatic
    @JvmOverloads
    public fun separated(time: Instant, address: String = "C0:00:00:00:00:01", rssi: Int = -60): Sighting =
        Sighting("findmesh", "compact", OwnerState.AWAY, BatteryLevel.FULL, rssi, time, address, emptyMap())

    /** The same near its owner: shown, never reported. */
    @JvmStatic
    @JvmOverloads
    public fun nearOwner(time: Instant, address: String = "C0:00:00:00:00:02", rssi: Int = -60): Sighting =
        Sighting("findmesh", "compact", OwnerState.NEAR, BatteryLevel.FULL, rssi, time, address, emptyMap())
}
