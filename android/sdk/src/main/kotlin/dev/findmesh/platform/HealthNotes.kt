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
 * @param wall milliseconds, null: now. Asked only where that reason stands: to know it costs calls of the platform.
 */
internal fun Health.withNextFix(wall: () -> Long?): Health {
    if (reasons.none { it.code == NO_FIX }) return this
    val until = ReasonDetail("until", "${wall() ?: return this}")
    return copy(reasons = reasons.map { if (it.code == NO_FIX) it.copy(detail = it.detail + until) else it })
}

private const val NO_FIX = "no_fix"
