package dev.findmesh.platform

import android.app.PendingIntent
import android.bluetooth.BluetoothDevice
import android.bluetooth.le.BluetoothLeScanner
import android.bluetooth.le.ScanFilter
import android.bluetooth.le.ScanSettings
import android.content.Context
import android.content.Intent
import android.os.Build
import dev.findmesh.ffi.ScanDelivery
import dev.findmesh.ffi.ScanRequest

/**
 * The scan that outlives the process: results come as broadcasts to [ScanReceiver].
 *
 * Two clients of the radio: one for legacy adverts, one for extended ones where the chip hears them.
 * Batching is for legacy adverts: what the chip keeps of extended ones is not to be relied on.
 * LOW_POWER with filters that fit the slots is never throttled and needs no restart.
 */
internal class StandingScan(private val context: Context, private val filters: ScanFilters) {
    /** Starts both clients. @return 0, or the platform's error code; then nothing is left running. */
    fun start(scanner: BluetoothLeScanner, scan: ScanRequest, extendedSupported: Boolean): Int {
        val clients = clients(extendedSupported)
        if (clients.isEmpty()) return ERROR_FEATURE_UNSUPPORTED
        val code = clients.firstNotNullOfOrNull { client ->
            scanner.startScan(client.filters, settings(scan, client.legacy), intent(client.request)).takeIf { it != 0 }
        }
        if (code != null) stop(scanner)
        return code ?: 0
    }

    /** Stops whatever of it runs, also what an earlier process started. */
    fun stop(scanner: BluetoothLeScanner) {
        scanner.stopScan(intent(LEGACY))
        scanner.stopScan(intent(EXTENDED))
    }

    private fun clients(extendedSupported: Boolean): List<Client> = listOf(
        Client(LEGACY, legacy = true, filters.compact()),
        Client(EXTENDED, legacy = false, if (extendedSupported) filters.extended() else emptyList()),
    ).filter { it.filters.isNotEmpty() }

    private fun settings(scan: ScanRequest, legacy: Boolean): ScanSettings = ScanSettings.Builder()
        .setScanMode(scan.mode.platform())
        .setCallbackType(callbackType(scan.delivery, legacy))
        .setReportDelay(if (legacy) scan.delivery.delayMillis() else 0)
        .setLegacy(legacy)
        // All supported PHYs would share the window with the coded one.
        .setPhy(BluetoothDevice.PHY_LE_1M)
        .build()

    private fun callbackType(delivery: ScanDelivery, legacy: Boolean): Int {
        val auto = legacy && delivery is ScanDelivery.AutoBatch && Build.VERSION.SDK_INT >= Build.VERSION_CODES.UPSIDE_DOWN_CAKE
        return if (auto) ScanSettings.CALLBACK_TYPE_ALL_MATCHES_AUTO_BATCH else ScanSettings.CALLBACK_TYPE_ALL_MATCHES
    }

    private fun ScanDelivery.delayMillis(): Long = when (this) {
        is ScanDelivery.Immediate -> 0
        is ScanDelivery.Batched -> delayMs
        is ScanDelivery.AutoBatch -> delayMs
    }

    private fun intent(request: Int): PendingIntent {
        val intent = Intent(context, ScanReceiver::class.java).setAction(ScanReceiver.ACTION)
        // The platform adds the results, so the intent must be mutable; it names its receiver.
        val mutable = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) PendingIntent.FLAG_MUTABLE else 0
        return PendingIntent.getBroadcast(context, request, intent, PendingIntent.FLAG_UPDATE_CURRENT or mutable)
    }

    private class Client(val request: Int, val legacy: Boolean, val filters: List<ScanFilter>)

    companion object {
        /** `ScanCallback.SCAN_FAILED_FEATURE_UNSUPPORTED`: this radio can hear none of the deployment's forms. */
        const val ERROR_FEATURE_UNSUPPORTED: Int = 4
        private const val LEGACY = 1
        private const val EXTENDED = 2
    }
}
