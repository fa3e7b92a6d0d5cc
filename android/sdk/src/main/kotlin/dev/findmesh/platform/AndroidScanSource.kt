package dev.findmesh.platform

import android.bluetooth.BluetoothDevice
import android.bluetooth.BluetoothManager
import android.bluetooth.le.BluetoothLeScanner
import android.bluetooth.le.ScanCallback
import android.bluetooth.le.ScanResult
import android.bluetooth.le.ScanSettings
import android.content.Context
import dev.findmesh.ffi.ScanMode
import dev.findmesh.ffi.ScanPlan
import dev.findmesh.ffi.ScanRequest
import dev.findmesh.ffi.ScanSlot
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

/** What comes of scanning. */
internal interface ScanEvents {
    /** The scan of this slot runs as asked. */
    fun scanStarted(slot: ScanSlot)

    /** The platform refused, with its code. */
    fun scanFailed(slot: ScanSlot, code: Int)

    /** Adverts of the callback scan. */
    fun heard(results: List<ScanResult>)

    /** A person began or ended to look. */
    fun looking(on: Boolean)

    /** Does this after what was asked of the radio before. */
    fun later(work: suspend () -> Unit)
}

/**
 * Carries out what the engine asks of the radio: the standing scan, and a callback scan on top for
 * bursts and while a person looks. When each starts and ends the engine decides.
 *
 * Starts are rationed by the platform (five callback scans in 30 s, silently); the engine keeps the
 * account. A stop is followed by a pause before the next start.
 */
internal class AndroidScanSource(
    private val context: Context,
    private val filters: ScanFilters,
    private val limits: RadioLimits,
    private val events: ScanEvents,
) {
    private val standing = StandingScan(context, filters, limits)
    private val burst = BurstLock(context)
    private val lock = Mutex()
    private var running: Running? = null

    /** Starts, or replaces, the scan of its slot. */
    suspend fun start(scan: ScanRequest): Unit = lock.withLock {
        val scanner = scanner() ?: return events.scanFailed(scan.slot, ERROR_NO_RADIO)
        val code = if (scan.slot == ScanSlot.STANDING) arm(scanner, scan) else listen(scanner, scan)
        if (code == 0) events.scanStarted(scan.slot) else events.scanFailed(scan.slot, code)
    }

    /** Stops the scan of this slot. */
    suspend fun stop(slot: ScanSlot): Unit = lock.withLock {
        if (slot == ScanSlot.CALLBACK) return stopListening()
        val scanner = scanner() ?: return
        allowed { standing.stop(scanner) } ?: standing.revoke()
    }

    /** The platform lost all scans (radio off, Bluetooth crashed). */
    suspend fun lost(): Unit = lock.withLock { ended() }

    /** Ends the callback scan; the standing one stays. */
    suspend fun lookAway(): Unit = lock.withLock { stopListening() }

    /** An equal intent would be ignored while the old scan runs, so that one is stopped first. */
    private suspend fun arm(scanner: BluetoothLeScanner, scan: ScanRequest): Int {
        if (!Components.has<ScanReceiver>(context)) return ERROR_NO_RECEIVER
        return allowed {
            standing.stop(scanner)
            Clocks.pause(STOP_TO_START_MILLIS)
            traced("scan") { standing.start(scanner, scan, limits.extended(adapter())) }
        } ?: ERROR_NOT_ALLOWED
    }

    private suspend fun listen(scanner: BluetoothLeScanner, scan: ScanRequest): Int {
        if (running?.scan == scan) return 0
        if (running != null) {
            stopListening()
            Clocks.pause(STOP_TO_START_MILLIS)
        }
        val extended = limits.extended(adapter())
        val settings = ScanSettings.Builder()
            .setScanMode(scan.mode.platform())
            .setLegacy(!extended)
            .setPhy(BluetoothDevice.PHY_LE_1M)
            .build()
        val callback = Callback()
        allowed { scanner.startScan(filters.callback(extended), settings, callback) } ?: return ERROR_NOT_ALLOWED
        running = Running(scan, callback)
        if (scan.plan == ScanPlan.VISIBLE) events.looking(true) else burst.hold()
        return 0
    }

    private fun stopListening() {
        val callback = running?.callback ?: return
        ended()
        allowed { scanner()?.stopScan(callback) }
    }

    private fun ended() {
        val ended = running ?: return
        running = null
        burst.release()
        if (ended.scan.plan == ScanPlan.VISIBLE) events.looking(false)
    }

    /** Only of the callback that is there: one that was stopped meanwhile says nothing about the next. */
    private suspend fun refused(callback: ScanCallback, code: Int): Unit = lock.withLock {
        if (running?.callback !== callback) return
        stopListening()
        events.scanFailed(ScanSlot.CALLBACK, code)
    }

    private fun scanner(): BluetoothLeScanner? = adapter()?.takeIf { it.isEnabled }?.bluetoothLeScanner

    private fun adapter() = context.getSystemService(BluetoothManager::class.java)?.adapter

    /** A permission may go at any moment, the radio too. */
    private inline fun <T> allowed(use: () -> T): T? = try {
        use()
    } catch (_: SecurityException) {
        null
    } catch (_: IllegalStateException) {
        null
    }

    private class Running(val scan: ScanRequest, val callback: ScanCallback)

    private inner class Callback : ScanCallback() {
        override fun onScanResult(callbackType: Int, result: ScanResult) = events.heard(listOf(result))

        override fun onBatchScanResults(results: List<ScanResult>) = events.heard(results)

        override fun onScanFailed(errorCode: Int) = events.later { refused(this, errorCode) }
    }

    companion object {
        /** Not a code of the platform: the permission is missing. */
        const val ERROR_NOT_ALLOWED: Int = -1

        /** Not a code of the platform: the radio is off or absent. */
        const val ERROR_NO_RADIO: Int = -2

        /** Not a code of the platform: the app's manifest removed [ScanReceiver]. */
        const val ERROR_NO_RECEIVER: Int = -3
        private const val STOP_TO_START_MILLIS = 400L
    }
}

/** The platform's constant. */
internal fun ScanMode.platform(): Int = when (this) {
    ScanMode.LOW_POWER -> ScanSettings.SCAN_MODE_LOW_POWER
    ScanMode.BALANCED -> ScanSettings.SCAN_MODE_BALANCED
    ScanMode.LOW_LATENCY -> ScanSettings.SCAN_MODE_LOW_LATENCY
}
