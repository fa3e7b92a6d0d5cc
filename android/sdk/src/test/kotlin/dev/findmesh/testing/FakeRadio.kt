package dev.findmesh.testing

import android.Manifest
import android.app.Application
import android.app.PendingIntent
import android.bluetooth.BluetoothAdapter
import android.bluetooth.BluetoothDevice
import android.bluetooth.BluetoothManager
import android.bluetooth.le.BluetoothLeScanner
import android.bluetooth.le.ScanCallback
import android.bluetooth.le.ScanFilter
import android.bluetooth.le.ScanRecord
import android.bluetooth.le.ScanResult
import android.bluetooth.le.ScanSettings
import android.content.Intent
import android.content.pm.PackageManager
import android.location.LocationManager
import android.os.Build
import android.os.Handler
import android.os.Looper
import android.os.PowerManager
import android.os.SystemClock
import dev.findmesh.platform.ScanReceiver
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.shadows.ShadowBluetoothAdapter
import java.util.concurrent.Future

/** One advert on the air. [data] are the AD structures, without padding. */
class Advert(
    val data: ByteArray,
    val address: String,
    val random: Boolean = true,
    val rssi: Int = -60,
    val extended: Boolean = false,
)

/**
 * The phone's radio as apps meet it (facts and sources: docs/android-background.md): filters and slots, quota
 * on stopped callback scans with silence instead of an error, an equal PendingIntent ignored, a scan whose
 * PendingIntent is cancelled ended, unfiltered scans put aside while the screen is off, results dropped with location
 * off, results kept in the chip until their report delay is over, callback scans ended with their process.
 */
object FakeRadio {
    /** A scan that runs. */
    class Client(
        val filters: List<ScanFilter>,
        val settings: ScanSettings,
        val callback: ScanCallback?,
        val intent: PendingIntent?,
        val began: Long,
        /** More filters than free slots: every advert wakes the phone. */
        val allPass: Boolean,
    ) {
        /** What the chip keeps until the report delay is over. */
        internal val kept = mutableListOf<ScanResult>()
        internal var flushAt = Long.MAX_VALUE
    }

    private const val QUOTA = 5
    private const val QUOTA_WINDOW = 30_000L
    private const val PADDED = 62
    private const val LEGACY_CONNECTABLE = 0x1B
    private const val EXTENDED_CONNECTABLE = 0x01

    /** `ScanSettings.CALLBACK_TYPE_ALL_MATCHES_AUTO_BATCH`, from API 34. */
    private const val AUTO_BATCH = 8

    private val running = mutableListOf<Client>()
    private val stoppedCallbackScans = ArrayDeque<Long>()

    /** Filter slots that other apps left. */
    var slots: Int = 6

    /** Refuses the next starts with this code, as a controller in trouble does; 0: none. */
    var refuseWith: Int = 0

    /** Refuses a start with the code that this says, as a radio does that is busy or promised more than it can; 0: none. */
    var busy: (ScanSettings) -> Int = { 0 }

    /** The app was stopped by force: no broadcast reaches it. */
    var stopped: Boolean = false

    /** The chip keeps results. */
    var batching: Boolean = false

    /** Callback starts that the quota swallowed. */
    var swallowed: Int = 0
        private set

    val clients: List<Client> get() = synchronized(this) { running.toList() }

    @Synchronized
    fun reset() {
        running.clear()
        deliveries.clear()
        stoppedCallbackScans.clear()
        slots = 6
        refuseWith = 0
        busy = { 0 }
        batching = false
        stopped = false
        swallowed = 0
    }

    /** Bluetooth off: every scan is gone, and nobody is told. */
    @Synchronized
    fun powerOff() = running.clear()

    /** The app's process ended: its callbacks are dead, its PendingIntents are not. */
    @Synchronized
    fun processEnded() {
        running.removeAll { it.callback != null }
    }

