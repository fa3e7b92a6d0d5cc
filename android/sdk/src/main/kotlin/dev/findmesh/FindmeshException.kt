package dev.findmesh

import dev.findmesh.gatt.GattFailure
import dev.findmesh.gatt.SoundRefusal
import java.time.Instant

/** Everything that the library throws on purpose. */
public sealed class FindmeshException(message: String, cause: Throwable? = null) : Exception(message, cause) {
    /** It is there with another configuration, or another process of the app owns the engine. */
    public class AlreadyCreated(reason: String) : FindmeshException(reason)

    /**
     * A setting cannot be used.
     *
     * @property field its name in [FindmeshConfig.Builder].
     */
    public class InvalidConfig(public val field: String, public val reason: String) :
        FindmeshException("invalid $field: $reason")

    /**
     * libfindmesh.so could not be loaded.
     *
     * @property abi the processor interface for which it was looked for, for example `arm64-v8a`.
     */
    public class NativeUnavailable(public val abi: String, cause: Throwable?) :
        FindmeshException("no native library for $abi", cause)

    /** Nobody agreed to [purpose]. */
    public class ConsentMissing(public val purpose: Purpose) : FindmeshException("no consent for $purpose")

    /**
     * Platform permissions are missing.
     *
     * @property permissions their platform names, in the order to ask for them.
     */
    public class PermissionMissing(public val permissions: List<String>) :
        FindmeshException("permissions missing: ${permissions.joinToString()}")

    /** The phone has no Bluetooth Low Energy. */
    public class BluetoothUnavailable : FindmeshException("no Bluetooth Low Energy")

    /**
     * The database could not be used; nothing was half-written.
     *
     * @property kind `disk_full`, `corrupt`, `too_new`, `vault_unavailable`, `busy`, `io`, or `user_locked`: nobody has
     *   unlocked the phone since it started.
     */
    public class StorageFailed(public val kind: String, cause: Throwable?) : FindmeshException("storage failed: $kind", cause)

    /** The key encryption key is gone for good, and what was sealed under it with it. */
    public class VaultLost(cause: Throwable? = null) : FindmeshException("the key encryption key is gone", cause)

    /**
     * The relay refused or did not answer.
     *
     * @property status HTTP status, null without an answer.
     * @property retryAt when the next attempt is made.
     */
    public class RelayFailed(public val status: Int?, public val retryAt: Instant?) :
        FindmeshException(if (status == null) "the relay did not answer" else "the relay answered $status")

    /**
     * A connection to a tag, or what was asked for over it, failed.
     *
     * @property operation `connect`, `discover`, `mtu`, `read`, `write`, `subscribe` or `sound`.
     * @property status the platform's code, or the tag's, null without one.
     */
    public class GattFailed(public val failure: GattFailure, public val operation: String, public val status: Int?) :
        FindmeshException("$operation: $failure" + status?.let { " (status $it)" }.orEmpty())

    /** A tag does not sound. */
    public class SoundRefused(public val reason: SoundRefusal) : FindmeshException("no sound: $reason")

    /**
     * The platform refused a scan of [Finder.nearby].
     *
     * @property code the platform's error code, as in `ScanCallback.onScanFailed`.
     */
    public class ScanRefused(public val code: Int) : FindmeshException("scan refused: $code")

    /** [Findmesh.shutdown] was called; [Findmesh.create] or [Findmesh.get] begin anew. */
    public class ShutDown(cause: Throwable? = null) : FindmeshException("the library was shut down", cause)

    /** A defect of the library; please report it. */
    public class Internal(reason: String, cause: Throwable?) : FindmeshException(reason, cause)
}
