package dev.findmesh.devicecheck

import android.bluetooth.le.BluetoothLeScanner
import android.bluetooth.le.ScanResult
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.os.Build
import android.os.SystemClock
import java.util.concurrent.ConcurrentLinkedQueue

/** Notes how old results are that come through a PendingIntent. */
class HeardReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        val now = SystemClock.elapsedRealtimeNanos()
        results(intent).forEach { ages += (now - it.timestampNanos) / NANOS }
    }

    private fun results(intent: Intent): List<ScanResult> {
        val extra = BluetoothLeScanner.EXTRA_LIST_SCAN_RESULT
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            return intent.getParcelableArrayListExtra(extra, ScanResult::class.java).orEmpty()
        }
        @Suppress("DEPRECATION")
        return intent.getParcelableArrayListExtra<ScanResult>(extra).orEmpty()
    }

    companion object {
        private const val NANOS = 1e6

        /** Milliseconds from reception to here, result by result. */
        val ages: ConcurrentLinkedQueue<Double> = ConcurrentLinkedQueue()
    }
}
