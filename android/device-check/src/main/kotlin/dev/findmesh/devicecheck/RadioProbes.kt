package dev.findmesh.devicecheck

import android.app.PendingIntent
import android.bluetooth.BluetoothAdapter
import android.bluetooth.BluetoothManager
import android.bluetooth.le.BluetoothLeScanner
import android.bluetooth.le.ScanCallback
import android.bluetooth.le.ScanResult
import android.bluetooth.le.ScanSettings
import android.content.Context
import android.content.Intent
import android.os.Build
import android.os.SystemClock
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger

/** What the radio grants to an app that is looked at: run with the screen on, where adverts are in the air. */
internal class RadioProbes(private val context: Context) {
    private val adapter: BluetoothAdapter
        get() = checkNotNull(context.getSystemService(BluetoothManager::class.java).adapter) { "no Bluetooth" }

    private val scanner: BluetoothLeScanner
        get() = checkNotNull(adapter.bluetoothLeScanner) { "Bluetooth is off" }

    private val fullRate by lazy(LazyThreadSafetyMode.NONE) { rate(ScanSettings.SCAN_MODE_LOW_LATENCY) }

    fun batches(): Double = if (adapter.isOffloadedScanBatchingSupported) 1.0 else 0.0

    fun hearsExtended(): Double = if (adapter.isLeExtendedAdvertisingSupported) 1.0 else 0.0

    /** The share of adverts heard in [mode] of those heard at full duty. */
    fun duty(mode: Int): Double {
        val full = fullRate
        check(full >= LEAST_RATE) { "${full.toInt()} adverts a second in the air, too few to tell" }
        return rate(mode) / full
    }

    /** Adverts a second. */
    private fun rate(mode: Int): Double {
        val ear = Ear()
        return listening(ScanSettings.Builder().setScanMode(mode).build(), ear) {
            Await.rest(LISTEN_MILLIS)
            check(ear.failure == 0) { "the scan failed with ${ear.failure}" }
            ear.heard.get() * 1_000.0 / LISTEN_MILLIS
        }
    }

    /** Starts of scans in a row, each stopped again, before the phone refuses one. */
    fun quota(): Double {
        repeat(MOST_STARTS) { started ->
            val ear = Ear()
            val refused = listening(ScanSettings.Builder().build(), ear) {
                Await.rest(START_MILLIS)
                ear.failure
            }
            if (refused == TOO_OFTEN) return started.toDouble()
            check(refused == 0) { "the scan failed with $refused" }
        }
        error("$MOST_STARTS starts in a row and none was refused: this phone is silent about its quota")
    }

    /** Milliseconds between two deliveries of a batched scan that asked for every second. */
    fun batchFloor(): Double {
        check(adapter.isOffloadedScanBatchingSupported) { "the chip does not batch" }
        val ear = Ear()
        return listening(ScanSettings.Builder().setReportDelay(ASKED_DELAY).build(), ear) {
            Await.until("third batch", BATCH_MILLIS) { ear.batches.size > 2 }
            ear.batches.zipWithNext { a, b -> b - a }.min().toDouble()
        }
    }

    /** Milliseconds from an advert's reception to a receiver behind a PendingIntent: the median. */
    fun intentLatency(): Double {
        HeardReceiver.ages.clear()
        val mutable = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) PendingIntent.FLAG_MUTABLE else 0
        val intent = PendingIntent.getBroadcast(context, 0, Intent(context, HeardReceiver::class.java), mutable)
        val settings = ScanSettings.Builder().setScanMode(ScanSettings.SCAN_MODE_LOW_LATENCY).build()
        val code = scanner.startScan(null, settings, intent)
        check(code == 0) { "the scan failed with $code" }
        try {
            Await.until("results through a PendingIntent", INTENT_MILLIS) { HeardReceiver.ages.size >= INTENTS }
        } finally {
            scanner.stopScan(intent)
            intent.cancel()
        }
        return HeardReceiver.ages.sorted().let { it[it.size / 2] }
    }

    private fun <T> listening(settings: ScanSettings, ear: Ear, work: () -> T): T {
        val radio = scanner
        radio.startScan(null, settings, ear)
        return try {
            work()
        } finally {
            radio.stopScan(ear)
        }
    }

    private class Ear : ScanCallback() {
        @Volatile
        var failure: Int = 0
        val heard = AtomicInteger()
        val batches = CopyOnWriteArrayList<Long>()

        override fun onScanResult(callbackType: Int, result: ScanResult) {
            heard.incrementAndGet()
        }

        override fun onBatchScanResults(results: MutableList<ScanResult>) {
            batches += SystemClock.elapsedRealtime()
        }

        override fun onScanFailed(errorCode: Int) {
            failure = errorCode
        }
    }

    private companion object {
        /** `ScanCallback.SCAN_FAILED_SCANNING_TOO_FREQUENTLY`, named from API 33 on. */
        const val TOO_OFTEN = 6
        const val MOST_STARTS = 12
        const val START_MILLIS = 400L
        const val LISTEN_MILLIS = 40_000L
        const val LEAST_RATE = 10.0
        const val ASKED_DELAY = 1_000L
        const val BATCH_MILLIS = 60_000L
        const val INTENT_MILLIS = 30_000L
        const val INTENTS = 20
    }
}
