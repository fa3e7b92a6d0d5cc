package dev.findmesh.platform.evidence

import android.app.ApplicationExitInfo

/**
 * How a process of the app ended.
 *
 * @property why in snake case, as docs/finder.md §5 has it.
 * @property at wall time in milliseconds.
 */
internal class Exit(val why: String, val at: Long) {
    companion object {
        /** The platform's reasons by their numbers, which do not change: what is newer than the phone stays a number. */
        fun why(reason: Int): String = NAMES[reason] ?: "unknown"

        private val NAMES = mapOf(
            ApplicationExitInfo.REASON_EXIT_SELF to "exit_self",
            ApplicationExitInfo.REASON_SIGNALED to "signaled",
            ApplicationExitInfo.REASON_LOW_MEMORY to "low_memory",
            ApplicationExitInfo.REASON_CRASH to "crash",
            ApplicationExitInfo.REASON_CRASH_NATIVE to "crash_native",
            ApplicationExitInfo.REASON_ANR to "anr",
            ApplicationExitInfo.REASON_INITIALIZATION_FAILURE to "initialization_failure",
            ApplicationExitInfo.REASON_PERMISSION_CHANGE to "permission_change",
            ApplicationExitInfo.REASON_EXCESSIVE_RESOURCE_USAGE to "excessive_resource_usage",
            ApplicationExitInfo.REASON_USER_REQUESTED to "user_requested",
            ApplicationExitInfo.REASON_USER_STOPPED to "user_stopped",
            ApplicationExitInfo.REASON_DEPENDENCY_DIED to "dependency_died",
            ApplicationExitInfo.REASON_OTHER to "other",
            ApplicationExitInfo.REASON_FREEZER to "freezer",
            ApplicationExitInfo.REASON_PACKAGE_STATE_CHANGE to "package_state_change",
            ApplicationExitInfo.REASON_PACKAGE_UPDATED to "package_updated",
        )
    }
}
