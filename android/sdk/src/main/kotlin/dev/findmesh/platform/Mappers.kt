package dev.findmesh.platform

import dev.findmesh.ConsentEntry
import dev.findmesh.Decision
import dev.findmesh.FinderState
import dev.findmesh.FindmeshException
import dev.findmesh.GapStats
import dev.findmesh.Health
import dev.findmesh.Purpose
import dev.findmesh.QueueStats
import dev.findmesh.Reason
import dev.findmesh.Severity
import dev.findmesh.ffi.NativeException
import dev.findmesh.ffi.StorageTrouble
import dev.findmesh.platform.advice.Fixes
import java.time.Duration
import java.time.Instant
import dev.findmesh.ffi.ConsentEntry as FfiConsentEntry
import dev.findmesh.ffi.Decision as FfiDecision
import dev.findmesh.ffi.FinderState as FfiFinderState
import dev.findmesh.ffi.GapStats as FfiGapStats
import dev.findmesh.ffi.Health as FfiHealth
import dev.findmesh.ffi.Purpose as FfiPurpose
import dev.findmesh.ffi.QueueStats as FfiQueueStats
import dev.findmesh.ffi.Reason as FfiReason
import dev.findmesh.ffi.Severity as FfiSeverity

/** The one place where what the engine throws becomes what the library throws. */
internal fun NativeException.toPublic(): Exception = when (this) {
    is NativeException.InvalidConfig -> FindmeshException.InvalidConfig(setting, reason)
    is NativeException.ConsentMissing -> FindmeshException.ConsentMissing(purpose.toPublic())
    is NativeException.StorageFailed -> storage(trouble)
    is NativeException.VaultLost -> FindmeshException.VaultLost(this)
    is NativeException.VaultUnavailable -> FindmeshException.StorageFailed("vault_unavailable", this)
    is NativeException.Busy -> FindmeshException.StorageFailed("busy", this)
    is NativeException.Closed -> FindmeshException.ShutDown(this)
    is NativeException.InvalidArgument -> IllegalArgumentException("$argument: $reason", this)
    else -> FindmeshException.Internal(message ?: javaClass.simpleName, this)
}

private fun NativeException.storage(trouble: StorageTrouble): FindmeshException = when (trouble) {
    StorageTrouble.IN_USE -> FindmeshException.AlreadyCreated("another process of the app owns the engine")
    else -> FindmeshException.StorageFailed(trouble.name.lowercase(), this)
}

internal fun FfiHealth.toPublic(): Health = Health(
    reasons = reasons.map { it.toPublic() },
    lastScan = lastScanWallMs.toInstant(),
    lastSighting = lastSightingWallMs.toInstant(),
    lastReport = lastReportWallMs.toInstant(),
    lastUpload = lastUploadWallMs.toInstant(),
    nextWake = nextWakeWallMs.toInstant(),
    queue = queue.toPublic(),
    gaps = gaps.toPublic(),
    today = today.associate { it.name to it.count },
)

private fun FfiReason.toPublic(): Reason = Reason(
    code = code,
    severity = severity.toPublic(),
    since = Instant.ofEpochMilli(sinceWallMs),
    fix = Fixes.of(code, detail.associate { it.name to it.value }),
    detail = detail.associate { it.name to it.value },
)

private fun FfiSeverity.toPublic(): Severity = when (this) {
    FfiSeverity.BLOCKING -> Severity.BLOCKING
    FfiSeverity.DEGRADING -> Severity.DEGRADING
    FfiSeverity.INFO -> Severity.INFO
}

private fun FfiQueueStats.toPublic(): QueueStats =
    QueueStats(reports, bytes, pending, nextDueWallMs.toInstant(), oldestWallMs.toInstant())

private fun FfiGapStats.toPublic(): GapStats =
    GapStats(count, Duration.ofMillis(p50Ms), Duration.ofMillis(p90Ms), Duration.ofMillis(p99Ms), Duration.ofMillis(longestMs))

internal fun FfiFinderState.toPublic(): FinderState = when (this) {
    is FfiFinderState.Off -> FinderState.Off
    is FfiFinderState.Starting -> FinderState.Starting
    is FfiFinderState.Listening -> FinderState.Listening(plan)
    is FfiFinderState.Blocked -> FinderState.Blocked(reason)
}

internal fun Purpose.toFfi(): FfiPurpose = when (this) {
    Purpose.CROWD_REPORTING -> FfiPurpose.CROWD_REPORTING
    Purpose.UNWANTED_TRACKER_PROTECTION -> FfiPurpose.UNWANTED_TRACKER_PROTECTION
    Purpose.OWN_TAGS -> FfiPurpose.OWN_TAGS
    Purpose.DIAGNOSTICS -> FfiPurpose.DIAGNOSTICS
}

internal fun FfiPurpose.toPublic(): Purpose = when (this) {
    FfiPurpose.CROWD_REPORTING -> Purpose.CROWD_REPORTING
    FfiPurpose.UNWANTED_TRACKER_PROTECTION -> Purpose.UNWANTED_TRACKER_PROTECTION
    FfiPurpose.OWN_TAGS -> Purpose.OWN_TAGS
    FfiPurpose.DIAGNOSTICS -> Purpose.DIAGNOSTICS
}

internal fun FfiConsentEntry.toPublic(): ConsentEntry = ConsentEntry(
    purpose = purpose.toPublic(),
    decision = if (decision == FfiDecision.GRANTED) Decision.GRANTED else Decision.WITHDRAWN,
    textVersion = textVersion,
    locale = locale,
    time = Instant.ofEpochMilli(wallMs),
    how = how,
)

internal fun Long?.toInstant(): Instant? = this?.let(Instant::ofEpochMilli)
