package dev.findmesh.ui.permissions

import dev.findmesh.PermissionStep
import dev.findmesh.PermissionStep.Ask
import dev.findmesh.ui.PermissionUi
import dev.findmesh.ui.host.Effect
import dev.findmesh.ui.host.Machine
import dev.findmesh.ui.host.Wiring
import dev.findmesh.ui.permissionUi
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.stateIn

/**
 * What the permissions screen shows.
 *
 * @property permissions null until they were looked at.
 */
internal data class PermissionsUi(val permissions: PermissionUi?) {
    /** What the platform asks for in a dialog is missing: one tap asks for all of it. */
    val asks: Boolean get() = permissions?.steps.orEmpty().any { it.missing?.ask == Ask.DIALOG || it.missing?.ask == Ask.EXPLAIN }
}

/** The permissions screen without Android. */
internal class PermissionsMachine(private val wiring: Wiring) : Machine<PermissionsUi>() {
    override val state: StateFlow<PermissionsUi> =
        wiring.findmesh.permissions.permissionUi(wiring.feature, wiring.apiLevel).map(::PermissionsUi)
            .stateIn(wiring.scope, SharingStarted.WhileSubscribed(), PermissionsUi(null))

    /** Asks for what is missing. */
    fun allow(): Unit = order(Effect.Ask(wiring.feature))

    /** Opens the page where a person grants it by hand. */
    fun open(step: PermissionStep): Unit = order(Effect.Open(ByHand(step)))
}
