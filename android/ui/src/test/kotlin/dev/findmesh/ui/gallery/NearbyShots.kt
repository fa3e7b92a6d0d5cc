package dev.findmesh.ui.gallery

import dev.findmesh.BatteryLevel
import dev.findmesh.FindmeshException
import dev.findmesh.OwnerState
import dev.findmesh.Sighting
import dev.findmesh.testing.FakePhone
import dev.findmesh.ui.ScreenId

private fun nearby(name: String, keptWhole: Boolean = false, stage: Stage.() -> Unit = {}, tap: Hand.() -> Unit = {}) =
    Shot(ScreenId.NEARBY, name, keptWhole, stage, tap)

/** The tag with the [tag]th address is heard. */
internal fun Stage.heard(
    tag: Int,
    network: String,
    rssi: Int,
    owner: OwnerState = OwnerState.AWAY,
    device: String? = null,
    battery: BatteryLevel? = null,
) = findmesh.hear(
    Sighting(
        network = network,
        kind = "advert",
        owner = owner,
        battery = battery,
        rssi = rssi,
        time = findmesh.now,
        address = "C0:00:00:00:01:%02X".format(tag),
        fields = listOfNotNull(device?.let { "device_kind" to it }).toMap(),
    ),
)

/** A café at noon. */
private fun Stage.busy() {
    heard(1, "findmesh", rssi = -52)
    heard(2, "apple", rssi = -49, device = "airtag")
    heard(3, "apple", rssi = -74, device = "airtag", owner = OwnerState.NEAR)
    heard(4, "apple", rssi = -83, device = "airpods", owner = OwnerState.NEAR)
    heard(5, "fhn", rssi = -66, owner = OwnerState.UNKNOWN)
    heard(6, "samsung", rssi = -71, owner = OwnerState.NEAR)
    pass(seconds = 3)
}

/** What is around, and what there is to see when nothing is or nobody can listen. */
internal val NEARBY_SHOTS: List<Shot> = listOf(
    nearby("busy", keptWhole = true) { stage.busy() },
    nearby("starting"),
    nearby("empty") { stage.pass(seconds = 7) },
    nearby("one-leaves") {
        stage.heard(1, "tile", rssi = -88, owner = OwnerState.UNKNOWN)
        stage.pass(seconds = 16)
        stage.heard(2, "findmesh", rssi = -61)
        stage.pass(seconds = 2)
    },
    nearby("location-off", stage = { degrading("location_services_off", minutes = 12) }) { stage.pass(seconds = 7) },
    nearby("bluetooth-off", keptWhole = true, stage = { findmesh.phone.bluetooth = FakePhone.Bluetooth.OFF }),
    nearby("permission-missing", stage = { findmesh.phone.missingPermissions = listOf("android.permission.BLUETOOTH_SCAN") }),
    nearby("failed", stage = { findmesh.failNext(FindmeshException.Internal("test", null)) }),
)
