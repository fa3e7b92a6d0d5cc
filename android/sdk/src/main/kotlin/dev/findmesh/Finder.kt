package dev.findmesh

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.StateFlow

/** Notices tags nearby, seals where they were for their owners, and uploads that. */
public interface Finder {
    /** What the finder is doing. Never throws. */
    public val state: StateFlow<FinderState>

    /**
     * Wishes that the finder works. Durable: it holds over reboot and process death, until [disable].
     *
     * What goes wrong after this returned is in [Findmesh.health].
     *
     * @throws FindmeshException.ConsentMissing nobody agreed to [Purpose.CROWD_REPORTING].
     * @throws FindmeshException.PermissionMissing the scan needs platform permissions that are not granted.
     * @throws FindmeshException.BluetoothUnavailable the phone has no Bluetooth Low Energy.
     */
    public suspend fun enable()

    /** Wishes that the finder rests. Durable; what is queued waits, at most its 72 hours, for [enable]. */
    public suspend fun disable()

    /** Where the person takes part. Never throws. */
    public val participation: StateFlow<Participation>

    /**
     * Chooses where to take part. Durable; holds at once.
     *
     * After `vault_lost`, when private zones went with their key, this, [PrivateZones.put] or a new grant says that reports
     * may leave again.
     */
    public suspend fun setParticipation(value: Participation)

    /** Places at which nothing is reported. */
    public val privateZones: PrivateZones

    /**
     * Sends what is already due, under the same spacing as always: nothing leaves before its own delay
     * is over, so usually this sends little.
     *
     * @throws FindmeshException.RelayFailed the relay refused or did not answer.
     */
    public suspend fun uploadNow(): UploadResult

    /**
     * Every advert of a tag as it is heard: a scan of its own at full power, for as long as somebody collects.
     *
     * Cold; cancelling stops the scan. It needs no consent, for nothing of it is kept or sent, and no [enable]. The
     * platform serves it in full while the app is visible or has a foreground service; elsewhere little arrives.
     *
     * The flow fails with [FindmeshException.PermissionMissing], [FindmeshException.BluetoothUnavailable] (also when the
     * radio is switched off meanwhile) or [FindmeshException.ScanRefused].
     */
    public fun nearby(filter: NearbyFilter = NearbyFilter.All): Flow<Sighting>

    /**
     * Asks whether the app may start a scan of its own now: the platform silently refuses the sixth start of an app within
     * 30 s, the library's included. Ask before every `startScan`; a granted start is counted, used or not.
     */
    public suspend fun reserveScanStart(): ScanPermit
}

/** What a [Finder] is doing. */
public sealed class FinderState {
    /** Not wished. */
    public object Off : FinderState() {
        override fun toString(): String = "Off"
    }

    /** Wished; the scan is being started. */
    public object Starting : FinderState() {
        override fun toString(): String = "Starting"
    }

    /** Listening. [plan] is `background`, `foreground_service`, `system` or `visible`; names may be added. */
    public class Listening(public val plan: String) : FinderState() {
        override fun equals(other: Any?): Boolean = other is Listening && other.plan == plan

        override fun hashCode(): Int = plan.hashCode()

        override fun toString(): String = "Listening($plan)"
    }

    /** Wished, but a blocking reason with this code stands in [Health.reasons]. */
    public class Blocked(public val reason: String) : FinderState() {
        override fun equals(other: Any?): Boolean = other is Blocked && other.reason == reason

        override fun hashCode(): Int = reason.hashCode()

        override fun toString(): String = "Blocked($reason)"
    }
}

/**
 * What came of [Finder.uploadNow].
 *
 * @property sent requests made.
 * @property accepted reports that the relay took.
 * @property remaining reports still in the queue.
 */
public class UploadResult(public val sent: Int, public val accepted: Int, public val remaining: Int) {
    override fun toString(): String = "UploadResult(sent=$sent, accepted=$accepted, remaining=$remaining)"
}
