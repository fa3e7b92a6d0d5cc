package dev.findmesh.platform

import dev.findmesh.FindmeshException
import dev.findmesh.GapStats
import dev.findmesh.Health
import dev.findmesh.QueueStats
import dev.findmesh.Reason
import dev.findmesh.Severity
import dev.findmesh.platform.advice.Fixes
import java.time.Duration
import java.time.Instant

/** Health while there is no engine to ask. */
internal object OwnHealth {
    fun starting(): Health = only("starting", Severity.INFO)

    fun notConfigured(): Health = only("not_configured", Severity.BLOCKING)

    /** Why the engine did not open. */
    fun failed(e: Exception): Health = when (e) {
        is FindmeshException.NativeUnavailable -> only("native_unavailable", Severity.BLOCKING, mapOf("abi" to e.abi))
        is FindmeshException.AlreadyCreated -> only("another_process", Severity.BLOCKING)
        is FindmeshException.VaultLost -> only("vault_lost", Severity.BLOCKING)
        is FindmeshException.InvalidConfig -> only("not_configured", Severity.BLOCKING, mapOf("field" to e.field, "reason" to e.reason))
        is FindmeshException.StorageFailed -> only(storageCode(e.kind), Severity.BLOCKING, mapOf("kind" to e.kind))
        else -> only("internal", Severity.BLOCKING, mapOf("error" to e.javaClass.simpleName))
    }

    private fun storageCode(kind: String): String = when (kind) {
        "disk_full" -> "disk_full"
        "vault_unavailable", "user_locked" -> "user_locked"
        else -> "storage_corrupt"
    }

    private fun only(code: String, severity: Severity, detail: Map<String, String> = emptyMap()): Health = Health(
        reasons = listOf(Reason(code, severity, Instant.ofEpochMilli(Clocks.wallMillis()), Fixes.of(code, detail), detail)),
        lastScan = null,
        lastSighting = null,
        lastReport = null,
        lastUpload = null,
        nextWake = null,
        queue = QueueStats(0, 0, 0, null, null),
        gaps = GapStats(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO),
        today = emptyMap(),
    )
}
