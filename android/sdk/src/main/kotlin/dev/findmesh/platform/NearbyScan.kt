package dev.findmesh.platform

import android.bluetooth.BluetoothAdapter
import android.bluetooth.BluetoothDevice
import android.bluetooth.BluetoothManager
import android.bluetooth.le.BluetoothLeScanner
import android.bluetooth.le.ScanCallback
import android.bluetooth.le.ScanResult
import android.bluetooth.le.ScanSettings
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.os.Build
import dev.findmesh.FindmeshException
import dev.findmesh.NearbyFilter
import dev.findmesh.ScanPermit
import dev.findmesh.Sighting
import kotlinx.coroutines.channels.BufferOverflow
import kotlinx.coroutines.channels.SendChannel
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.callbackFlow

/**
 * A scan for somebody who looks, beside those of the engine; starts are taken from the same ration.
 *
 * @param reserve asks for a start.
 */
internal class NearbyScan(
    private val context: Context,
    private val filters: NearbyFilters,
    private val reader: SightingReader,
    private val reserve: suspend () -> ScanPermit,
) {
    /** Adverts as they are heard; who collects too slowly misses the oldest. */
    fun sightings(filter: NearbyFilter): Flow<Sighting> = callbackFlow {
        val missing = Permissions(context).missing()
        if (missing.isNotEmpty()) throw FindmeshException.PermissionMissing(missing)
        awaitPermit()
        val radio = RadioWatch(channel)
        val callback = Callback(filter, channel)
        val scanner = scanner() ?: throw FindmeshException.BluetoothUnavailable()
        radio.register(context)
        try {
            start(scanner, callback)
            awaitClose()
        } finally {
            context.unregisterReceiver(radio)
            stop(scanner, callback)
        }
    }.buffer(BUFFERED, BufferOverflow.DROP_OLDEST)

    private suspend fun awaitPermit() {
        while (true) {
            val permit = reserve() as? ScanPermit.RetryAt ?: return
            delay((permit.elapsedRealtimeMillis - Clocks.bootMillis()).coerceAtLeast(LEAST_WAIT_MILLIS))
        }
    }

    private fun start(scanner: BluetoothLeScanner, callback: ScanCallback) {
        val extended = adapter()?.isLeExtendedAdvertisingSupported ?: false
        val settings = ScanSettings.Builder()
            .setScanMode(ScanSettings.SCAN_MODE_LOW_LATENCY)
            .setLegacy(!extended)
            .setPhy(BluetoothDevice.PHY_LE_1M)
            .build()
        try {
            scanner.startScan(filters.of(extended), settings, callback)
        } catch (_: SecurityException) {
            throw FindmeshException.PermissionMissing(Permissions(context).missing())
        } catch (_: IllegalStateException) {
            throw FindmeshException.BluetoothUnavailable()
        }
    }

    /** Whatever became of the radio or the permission: nobody waits for it. */
    private fun stop(scanner: BluetoothLeScanner, callback: ScanCallback) {
        try {
            scanner.stopScan(callback)
        } catch (_: SecurityException) {
            return
        } catch (_: IllegalStateException) {
            return
        }
    }

    private fun scanner(): BluetoothLeScanner? = adapter()?.takeIf { it.isEnabled }?.bluetoothLeScanner

    private fun adapter(): BluetoothAdapter? = context.getSystemService(BluetoothManager::class.java)?.adapter

    private inner class Callback(private val filter: NearbyFilter, private val told: SendChannel<Sighting>) : ScanCallback() {
        override fun onScanResult(callbackType: Int, result: ScanResult) {
            reader.read(result)?.takeIf(filter::accepts)?.let(told::trySend)
        }

        override fun onBatchScanResults(results: List<ScanResult>) = results.forEach { onScanResult(0, it) }

        override fun onScanFailed(errorCode: Int) {
            told.close(FindmeshException.ScanRefused(errorCode))
        }
    }

    /** A radio that goes off takes its scans along, and tells nobody. */
    private class RadioWatch(private val told: SendChannel<Sighting>) : BroadcastReceiver() {
        override fun onReceive(context: Context, intent: Intent) {
            val state = intent.getIntExtra(BluetoothAdapter.EXTRA_STATE, BluetoothAdapter.ERROR)
            if (state == BluetoothAdapter.STATE_OFF) told.close(FindmeshException.BluetoothUnavailable())
        }

        fun register(context: Context) {
            val filter = IntentFilter(BluetoothAdapter.ACTION_STATE_CHANGED)
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
                context.registerReceiver(this, filter, Context.RECEIVER_EXPORTED)
            } else {
                context.registerReceiver(this, filter)
            }
        }
    }

    private companion object {
        const val BUFFERED = 256
        const val LEAST_WAIT_MILLIS = 100L
    }
}
