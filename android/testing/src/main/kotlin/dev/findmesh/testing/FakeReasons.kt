package dev.findmesh.testing

import dev.findmesh.Fix
import dev.findmesh.Participation
import dev.findmesh.Purpose
import dev.findmesh.Reason
import dev.findmesh.Severity

/** Why nothing, or less, happens in a [FakeWorld]. */
internal fun reasonsOf(world: FakeWorld): List<Reason> = buildList {
    fun blocking(code: String, detail: Map<String, String> = emptyMap()) {
        add(Reason(code, Severity.BLOCKING, world.now, Fix.of(code, detail), detail))
    }
    if (Purpose.CROWD_REPORTING !in world.grants.value) blocking("consent_missing")
    if (!world.enabled || world.participation.value == Participation.OFF) blocking("paused_by_user")
    when (world.bluetooth) {
        FakePhone.Bluetooth.ON -> Unit
        FakePhone.Bluetooth.OFF -> blocking("bluetooth_off")
        FakePhone.Bluetooth.UNSUPPORTED -> blocking("bluetooth_unsupported")
    }
    if (world.needed.isNotEmpty()) blocking("permission_missing", mapOf("which" to world.needed.joinToString(",")))
    if (BACKGROUND_LOCATION in world.missingPermissions) {
        val code = "background_location_missing"
        add(Reason(code, Severity.DEGRADING, world.now, Fix.of(code), emptyMap()))
    }
    world.relayTrouble?.let(::add)
    addAll(world.scripted)
}
