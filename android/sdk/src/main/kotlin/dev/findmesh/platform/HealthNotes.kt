package dev.findmesh.platform

import dev.findmesh.ffi.FinderState
import dev.findmesh.ffi.Health
import dev.findmesh.ffi.ReasonDetail

/** Reasons for which no fix is of any use. */
private val UNWANTED = setOf("consent_missing", "paused_by_user", "bluetooth_unsupported")

/** Whether the engine has a use for places. */
internal fun Health.wantsFixes(): Boolean = when (val now = state) {
    is FinderState.Off -> false
    is FinderState.Starting -> reasons.none { it.code == "starting" }
    is FinderState.Listening -> true
    is FinderState.Blocked -> now.reason !in UNWANTED
}

/**
 * Adds to `no_fix` when the platform may be asked again.
 *
 * @param wall milliseconds, null: now.
 */
internal fun Health.withNextFix(wall: Long?): Health = if (wall == null || reasons.none { it.code == NO_FIX }) {
    this
} else {
    copy(reasons = reasons.map { if (it.code == NO_FIX) it.copy(detail = it.detail + ReasonDetail("until", "$wall")) else it })
}

private const val NO_FIX = "no_fix"
