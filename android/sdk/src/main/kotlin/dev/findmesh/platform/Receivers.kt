package dev.findmesh.platform

import android.bluetooth.BluetoothA2dp
import android.bluetooth.BluetoothDevice
import android.bluetooth.BluetoothHeadset
import android.bluetooth.le.BluetoothLeScanner
import android.bluetooth.le.ScanResult
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.os.Build
import dev.findmesh.FindmeshException
import dev.findmesh.ffi.WakeCause
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeoutOrNull

/** A receiver gets about 10 s, and its process no longer than it. */
private const val WAKE_MILLIS = 8_000L

/** Hears what the standing scan found, also in a process started for it. For the platform only. */
public class ScanReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        if (intent.action != ACTION) return
        val error = intent.getIntExtra(BluetoothLeScanner.EXTRA_ERROR_CODE, 0)
        val results = intent.scanResults()
        wake(context) { host -> if (error == 0) host.onScanResults(results) else host.onScanError(error) }
    }

    @Suppress("DEPRECATION") // the typed form is there from API 33
    private fun Intent.scanResults(): List<ScanResult> = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
        getParcelableArrayListExtra(BluetoothLeScanner.EXTRA_LIST_SCAN_RESULT, ScanResult::class.java)
    } else {
        getParcelableArrayListExtra(BluetoothLeScanner.EXTRA_LIST_SCAN_RESULT)
    }.orEmpty()

    internal companion object {
        const val ACTION: String = "dev.findmesh.SCAN"
    }
}

/** Has the standing scan armed again after what ends it: a boot, an update of the app. For the platform only. */
public class RearmReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        val cause = when (intent.action) {
            Intent.ACTION_BOOT_COMPLETED -> WakeCause.BOOT
            Intent.ACTION_MY_PACKAGE_REPLACED -> WakeCause.PACKAGE_REPLACED
            else -> return
        }
        wake(context) { host -> host.onWoken(cause) }
    }
}

/**
 * Hears of Bluetooth connections, which reach a process that does not live: the only sign that Bluetooth came on again.
 *
 * Exported, because they do not come from the system's own process; all of them are broadcasts that only the platform can
 * send, and anything else is left alone.
 */
public class ConnectionReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        if (intent.action in ACTIONS) wake(context) { host -> host.onWoken(WakeCause.PROFILE_CONNECTION) }
    }

    internal companion object {
        val ACTIONS: Set<String> = setOf(
            BluetoothDevice.ACTION_ACL_CONNECTED,
            BluetoothA2dp.ACTION_CONNECTION_STATE_CHANGED,
            BluetoothHeadset.ACTION_CONNECTION_STATE_CHANGED,
        )
    }
}

/** Hears the alarm. For the platform only. */
public class WakeReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        if (intent.action == ACTION) wake(context) { host -> host.onWoken(WakeCause.ALARM) }
    }

    internal companion object {
        const val ACTION: String = "dev.findmesh.WAKE"
    }
}

/** Runs [work] until it is done, 8 s at most, and keeps the process for it. */
internal fun BroadcastReceiver.wake(context: Context, work: suspend (EngineHost) -> Unit) {
    val host = FindmeshHolder.host(context) ?: return
    val pending = goAsync()
    CoroutineScope(Dispatchers.Default).launch {
        try {
            withTimeoutOrNull(WAKE_MILLIS) { work(host) }
        } catch (_: FindmeshException) {
            // Health says why.
        } catch (_: IllegalStateException) {
            // Shut down by the host in this moment; the next wake opens it again.
        } finally {
            pending.finish()
        }
    }
}
