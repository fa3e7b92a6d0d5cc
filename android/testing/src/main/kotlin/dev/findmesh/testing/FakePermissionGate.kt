package dev.findmesh.testing

import android.app.Activity
import dev.findmesh.Feature
import dev.findmesh.PermissionGate
import dev.findmesh.PermissionRationale
import dev.findmesh.PermissionResult
import dev.findmesh.PermissionStep
import dev.findmesh.PermissionStep.Kind
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.map

/** A person who answers as [FakePhone.grantsWhenAsked] says; nothing is shown. */
internal class FakePermissionGate(private val world: FakeWorld) : PermissionGate {
    override fun check(feature: Feature): List<PermissionStep> = world.read { steps(feature) }

    override fun observe(feature: Feature): Flow<List<PermissionStep>> = world.health.map { check(feature) }.distinctUntilChanged()

    override suspend fun request(activity: Activity, feature: Feature, rationale: PermissionRationale): PermissionResult {
        world.called()
        world.change { if (grantsWhenAsked) missingPermissions = emptyList() }
        return PermissionResult(check(feature))
    }

    /** In the order to ask: the background alone, and last. */
    private fun FakeWorld.steps(feature: Feature): List<PermissionStep> {
        val kinds = missingPermissions.groupBy(::kindOf).toSortedMap().filterKeys { it != Kind.BACKGROUND_LOCATION || feature in POCKET }
        return kinds.map { (kind, names) -> PermissionStep(kind, names, kind != Kind.BACKGROUND_LOCATION, PermissionStep.Ask.DIALOG) }
    }

    private fun kindOf(name: String): Kind = when {
        "BLUETOOTH" in name -> Kind.NEARBY_DEVICES
        "NOTIFICATIONS" in name -> Kind.NOTIFICATIONS
        name == BACKGROUND_LOCATION -> Kind.BACKGROUND_LOCATION
        else -> Kind.LOCATION
    }

    private companion object {
        val POCKET = setOf(Feature.FINDING, Feature.FINDING_WITH_SERVICE)
    }
}

internal const val BACKGROUND_LOCATION: String = "android.permission.ACCESS_BACKGROUND_LOCATION"
