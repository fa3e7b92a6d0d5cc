package dev.findmesh.platform

import android.bluetooth.BluetoothDevice
import android.bluetooth.BluetoothManager
import android.bluetooth.le.BluetoothLeScanner
import android.bluetooth.le.ScanCallback
import android.bluetooth.le.ScanResult
import android.bluetooth.le.ScanSettings
import android.content.Context
import android.os.Handler
import android.os.Looper
import dev.findmesh.ffi.ScanMode
import dev.findmesh.ffi.ScanPlan
import dev.findmesh.ffi.ScanRequest
import dev.findmesh.ffi.ScanSlot
import kotlinx.coroutines.delay
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import java.util.concurrent.atomic.AtomicBoolean

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

    /** The visible scan has run for 5 min; main thread. */
    fun lookedLongEnough()
}

/**
 * Carries out what the engine asks of the radio: the standing scan, and a callback scan on top for
 * bursts and while a person looks, which is for 5 min at most.
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
    private var armed = false
    private var wanted: ScanRequest? = null
    private var running: Running? = null

    /** Says every 5 min that nobody may be looking any more; the answer is another plan. */
    private val main = Handler(Looper.getMainLooper())
    private val enough = object : Runnable {
        override fun run() {
            main.postDelayed(this, VISIBLE_MILLIS)
            events.lookedLongEnough()
        }
    }

    /** Starts, or replaces, the scan of its slot. */
    suspend fun start(scan: ScanRequest): Unit = lock.withLock {
        if (scan.slot == ScanSlot.STANDING) wanted = scan
        val scanner = scannerOrReport(scan.slot) ?: return
        val started = if (scan.slot == ScanSlot.STANDING) stand(scanner, scan) else listen(scanner, scan)
        if (started) events.scanStarted(scan.slot)
    }

    /** Stops the scan of this slot. */
    suspend fun stop(slot: ScanSlot): Unit = lock.withLock {
        val scanner = scanner()
        if (slot == ScanSlot.CALLBACK) {
            scanner?.let(::stopListening)
            return
        }
        wanted = null
        armed = false
        if (scanner != null) allowed { standing.stop(scanner) }
    }

    /** The platform lost all scans (radio off, Bluetooth crashed): the next start arms anew. */
    suspend fun lost(): Unit = lock.withLock {
        armed = false
        delivered.set(false)
        main.removeCallbacks(enough)
        running = null
    }

    /** Ends the callback scan; the standing one stays. */
    suspend fun lookAway(): Unit = lock.withLock { scanner()?.let(::stopListening) }

    /** Stops and starts the standing scan, where one is wanted: nothing tells whether an old one still runs. */
    suspend fun rearm(): Unit = lock.withLock {
        val scan = wanted ?: return
        val scanner = scannerOrReport(ScanSlot.STANDING) ?: return
        if (arm(scanner, scan)) events.scanStarted(ScanSlot.STANDING)
    }

    /** A scan that delivered to this process runs as an earlier one asked: it is not restarted without need. */
    private suspend fun stand(scanner: BluetoothLeScanner, scan: ScanRequest): Boolean {
        val alive = !armed && delivered.getAndSet(false)
        armed = armed || alive
        return alive || arm(scanner, scan)
    }

    /** An equal intent would be ignored while the old scan runs, so that one is stopped first. */
    private suspend fun arm(scanner: BluetoothLeScanner, scan: ScanRequest): Boolean {
        val code = allowed {
            standing.stop(scanner)
            delay(STOP_TO_START_MILLIS)
            standing.start(scanner, scan, adapter()?.isLeExtendedAdvertisingSupported ?: false)
        } ?: ERROR_NOT_ALLOWED
        armed = code == 0
        if (!armed) events.scanFailed(ScanSlot.STANDING, code)
        return armed
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
        if (scan.plan == ScanPlan.VISIBLE) {
            main.postDelayed(enough, VISIBLE_MILLIS)
            events.looking(true)
        }
        return true
    }

    private fun stopListening(scanner: BluetoothLeScanner) {
        val stopped = running ?: return
        running = null
        allowed { scanner.stopScan(stopped.callback) }
        if (stopped.scan.plan == ScanPlan.VISIBLE) {
            main.removeCallbacks(enough)
            events.looking(false)
        }
    }

    private fun scannerOrReport(slot: ScanSlot): BluetoothLeScanner? {
        val scanner = scanner()
        if (scanner == null) {
            if (slot == ScanSlot.STANDING) armed = false
            events.scanFailed(slot, ERROR_NO_RADIO)
        }
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
        /** Something was delivered to this process: the standing scan of an earlier one still runs. */
        val delivered: AtomicBoolean = AtomicBoolean()

        /** Not a code of the platform: the permission is missing. */
        const val ERROR_NOT_ALLOWED: Int = -1

        /** Not a code of the platform: the radio is off or absent. */
        const val ERROR_NO_RADIO: Int = -2
        private const val STOP_TO_START_MILLIS = 400L
        private const val VISIBLE_MILLIS = 5 * 60_000L
    }
}

/** The platform's constant. */
internal fun ScanMode.platform(): Int = when (this) {
    ScanMode.LOW_POWER -> ScanSettings.SCAN_MODE_LOW_POWER
    ScanMode.BALANCED -> ScanSettings.SCAN_MODE_BALANCED
    ScanMode.LOW_LATENCY -> ScanSettings.SCAN_MODE_LOW_LATENCY
}
