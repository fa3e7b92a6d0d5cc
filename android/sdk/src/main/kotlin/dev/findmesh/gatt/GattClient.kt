package dev.findmesh.gatt

import android.Manifest
import android.bluetooth.BluetoothDevice
import android.bluetooth.BluetoothManager
import android.content.Context
import android.content.pm.PackageManager
import android.os.Build
import dev.findmesh.FindmeshException
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.delay
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext

/**
 * Connects to tags, asks one thing after the other, and always closes.
 *
 * It knows what Android gets wrong: a first attempt that fails for no reason (status 133) is made again, up to
 * API 35 after the platform forgot what it remembered of the tag; no attempt is left running in the background; only one is made at a
 * time; a connection is ended before it is closed.
 *
 * ```
 * val name = GattClient(context).connected(result.device) { tag -> tag.read(PRODUCT_NAME) }
 * ```
 */
public class GattClient internal constructor(
    private val context: Context,
    private val timeouts: GattTimeouts,
    private val pauseMillis: Long,
) {
    @JvmOverloads
    public constructor(context: Context, timeouts: GattTimeouts = GattTimeouts()) :
        this(context.applicationContext, timeouts, PAUSE_MILLIS)

    /**
     * Connects to [device], finds its services, runs [use] and closes the connection: when [use] returns, when it throws
     * and when the caller is cancelled.
     *
     * [device] should come from a scan, which knows whether its address is random.
     *
     * @throws FindmeshException.PermissionMissing `BLUETOOTH_CONNECT` is not granted (from API 31).
     * @throws FindmeshException.BluetoothUnavailable the phone has no Bluetooth.
     * @throws FindmeshException.GattFailed there is no connection, or [use] let a failure through.
     */
    public suspend fun <T> connected(device: BluetoothDevice, use: suspend (GattConnection) -> T): T {
        checkReady()
        val link = connect(device)
        try {
            link.discover()
            return use(link)
        } finally {
            withContext(NonCancellable) { link.close() }
        }
    }

    private fun checkReady() {
        val adapter = context.getSystemService(BluetoothManager::class.java)?.adapter
            ?: throw FindmeshException.BluetoothUnavailable()
        checkPermission()
        if (!adapter.isEnabled) throw GattOperation.CONNECT.failed(GattFailure.RADIO_OFF)
    }

    private fun checkPermission() {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.S) return
        val granted = context.checkSelfPermission(Manifest.permission.BLUETOOTH_CONNECT) == PackageManager.PERMISSION_GRANTED
        if (!granted) throw permissionMissing()
    }

    private suspend fun connect(device: BluetoothDevice): GattLink {
        repeat(ATTEMPTS - 1) {
            try {
                return attempt(device)
            } catch (e: FindmeshException.GattFailed) {
                // Without a status the time was up, and a second attempt would take as long.
                if (e.status == null) throw e
            }
            delay(pauseMillis)
        }
        return attempt(device)
    }

    /** Two attempts at once disturb each other, whichever tags they are for. */
    private suspend fun attempt(device: BluetoothDevice): GattLink = connecting.withLock {
        val link = GattLink.open(context, device, timeouts)
        try {
            link.awaitConnected()
        } catch (e: Throwable) {
            withContext(NonCancellable) {
                link.forgetServices()
                link.close()
            }
            throw e
        }
        link
    }

    private companion object {
        const val ATTEMPTS = 3
        const val PAUSE_MILLIS = 500L
        val connecting = Mutex()
    }
}

internal fun permissionMissing(): FindmeshException.PermissionMissing =
    FindmeshException.PermissionMissing(listOf("android.permission.BLUETOOTH_CONNECT"))
