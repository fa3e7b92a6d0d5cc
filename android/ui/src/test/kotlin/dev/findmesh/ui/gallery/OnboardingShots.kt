package dev.findmesh.ui.gallery

import dev.findmesh.FindmeshException
import dev.findmesh.testing.FakePhone
import dev.findmesh.ui.R
import dev.findmesh.ui.ScreenId

private fun onboarding(name: String, keptWhole: Boolean = false, stage: Stage.() -> Unit = {}, tap: Hand.() -> Unit = {}) =
    Shot(ScreenId.ONBOARDING, name, keptWhole, stage, tap)

private fun Hand.begin() = tap(R.string.findmesh_do_continue)

private fun Hand.agree() {
    begin()
    tap(R.string.findmesh_agree_yes)
}

private fun Hand.choose() {
    agree()
    tap(R.string.findmesh_away)
    tap(R.string.findmesh_do_continue)
}

private fun Stage.nothingGranted() {
    findmesh.phone.missingPermissions = listOf(
        "android.permission.BLUETOOTH_SCAN",
        "android.permission.ACCESS_FINE_LOCATION",
        "android.permission.ACCESS_BACKGROUND_LOCATION",
    )
}

/** From what it does to whether it works. */
internal val ONBOARDING_SHOTS: List<Shot> = listOf(
    onboarding("1-intro", keptWhole = true),
    onboarding("2-agree", keptWhole = true) { begin() },
    onboarding("2-agree-failed") {
        begin()
        stage.findmesh.failNext(FindmeshException.StorageFailed("disk_full", null))
        tap(R.string.findmesh_agree_yes)
    },
    onboarding("3-places") { agree() },
    onboarding("3-places-chosen", keptWhole = true) {
        agree()
        tap(R.string.findmesh_away)
    },
    onboarding("4-permissions", keptWhole = true, stage = { nothingGranted() }) { choose() },
    onboarding(
        "4-permissions-partly",
        stage = { findmesh.phone.missingPermissions = listOf("android.permission.ACCESS_BACKGROUND_LOCATION") },
    ) { choose() },
    onboarding("5-diagnostics") { choose() },
    onboarding("6-done") {
        choose()
        tap(R.string.findmesh_diagnostics_no)
    },
    onboarding("6-almost", stage = { findmesh.phone.bluetooth = FakePhone.Bluetooth.OFF }) {
        choose()
        tap(R.string.findmesh_diagnostics_no)
    },
)
