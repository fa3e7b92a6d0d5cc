package dev.findmesh.platform.permission

import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.Intent
import dev.findmesh.Feature
import dev.findmesh.PermissionGate
import dev.findmesh.PermissionRationale
import dev.findmesh.PermissionResult
import dev.findmesh.PermissionStep
import dev.findmesh.PermissionStep.Ask
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/** One conversation with a person about what a feature needs. Main thread. */
internal class PermissionRequest(
    private val gate: HostPermissions,
    private val memory: PermissionMemory,
    private val rationale: PermissionRationale,
) {
    suspend fun run(activity: Activity, feature: Feature): PermissionResult {
        var front = activity
        val asked = mutableSetOf<PermissionStep.Kind>()
        while (true) {
            val steps = gate.check(front, feature)
            val step = steps.firstOrNull { it.kind !in asked && it.ask != Ask.NEVER }
            // Without what is required the rest is of no use yet.
            val futile = steps.any { it.required && it.kind in asked }
            if (step == null || futile) return PermissionResult(steps)
            asked += step.kind
            front = ask(front, feature, step) ?: return PermissionResult(gate.check(feature))
        }
    }

    /** @return the activity in front afterwards, null where it was left for good. */
    private suspend fun ask(activity: Activity, feature: Feature, step: PermissionStep): Activity? {
        if (step.ask != Ask.DIALOG && !rationale.explain(activity, step)) return activity
        if (step.ask == Ask.SETTINGS) return settings(activity, step)
        val back = Return.of(activity) {
            activity.requestPermissions(step.permissions.toTypedArray(), PermissionGate.REQUEST_CODE)
        }
        val front = back.activity ?: return null
        val missing = gate.check(front, feature).firstOrNull { it.kind == step.kind } ?: return front
        val silently = back.millis < SEEN_MILLIS
        withContext(Dispatchers.IO) { missing.permissions.forEach { memory.notGranted(it, silently) } }
        val now = gate.check(front, feature).firstOrNull { it.kind == step.kind }
        // The platform answered by itself: whoever pressed the button saw nothing happen.
        return if (silently && now?.ask == Ask.SETTINGS) ask(front, feature, now) else front
    }

    private suspend fun settings(activity: Activity, step: PermissionStep): Activity? {
        val page = step.settings(activity) ?: return activity
        // Beside the app, not in a task of its own: "back" leads back.
        page.flags = page.flags and Intent.FLAG_ACTIVITY_NEW_TASK.inv()
        val front = Return.of(activity) { start(activity, page) }.activity
        withContext(Dispatchers.IO) { step.permissions.forEach(memory::askAgain) }
        return front
    }

    private fun start(activity: Activity, page: Intent) {
        try {
            activity.startActivity(page)
        } catch (_: ActivityNotFoundException) {
            // Gone since it was looked up: nothing covers the activity, which counts as coming back.
            return
        } catch (_: SecurityException) {
            return
        }
    }

    private companion object {
        /** No person answers a dialog faster. */
        const val SEEN_MILLIS = 250L
    }
}
