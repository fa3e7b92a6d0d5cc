package dev.findmesh.ui.around

import dev.findmesh.FindmeshException
import dev.findmesh.Fix
import dev.findmesh.Severity
import dev.findmesh.ui.ReasonUi
import dev.findmesh.ui.ReasonUi.Remedy
import java.time.Instant

/**
 * What is around.
 *
 * @property now when this was so.
 * @property since when listening began; null: it has not yet, or cannot.
 * @property blocked why nobody can listen.
 */
internal data class Around(
    val now: Instant,
    val since: Instant? = null,
    val tags: List<NearTag> = emptyList(),
    val blocked: Blocked? = null,
)

/**
 * Why nobody can listen, and since when.
 *
 * @property code as of a [dev.findmesh.Reason]; [FAULT] where none fits.
 */
internal data class Blocked(val code: String, val detail: Map<String, String>, val at: Instant) {
    /** The same as the status screen would say it. */
    val reason: ReasonUi
        get() = ReasonUi(code, Severity.BLOCKING, at, if (code == PERMISSION) Remedy.ALLOW else Remedy.SETTINGS, Fix.of(code, detail))

    companion object {
        const val PERMISSION: String = "permission_missing"
        const val BLUETOOTH: String = "bluetooth_off"
        const val FAULT: String = "internal"

        /** @param unsupported the phone has no Bluetooth Low Energy. */
        fun of(e: FindmeshException, unsupported: Boolean, at: Instant): Blocked = when (e) {
            is FindmeshException.PermissionMissing -> Blocked(PERMISSION, mapOf("which" to e.permissions.joinToString(",")), at)
            is FindmeshException.BluetoothUnavailable -> Blocked(if (unsupported) UNSUPPORTED else BLUETOOTH, emptyMap(), at)
            is FindmeshException.ScanRefused -> Blocked("scan_failed", mapOf("code" to e.code.toString()), at)
            is FindmeshException.NativeUnavailable -> Blocked("native_unavailable", emptyMap(), at)
            is FindmeshException.InvalidConfig -> Blocked("not_configured", emptyMap(), at)
            is FindmeshException.AlreadyCreated -> Blocked("another_process", emptyMap(), at)
            else -> Blocked(FAULT, emptyMap(), at)
        }

        const val UNSUPPORTED: String = "bluetooth_unsupported"
    }
}
