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
import dev.findmesh.ffi.ScanPlan
import kotlinx.coroutines.delay
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import java.util.concurrent.atomic.AtomicBoolean

/** What comes of scanning. */
internal interface ScanEvents {
    /** The scan runs as asked. */
    fun scanStarted()

    /** The platform refused, with its code. */
    fun scanFailed(code: Int)

    /** Adverts of the visible scan. */
    fun heard(results: List<ScanResult>)

    /** The visible scan began or ended. */
    fun looking(on: Boolean)

    /** The visible scan has run for 5 min; main thread. */
    fun lookedLongEnough()
}

/**
 * Carries out scan plans: the standing scan always, and a callback scan at full duty on top while a
 * person looks, for 5 min at most.
 *
 * Starts are rationed by the platform (five callback scans in 30 s, silently): the standing scan is
 * not restarted without need, and a stop is followed by a pause before the next start.
 */
internal class AndroidScanSource(
    private val context: Context,
    private val filters: ScanFilters,
    private val events: ScanEvents,
) {
    private val standing = StandingScan(context, filters)
    private val lock = Mutex()
    private var armed = false
    private var wanted: ScanPlan? = null
    private var visible: Visible? = null

    /** Says every 5 min that nobody may be looking any more; the answer is another plan. */
    private val main = Handler(Looper.getMainLooper())
    private val enough = object : Runnable {
        override fun run() {
            main.postDelayed(this, VISIBLE_MILLIS)
            events.lookedLongEnough()
        }
    }

    /** Starts, or replaces, the scan. */
    suspend fun start(plan: ScanPlan): Unit = lock.withLock {
        wanted = plan
        val scanner = scannerOrReport() ?: return
        armed = armed || delivered.getAndSet(false)
        if (!armed && !arm(scanner)) return
        if (plan == ScanPlan.VISIBLE) look(scanner) else lookAway(scanner)
        events.scanStarted()
    }

    /** Stops everything. */
    suspend fun stop(): Unit = lock.withLock {
        wanted = null
        val scanner = scanner()
        if (scanner != null) {
            lookAway(scanner)
            allowed { standing.stop(scanner) }
        }
        armed = false
        visible = null
    }

    /** The platform lost all scans (radio off, Bluetooth crashed): the next start arms anew. */
    suspend fun lost(): Unit = lock.withLock {
        armed = false
        delivered.set(false)
        main.removeCallbacks(enough)
        visible = null
    }

    /** Ends the visible scan; the standing one stays. */
    suspend fun lookAway(): Unit = lock.withLock { scanner()?.let(::lookAway) }

    /** Stops and starts the standing scan, where one is wanted: nothing tells whether an old one still runs. */
    suspend fun rearm(): Unit = lock.withLock {
        if (wanted == null) return
        val scanner = scannerOrReport() ?: return
        if (arm(scanner)) events.scanStarted()
    }

    /** An equal intent would be ignored while the old scan runs, so that one is stopped first. */
    private suspend fun arm(scanner: BluetoothLeScanner): Boolean {
        val code = allowed {
            standing.stop(scanner)
            delay(STOP_TO_START_MILLIS)
            standing.start(scanner, adapter()?.isLeExtendedAdvertisingSupported ?: false)
        } ?: ERROR_NOT_ALLOWED
        armed = code == 0
        if (!armed) events.scanFailed(code)
        return armed
    }

    private fun look(scanner: BluetoothLeScanner) {
        if (visible != null) return
        val extended = adapter()?.isLeExtendedAdvertisingSupported ?: false
        val settings = ScanSettings.Builder()
            .setScanMode(ScanSettings.SCAN_MODE_LOW_LATENCY)
            .setLegacy(!extended)
            .setPhy(BluetoothDevice.PHY_LE_1M)
            .build()
        val callback = Callback()
        val all = filters.compact() + (if (extended) filters.extended() else emptyList()) + filters.others()
        allowed { scanner.startScan(all, settings, callback) } ?: return
        visible = Visible(callback)
        main.postDelayed(enough, VISIBLE_MILLIS)
        events.looking(true)
    }

    private fun lookAway(scanner: BluetoothLeScanner) {
        val looking = visible ?: return
        visible = null
        allowed { scanner.stopScan(looking.callback) }
        main.removeCallbacks(enough)
        events.looking(false)
    }

    private fun scannerOrReport(): BluetoothLeScanner? {
        val scanner = scanner()
        if (scanner == null) {
            armed = false
            events.scanFailed(ERROR_NO_RADIO)
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

    private class Visible(val callback: ScanCallback)

    private inner class Callback : ScanCallback() {
        override fun onScanResult(callbackType: Int, result: ScanResult) = events.heard(listOf(result))

        override fun onBatchScanResults(results: List<ScanResult>) = events.heard(results)

        override fun onScanFailed(errorCode: Int) = events.scanFailed(errorCode)
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
