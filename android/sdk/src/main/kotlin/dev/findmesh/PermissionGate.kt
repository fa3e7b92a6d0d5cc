package dev.findmesh

import android.app.Activity
import dev.findmesh.platform.permission.RationaleDialog
import kotlinx.coroutines.flow.Flow

/**
 * Which of the platform's permissions are missing for what, in which order to ask for them, and the asking itself.
 *
 * Nothing of the host is needed for it: no `onRequestPermissionsResult`, no activity of the library, no AndroidX.
 */
public interface PermissionGate {
    /** What is missing for [feature], in the order to ask; empty where nothing is. Asks nobody, may be called on any thread. */
    public fun check(feature: Feature): List<PermissionStep>

    /** As [check], now and whenever one of the app's activities comes to the front. Cold. */
    public fun observe(feature: Feature): Flow<List<PermissionStep>>

    /**
     * Asks for what is missing, one step after another, and returns once a person answered the last one, declined one
     * without which [feature] does nothing, or left [activity].
     *
     * What the platform no longer asks for in a dialog is reached through the app's page of the settings, from which it
     * comes back by itself. It may be called again at any time; it never leads nowhere. One call at a time shows
     * something, others wait.
     *
     * The platform hands the answer to `onRequestPermissionsResult` of [activity] too, with [REQUEST_CODE]: ignore it.
     *
     * @param rationale says why before a person is asked again, sent to the settings, or asked for the background.
     */
    public suspend fun request(
        activity: Activity,
        feature: Feature,
        rationale: PermissionRationale = PermissionRationale.Dialog,
    ): PermissionResult

    public companion object {
        /** The code of the library's own requests. */
        public const val REQUEST_CODE: Int = 0x4D5F
    }
}

/** What an app wants to do with the phone; each needs other permissions. */
public enum class Feature {
    /** Finding from the pocket. */
    FINDING,

    /** Finding from the pocket with a foreground service and its notification. */
    FINDING_WITH_SERVICE,

    /** Looking at what is near while the app is open. */
    NEARBY,

    /** Connecting to a tag, for example to let it ring. */
    CONNECTING,
}

/** Says why a permission is wanted. */
public fun interface PermissionRationale {
    /** Shows [PermissionStep.text], or the host's own words. Main thread. @return whether to go on. */
    public suspend fun explain(activity: Activity, step: PermissionStep): Boolean

    public companion object {
        /** The platform's own dialog in the colours of the activity, with [PermissionStep.text]. */
        public val Dialog: PermissionRationale get() = RationaleDialog
    }
}

/**
 * What came of [PermissionGate.request].
 *
 * @property missing what is missing still, in the order to ask.
 */
public class PermissionResult(public val missing: List<PermissionStep>) {
    /** The feature works, if not at its best. */
    public val usable: Boolean get() = missing.none { it.required }

    /** Nothing is missing. */
    public val complete: Boolean get() = missing.isEmpty()

    override fun toString(): String = "PermissionResult(missing=$missing)"
}
