package dev.findmesh.ui.gallery

import dev.findmesh.FindmeshException
import dev.findmesh.testing.FakePhone
import dev.findmesh.ui.R
import dev.findmesh.ui.ScreenId
import kotlinx.coroutines.runBlocking

private fun status(name: String, keptWhole: Boolean = false, tap: Hand.() -> Unit = {}, stage: Stage.() -> Unit) =
    Shot(ScreenId.STATUS, name, keptWhole, stage, tap)

/** Helping, and ten ways of not helping or helping less, each looked at: can a newcomer tell what to tap? */
internal val STATUS_SHOTS: List<Shot> = listOf(
    status("not-asked") { },
    status("starting") {
        enabled()
        info("starting")
    },
    status("helping", keptWhole = true) { helping() },
    status("nothing-yet") { enabled() },
    status("paused") {
        helping()
        runBlocking { findmesh.finder.disable() }
    },
    status("bluetooth-off", keptWhole = true) {
        helping()
        findmesh.phone.bluetooth = FakePhone.Bluetooth.OFF
        later(95)
    },
    status("permission-missing") {
        helping()
        findmesh.phone.missingPermissions = listOf("android.permission.BLUETOOTH_SCAN", "android.permission.ACCESS_BACKGROUND_LOCATION")
        later(200)
    },
    status("location-off") {
        helping()
        blocking("location_services_off")
        later(7)
    },
    status("battery-saver") {
        helping()
        blocking("battery_saver")
        later(12)
    },
    status("low-battery") {
        helping()
        blocking("low_battery")
        later(3)
    },
    status("not-supported") {
        findmesh.phone.bluetooth = FakePhone.Bluetooth.UNSUPPORTED
    },
    status("airplane") {
        helping()
        blocking("airplane_mode")
        info("offline", minutes = 0)
        later(50)
    },
    status("maker-ends-it", keptWhole = true) {
        hyperOs = true
        helping()
        degrading("oem_autostart_off")
        degrading("killed", detail = mapOf("why" to "user_requested", "gap" to "32400"))
        info("doze")
        later(240)
    },
    status("rarely-opened") {
        helping()
        degrading("standby_bucket", detail = mapOf("name" to "rare"))
        degrading("background_location_missing")
        later(5_000)
    },
    status("relay-away") {
        helping()
        degrading("relay_unreachable")
        degrading("no_fix")
        later(60)
    },
    status("vault-lost") {
        helping()
        blocking("vault_lost")
        later(30)
    },
    status("several") {
        hyperOs = true
        helping()
        findmesh.phone.bluetooth = FakePhone.Bluetooth.OFF
        blocking("location_services_off")
        degrading("oem_battery_saver")
        info("offline")
        later(20)
    },
    status("unknown-reason") {
        helping()
        blocking("of_a_later_version")
        later(2)
    },
    status(
        "failed",
        tap = {
            stage.findmesh.failNext(FindmeshException.StorageFailed("disk_full", null))
            tap(R.string.findmesh_do_resume)
        },
    ) {
        enabled()
        runBlocking { findmesh.finder.disable() }
    },
)
