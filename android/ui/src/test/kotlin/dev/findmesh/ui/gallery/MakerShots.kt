package dev.findmesh.ui.gallery

import dev.findmesh.FindmeshException
import dev.findmesh.PhoneSwitch
import dev.findmesh.PhoneSwitch.Kind
import dev.findmesh.PhoneSwitch.State
import dev.findmesh.ui.R
import dev.findmesh.ui.ScreenId
import org.robolectric.shadows.ShadowBuild

private fun maker(name: String, keptWhole: Boolean = false, tap: Hand.() -> Unit = {}, stage: Stage.() -> Unit) =
    Shot(ScreenId.MAKER, name, keptWhole, stage, tap)

private fun Stage.phone(manufacturer: String, vararg switches: Pair<Kind, State>) {
    ShadowBuild.setManufacturer(manufacturer)
    findmesh.phone.switches = switches.map { (kind, state) -> PhoneSwitch(kind, state) }
}

private fun Stage.oppo(said: State) = phone(
    "OPPO",
    Kind.AUTOSTART to said,
    Kind.MAKER_BATTERY to said,
    Kind.RECENT_APPS to State.UNKNOWN,
    Kind.BATTERY_OPTIMISATION to State.NOT_SET,
)

/** A maker's switches before, between and after; a phone of which nothing is known. */
internal val MAKER_SHOTS: List<Shot> = listOf(
    maker("steps", keptWhole = true) { oppo(State.UNKNOWN) },
    maker("some-done", tap = { tap(R.string.findmesh_switch_do_confirm) }) { oppo(State.CONFIRMED) },
    maker("all-done") {
        phone("samsung", Kind.MAKER_BATTERY to State.CONFIRMED, Kind.BATTERY_OPTIMISATION to State.SET)
    },
    maker("autostart-off") {
        phone("Meizu", Kind.AUTOSTART to State.NOT_SET, Kind.RECENT_APPS to State.CONFIRMED, Kind.BATTERY_OPTIMISATION to State.SET)
    },
    maker("unknown-maker") { phone("Google", Kind.BATTERY_OPTIMISATION to State.NOT_SET) },
    maker("unknown-maker-set") { phone("Google", Kind.BATTERY_OPTIMISATION to State.SET) },
    maker(
        "failed",
        tap = {
            stage.findmesh.failNext(FindmeshException.StorageFailed("disk_full", null))
            tap(R.string.findmesh_switch_do_confirm)
        },
    ) { phone("samsung", Kind.MAKER_BATTERY to State.UNKNOWN, Kind.BATTERY_OPTIMISATION to State.SET) },
)
