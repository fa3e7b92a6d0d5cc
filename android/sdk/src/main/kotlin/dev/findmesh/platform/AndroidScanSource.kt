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
import kotlinx.coroutines.delay
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
    private val events: ScanEvents,
) {
    private val standing = StandingScan(context, filters)
    private val lock = Mutex()
    private var running: Running? = null

    /** Starts, or replaces, the scan of its slot. */
    suspend fun start(scan: ScanRequest): Unit = lock.withLock {
        val scanner = scannerOrReport(scan.slot) ?: return
        val started = if (scan.slot == ScanSlot.STANDING) arm(scanner, scan) else listen(scanner, scan)
        if (started) events.scanStarted(scan.slot)
    }

    /** Stops the scan of this slot. */
    suspend fun stop(slot: ScanSlot): Unit = lock.withLock {
        val scanner = scanner()
        if (slot == ScanSlot.CALLBACK) {
            scanner?.let(::stopListening)
            return
        }
        if (scanner != null) allowed { standing.stop(scanner) }
    }

    /** The platform lost all scans (radio off, Bluetooth crashed). */
    suspend fun lost(): Unit = lock.withLock {
        running = null
    }

    /** Ends the callback scan; the standing one stays. */
    suspend fun lookAway(): Unit = lock.withLock { scanner()?.let(::stopListening) }

    /** An equal intent would be ignored while the old scan runs, so that one is stopped first. */
    private suspend fun arm(scanner: BluetoothLeScanner, scan: ScanRequest): Boolean {
        val code = allowed {
            standing.stop(scanner)
            delay(STOP_TO_START_MILLIS)
            standing.start(scanner, scan, adapter()?.isLeExtendedAdvertisingSupported ?: false)
        } ?: ERROR_NOT_ALLOWED
        if (code != 0) events.scanFailed(ScanSlot.STANDING, code)
        return code == 0
    }

    private suspend fun listen(scanner: BluetoothLeScanner, scan: ScanRequest): Boolean {
        if (running?.scan == scan) return true
        if (running != null) {
            stopListening(scanner)
            delay(STOP_TO_START_MILLIS)
        }
        val extended = adapter()?.isLeExtendedAdvertisingSupported ?: false
        val settings = ScanSettings.Builder()
            .setScanMode(scan.mode.platform())
            .setLegacy(!extended)
            .setPhy(BluetoothDevice.PHY_LE_1M)
            .build()
        val callback = Callback()
        val all = filters.compact() + (if (extended) filters.extended() else emptyList()) + filters.others()
        if (allowed { scanner.startScan(all, settings, callback) } == null) {
            events.scanFailed(ScanSlot.CALLBACK, ERROR_NOT_ALLOWED)
            return false
        }
        running = Running(scan, callback)
        if (scan.plan == ScanPlan.VISIBLE) events.looking(true)
        return true
    }

    private fun stopListening(scanner: BluetoothLeScanner) {
        val stopped = running ?: return
        running = null
        allowed { scanner.stopScan(stopped.callback) }
        if (stopped.scan.plan == ScanPlan.VISIBLE) events.looking(false)
    }

    private fun scannerOrReport(slot: ScanSlot): BluetoothLeScanner? {
        val scanner = scanner()
        if (scanner == null) events.scanFailed(slot, ERROR_NO_RADIO)
        return scanner
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

        override fun onScanFailed(errorCode: Int) = events.scanFailed(ScanSlot.CALLBACK, errorCode)
    }

    companion object {
        /** Not a code of the platform: the permission is missing. */
        const val ERROR_NOT_ALLOWED: Int = -1

        /** Not a code of the platform: the radio is off or absent. */
        const val ERROR_NO_RADIO: Int = -2
        private const val STOP_TO_START_MILLIS = 400L
    }
}

/** The platform's constant. */
internal fun ScanMode.platform(): Int = when (this) {
    ScanMode.LOW_POWER -> ScanSettings.SCAN_MODE_LOW_POWER
    ScanMode.BALANCED -> ScanSettings.SCAN_MODE_BALANCED
    ScanMode.LOW_LATENCY -> ScanSettings.SCAN_MODE_LOW_LATENCY
}
