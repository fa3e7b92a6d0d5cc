package dev.findmesh.platform.permission

import android.Manifest.permission.ACCESS_BACKGROUND_LOCATION
import android.Manifest.permission.ACCESS_COARSE_LOCATION
import android.Manifest.permission.ACCESS_FINE_LOCATION
import android.Manifest.permission.BLUETOOTH_CONNECT
import android.Manifest.permission.BLUETOOTH_SCAN
import android.Manifest.permission.POST_NOTIFICATIONS
import android.os.Build.VERSION_CODES
import dev.findmesh.Feature
import dev.findmesh.PermissionStep
import dev.findmesh.PermissionStep.Ask
import dev.findmesh.PermissionStep.Kind
import dev.findmesh.PermissionStep.Partly

/**
 * What is missing for a feature, and in which order to ask: pure, by API level.
 *
 * @param api the phone's API level.
 * @param declared permissions of the merged manifest; a flavour may have taken some out.
 * @param standing where a permission stands.
 * @param lapsed whether a permission was granted for a short while only.
 */
internal class PermissionPlan(
    private val api: Int,
    private val declared: Set<String>,
    private val standing: (String) -> Standing,
    private val lapsed: (String) -> Boolean = { false },
) {
    fun missing(feature: Feature): List<PermissionStep> = listOfNotNull(
        nearbyDevices(feature),
        location(),
        notifications(feature),
        backgroundLocation(feature),
    )

    /** One dialog: both belong to the group "Nearby devices". */
    private fun nearbyDevices(feature: Feature): PermissionStep? {
        if (api < VERSION_CODES.S) return null
        val needed = if (feature == Feature.CONNECTING) listOf(BLUETOOTH_SCAN, BLUETOOTH_CONNECT) else listOf(BLUETOOTH_SCAN)
        // A finder hears of connections with it, after which a lost scan is armed again.
        val useful = if (feature == Feature.NEARBY) emptyList() else listOf(BLUETOOTH_CONNECT) - needed.toSet()
        return step(Kind.NEARBY_DEVICES, needed, useful)
    }

    private fun location(): PermissionStep? {
        val step = step(Kind.LOCATION, listOf(ACCESS_FINE_LOCATION)) ?: return null
        val coarse = standing(ACCESS_COARSE_LOCATION) == Standing.GRANTED
        // From API 31 on the dialog lets a person choose, and the fine one is not asked for alone.
        val asked = if (api >= VERSION_CODES.S) listOf(ACCESS_FINE_LOCATION, ACCESS_COARSE_LOCATION) else step.permissions
        return PermissionStep(step.kind, asked, step.required, step.ask, if (coarse) Partly.APPROXIMATE else step.partly)
    }

    private fun notifications(feature: Feature): PermissionStep? =
        if (api < VERSION_CODES.TIRAMISU || feature != Feature.FINDING_WITH_SERVICE) {
            null
        } else {
            step(Kind.NOTIFICATIONS, useful = listOf(POST_NOTIFICATIONS))
        }

    /** Asked for alone: together with another one the platform refuses both from API 30 on. */
    private fun backgroundLocation(feature: Feature): PermissionStep? {
        val pocket = feature == Feature.FINDING || feature == Feature.FINDING_WITH_SERVICE
        if (api < VERSION_CODES.Q || !pocket) return null
        val step = step(Kind.BACKGROUND_LOCATION, useful = listOf(ACCESS_BACKGROUND_LOCATION)) ?: return null
        // Stores want a word before it, whatever the platform advises.
        val ask = if (step.ask == Ask.DIALOG) Ask.EXPLAIN else step.ask
        return PermissionStep(step.kind, step.permissions, step.required, ask, step.partly)
    }

    /** Null where nothing of it is missing. What is only useful and not declared is somebody's decision. */
    private fun step(kind: Kind, needed: List<String> = emptyList(), useful: List<String> = emptyList()): PermissionStep? {
        val missing = (needed + useful.filter { it in declared }).filter { standing(it) != Standing.GRANTED }
        val first = missing.firstOrNull() ?: return null
        val ask = when {
            missing.any { it !in declared } -> Ask.NEVER
            standing(first) == Standing.ASK -> Ask.DIALOG
            standing(first) == Standing.EXPLAIN -> Ask.EXPLAIN
            else -> Ask.SETTINGS
        }
        val partly = Partly.ONLY_ONCE.takeIf { missing.any(lapsed) }
        return PermissionStep(kind, missing, missing.any { it in needed }, ask, partly)
    }
}