    /** Results whose report delay is over are delivered, each client's together. */
    fun deliverBatches() {
        val due = synchronized(this) { running.filter { it.flushAt <= SystemClock.elapsedRealtime() } }
        due.forEach(::flush)
    }

    private fun flush(client: Client) {
        val results = ArrayList(client.kept)
        client.kept.clear()
        client.flushAt = Long.MAX_VALUE
        if (results.isNotEmpty()) hand(client, results)
    }

    private val deliveries = mutableListOf<Future<*>>()

    /** No receiver works any more on what it heard. */
    fun isQuiet(): Boolean {
        deliveries.removeAll { it.isDone }
        return deliveries.isEmpty()
    }

    /** Everybody who listens for it hears it. @return how many did. */
    fun send(advert: Advert, ageMillis: Long = 0): Int {
        val result = result(advert, ageMillis)
        val hearing = clients.filter { hears(it, advert, result) }
        hearing.forEach { deliver(it, result) }
        return hearing.size
    }

    @Synchronized
    internal fun start(filters: List<ScanFilter>?, settings: ScanSettings, callback: ScanCallback?, intent: PendingIntent?): Int {
        checkPermission()
        running.removeAll { it.intent != null && shadowOf(it.intent).isCanceled }
        if (intent != null && running.any { it.intent == intent }) return 0
        val code = if (refuseWith != 0) refuseWith else busy(settings)
        if (code != 0) return refuse(callback, code)
        if (callback != null && overQuota()) {
            swallowed++
            return 0
        }
        val free = slots - running.filterNot { it.allPass }.sumOf { it.filters.size }
        val wanted = filters.orEmpty()
        running += Client(wanted, settings, callback, intent, SystemClock.elapsedRealtime(), wanted.size > free)
        return 0
    }

    @Synchronized
    internal fun stop(callback: ScanCallback) {
        running.filter { it.callback === callback }.forEach { stoppedCallbackScans.addLast(it.began) }
        running.removeAll { it.callback === callback }
        while (stoppedCallbackScans.size > QUOTA) stoppedCallbackScans.removeFirst()
    }

    @Synchronized
    internal fun stop(intent: PendingIntent) {
        running.removeAll { it.intent == intent }
    }

    private fun refuse(callback: ScanCallback?, code: Int): Int {
        if (callback == null) return code
        Handler(Looper.getMainLooper()).post { callback.onScanFailed(code) }
        return 0
    }

    /** Five scans that stopped, the oldest of which began less than 30 s ago: the next start is swallowed. */
    private fun overQuota(): Boolean =
        stoppedCallbackScans.size == QUOTA && SystemClock.elapsedRealtime() - stoppedCallbackScans.first() < QUOTA_WINDOW

