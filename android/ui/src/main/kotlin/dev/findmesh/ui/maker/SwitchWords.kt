package dev.findmesh.ui.maker

import dev.findmesh.PhoneSwitch.Kind
import dev.findmesh.PhoneSwitch.State
import dev.findmesh.ui.R

/** What the phone's switches are for, and look like. */
internal class SwitchWords(val icon: Int, val why: Int) {
    companion object {
        fun of(kind: Kind): SwitchWords = when (kind) {
            Kind.AUTOSTART -> SwitchWords(R.drawable.findmesh_ic_phone, R.string.findmesh_switch_autostart_why)
            Kind.MAKER_BATTERY -> SwitchWords(R.drawable.findmesh_ic_battery, R.string.findmesh_switch_saver_why)
            Kind.RECENT_APPS -> SwitchWords(R.drawable.findmesh_ic_lock, R.string.findmesh_switch_recents_why)
            Kind.BATTERY_OPTIMISATION -> SwitchWords(R.drawable.findmesh_ic_clock, R.string.findmesh_switch_android_why)
        }

        fun state(state: State): Int = when (state) {
            State.SET -> R.string.findmesh_switch_set
            State.NOT_SET -> R.string.findmesh_switch_not_set
            State.CONFIRMED -> R.string.findmesh_switch_confirmed
            State.UNKNOWN -> R.string.findmesh_switch_unknown
        }
    }
}
