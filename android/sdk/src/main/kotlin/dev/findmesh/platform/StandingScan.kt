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
import dev.findmesh.ffi.ScanMode
import dev.findmesh.ffi.ScanRequest

/**
 * The scan that outlives the process: results come as broadcasts to [ScanReceiver].
 *
 * Two clients of the radio: one for legacy adverts, one for extended ones where the chip hears them.
 * Batching is for legacy adverts: what the chip keeps of extended ones is not to be relied on.
 * LOW_POWER with filters that fit the slots is never throttled and needs no restart.
 */
internal class StandingScan(private val context: Context, private val filters: ScanFilters, private val limits: RadioLimits) {
    /**
     * Starts both clients. One that the radio cannot serve at all is done without; where the extended one is refused
     * for another reason the legacy one goes on, until both are asked for again.
     *
     * @return 0, or the platform's error code.
     */
    fun start(scanner: BluetoothLeScanner, scan: ScanRequest, extendedSupported: Boolean): Int {
        val legacy = filters.legacy()
        val extended = if (extendedSupported) filters.extended() else emptyList()
        if (legacy.isEmpty() && extended.isEmpty()) return ERROR_FEATURE_UNSUPPORTED
        if (legacy.isNotEmpty()) {
            val code = scanner.startScan(legacy, legacySettings(scan), intent(LEGACY))
            if (code == ERROR_FEATURE_UNSUPPORTED && scan.delivery !is ScanDelivery.Immediate) limits.refuseBatches()
            if (code != 0) return code
        }
        return if (extended.isEmpty()) 0 else startExtended(scanner, scan, extended, besideLegacy = legacy.isNotEmpty())
    }

    private fun startExtended(scanner: BluetoothLeScanner, scan: ScanRequest, wanted: List<ScanFilter>, besideLegacy: Boolean): Int {
        val code = scanner.startScan(wanted, extendedSettings(scan), intent(EXTENDED))
        if (code != ERROR_FEATURE_UNSUPPORTED) return code
        limits.refuseExtended()
        return if (besideLegacy) 0 else code
    }

    /** Stops whatever of it runs, also what an earlier process started. */
    fun stop(scanner: BluetoothLeScanner) {
        scanner.stopScan(intent(LEGACY))
        scanner.stopScan(intent(EXTENDED))
    }

    /** Ends it without the permission to stop it: the platform lets go of a scan whose intent is cancelled. */
    fun revoke() {
        intent(LEGACY).cancel()
        intent(EXTENDED).cancel()
    }

    private fun legacySettings(scan: ScanRequest): ScanSettings = settings(legacy = true)
        .setScanMode(scan.mode.platform())
        .setCallbackType(callbackType(scan.delivery))
        .setReportDelay(scan.delivery.delayMillis())
        .build()

    /**
     * Never batched; so the mode that a batch asks for up to API 32, to be served 10 %, is not asked for here, where it
     * would be served 25 %.
     */
    private fun extendedSettings(scan: ScanRequest): ScanSettings = settings(legacy = false)
        .setScanMode((if (scan.delivery is ScanDelivery.Immediate) scan.mode else ScanMode.LOW_POWER).platform())
        .build()

    /** All supported PHYs would share the window with the coded one. */
    private fun settings(legacy: Boolean): ScanSettings.Builder =
        ScanSettings.Builder().setLegacy(legacy).setPhy(BluetoothDevice.PHY_LE_1M)

    private fun callbackType(delivery: ScanDelivery): Int {
        val auto = delivery is ScanDelivery.AutoBatch && Build.VERSION.SDK_INT >= Build.VERSION_CODES.UPSIDE_DOWN_CAKE
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

    companion object {
        /** `ScanCallback.SCAN_FAILED_FEATURE_UNSUPPORTED`: this radio can hear none of the deployment's forms. */
        const val ERROR_FEATURE_UNSUPPORTED: Int = 4
        private const val LEGACY = 1
        private const val EXTENDED = 2
    }
}