    private fun checkPermission() {
        val granted = app().checkSelfPermission(Manifest.permission.BLUETOOTH_SCAN) == PackageManager.PERMISSION_GRANTED
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S && !granted) throw SecurityException("BLUETOOTH_SCAN")
    }

    private fun hears(client: Client, advert: Advert, result: ScanResult): Boolean {
        if (!locationOn()) return false
        if (client.settings.legacy && advert.extended) return false
        if (client.filters.isEmpty()) return screenOn()
        return client.filters.any { it.matches(result) }
    }

    private fun deliver(client: Client, result: ScanResult) {
        val delay = client.settings.reportDelayMillis
        val atOnce = client.settings.callbackType == AUTO_BATCH && screenOn()
        if (delay == 0L || atOnce) return hand(client, arrayListOf(result))
        client.kept += result
        client.flushAt = minOf(client.flushAt, SystemClock.elapsedRealtime() + delay)
    }

    private fun hand(client: Client, results: ArrayList<ScanResult>) {
        client.callback?.let { callback ->
            Handler(Looper.getMainLooper()).post { results.forEach { callback.onScanResult(ScanSettings.CALLBACK_TYPE_ALL_MATCHES, it) } }
        }
        val extras = Intent()
            .putExtra(BluetoothLeScanner.EXTRA_CALLBACK_TYPE, ScanSettings.CALLBACK_TYPE_ALL_MATCHES)
            .putParcelableArrayListExtra(BluetoothLeScanner.EXTRA_LIST_SCAN_RESULT, results)
        client.intent?.let { broadcast(it, extras) }
    }

    /** The platform ended the standing scans, and says why. */
    fun fail(code: Int) {
        val failed = synchronized(this) { running.filter { it.intent != null }.also { running.removeAll(it) } }
        failed.forEach { broadcast(it.intent!!, Intent().putExtra(BluetoothLeScanner.EXTRA_ERROR_CODE, code)) }
    }

    private fun broadcast(intent: PendingIntent, extras: Intent) {
        if (stopped) return
        try {
            intent.send(app(), 0, extras)
            shadowOf(Looper.getMainLooper()).idle()
            deliveries += pendingDelivery()
        } catch (_: PendingIntent.CanceledException) {
            stop(intent)
        }
    }

    /** The receiver that the broadcast woke, and its promise to finish. */
    private fun pendingDelivery(): Future<*> {
        val receiver = shadowOf(app()).registeredReceivers.map { it.broadcastReceiver }.first { it is ScanReceiver }
        return shadowOf(shadowOf(receiver).originalPendingResult).future
    }

    /** What the framework makes of an advert that was heard so long ago. */
    fun result(advert: Advert, ageMillis: Long = 0): ScanResult {
        val bytes = if (advert.extended) advert.data else advert.data.copyOf(PADDED)
        val type = if (advert.extended) EXTENDED_CONNECTABLE else LEGACY_CONNECTABLE
        return ScanResult(
            device(advert), type, BluetoothDevice.PHY_LE_1M, if (advert.extended) BluetoothDevice.PHY_LE_1M else 0,
            ScanResult.SID_NOT_PRESENT, ScanResult.TX_POWER_NOT_PRESENT, advert.rssi, 0,
            ScanRecord.parseFromBytes(bytes), (SystemClock.elapsedRealtime() - ageMillis) * 1_000_000L,
        )
    }

    private fun device(advert: Advert): BluetoothDevice = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.VANILLA_ICE_CREAM) {
        adapter().getRemoteLeDevice(advert.address, if (advert.random) 1 else 0)
    } else {
        adapter().getRemoteDevice(advert.address)
    }

    private fun app(): Application = RuntimeEnvironment.getApplication()

    private fun adapter(): BluetoothAdapter = app().getSystemService(BluetoothManager::class.java).adapter

    private fun screenOn(): Boolean = app().getSystemService(PowerManager::class.java).isInteractive

    private fun locationOn(): Boolean = app().getSystemService(LocationManager::class.java).let {
        Build.VERSION.SDK_INT < Build.VERSION_CODES.P || it.isLocationEnabled
    }
}

/** Puts [FakeRadio] behind the framework's scanner. */
@Implements(BluetoothLeScanner::class)
class ShadowPhoneScanner {
    @Implementation
    fun startScan(filters: List<ScanFilter>?, settings: ScanSettings, callback: ScanCallback) {
        FakeRadio.start(filters, settings, callback, null)
    }

    @Implementation
    fun startScan(filters: List<ScanFilter>?, settings: ScanSettings, intent: PendingIntent): Int =
        FakeRadio.start(filters, settings, null, intent)

    @Implementation
    fun stopScan(callback: ScanCallback) = FakeRadio.stop(callback)

    @Implementation
    fun stopScan(intent: PendingIntent) = FakeRadio.stop(intent)
}

/** Says of the radio what [FakeRadio] can. */
@Implements(BluetoothAdapter::class)
class ShadowPhoneAdapter : ShadowBluetoothAdapter() {
    @Implementation
    fun isOffloadedScanBatchingSupported(): Boolean = isEnabled && FakeRadio.batching

    @Implementation
    fun isOffloadedFilteringSupported(): Boolean = isEnabled
}
