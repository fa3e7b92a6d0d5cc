package dev.findmesh.ui.text

import dev.findmesh.PermissionStep
import dev.findmesh.PermissionStep.Kind
import dev.findmesh.ui.PermissionUi
import dev.findmesh.ui.R

/** What the platform's permissions are called and look like. */
internal class PermissionWords(val icon: Int, val title: Int, val why: Int) {
    companion object {
        fun of(kind: Kind): PermissionWords = when (kind) {
            Kind.NEARBY_DEVICES ->
                PermissionWords(R.drawable.findmesh_ic_radio, R.string.findmesh_permission_nearby, R.string.findmesh_permission_nearby_why)

            Kind.LOCATION ->
                PermissionWords(
                    R.drawable.findmesh_ic_place,
                    R.string.findmesh_permission_location,
                    R.string.findmesh_permission_location_why,
                )

            Kind.NOTIFICATIONS ->
                PermissionWords(
                    R.drawable.findmesh_ic_bell,
                    R.string.findmesh_permission_notifications,
                    R.string.findmesh_permission_notifications_why,
                )

            Kind.BACKGROUND_LOCATION ->
                PermissionWords(
                    R.drawable.findmesh_ic_clock,
                    R.string.findmesh_permission_background,
                    R.string.findmesh_permission_background_why,
                )
        }

        /** Whether it is there, and how much it matters. */
        fun state(step: PermissionUi.Step): Int = when {
            step.missing == null -> R.string.findmesh_permission_granted
            step.missing.ask == PermissionStep.Ask.NEVER -> R.string.findmesh_permission_never
            step.missing.required -> R.string.findmesh_permission_needed
            else -> R.string.findmesh_permission_useful
        }
    }
}
