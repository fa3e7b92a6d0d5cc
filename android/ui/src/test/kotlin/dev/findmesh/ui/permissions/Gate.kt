package dev.findmesh.ui.permissions

import android.app.Activity
import dev.findmesh.Feature
import dev.findmesh.PermissionGate
import dev.findmesh.PermissionRationale
import dev.findmesh.PermissionResult
import dev.findmesh.PermissionStep
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.emptyFlow

/** Nobody looked at them yet. */
internal object Later : PermissionGate by Gate() {
    override fun observe(feature: Feature): Flow<List<PermissionStep>> = emptyFlow()
}

/** Permissions of which these are missing. */
internal class Gate(vararg missing: PermissionStep) : PermissionGate {
    val missing: MutableStateFlow<List<PermissionStep>> = MutableStateFlow(missing.toList())

    override fun check(feature: Feature): List<PermissionStep> = missing.value

    override fun observe(feature: Feature): Flow<List<PermissionStep>> = missing

    override suspend fun request(activity: Activity, feature: Feature, rationale: PermissionRationale): PermissionResult =
        PermissionResult(missing.value)
}
