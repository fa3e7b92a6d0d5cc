package dev.findmesh.ui.text

import dev.findmesh.PermissionStep.Kind
import dev.findmesh.ui.PermissionUi
import dev.findmesh.ui.R

/** What the platform's permissions are called and look like. */
internal class PermissionWords(val icon: Int, val title: Int) {
    companion object {
        fun of(kind: Kind): PermissionWords = when (kind) {
            Kind.NEARBY_DEVICES -> PermissionWords(R.drawable.findmesh_ic_radio, R.string.findmesh_permission_nearby)
            Kind.LOCATION -> PermissionWords(R.drawable.findmesh_ic_place, R.string.findmesh_permission_location)
            Kind.NOTIFICATIONS -> PermissionWords(R.drawable.findmesh_ic_bell, R.string.findmesh_permission_notifications)
            Kind.BACKGROUND_LOCATION -> PermissionWords(R.drawable.findmesh_ic_clock, R.string.findmesh_permission_background)
        }

        /** Whether it is there, and how much it matters. */
        fun state(step: PermissionUi.Step): Int = when (step.missing?.required) {
            null -> R.string.findmesh_permission_granted
            true -> R.string.findmesh_permission_needed
            false -> R.string.findmesh_permission_useful
        }
    }
}
