package dev.findmesh.platform

import android.bluetooth.BluetoothAdapter
import android.bluetooth.BluetoothManager
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.content.pm.PackageManager
import android.location.LocationManager
import android.net.ConnectivityManager
import android.net.NetworkCapabilities
import android.os.BatteryManager
import android.os.Build
import android.os.PowerManager
import android.provider.Settings
import dev.findmesh.ffi.BluetoothState
import dev.findmesh.ffi.Connectivity
import dev.findmesh.ffi.PhoneState

/** Reads the phone's state as far as policy depends on it, whole, each time. */
internal class PhoneStateReader(private val context: Context) {
    private val permissions = Permissions(context)

    fun read(appVisible: Boolean): PhoneState {
        val battery = context.registerReceiver(null, IntentFilter(Intent.ACTION_BATTERY_CHANGED))
        return PhoneState(
            bluetooth = bluetooth(),
            missingPermissions = permissions.missing(),
            backgroundLocationMissing = permissions.backgroundLocationMissing(),
            locationCoarseOnly = permissions.coarseOnly(),
            locationServicesOff = !locationOn(),
            connectivity = connectivity(),
            dataSaver = dataSaver(),
            batteryPercent = battery?.percent(),
            charging = (battery?.getIntExtra(BatteryManager.EXTRA_PLUGGED, 0) ?: 0) != 0,
            batterySaver = context.getSystemService(PowerManager::class.java).isPowerSaveMode,
            appVisible = appVisible,
            // A radio that is off says that it supports nothing.
            extendedAdvertising = adapter()?.let { !it.isEnabled || it.isLeExtendedAdvertisingSupported } ?: false,
        )
    }

    private fun adapter(): BluetoothAdapter? = context.getSystemService(BluetoothManager::class.java)?.adapter

    private fun bluetooth(): BluetoothState {
        val adapter = adapter()
        val lowEnergy = context.packageManager.hasSystemFeature(PackageManager.FEATURE_BLUETOOTH_LE)
        return when {
            adapter == null || !lowEnergy -> BluetoothState.UNSUPPORTED
            adapter.isEnabled -> BluetoothState.ON
            else -> BluetoothState.OFF
        }
    }

    private fun locationOn(): Boolean = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) {
        context.getSystemService(LocationManager::class.java).isLocationEnabled
    } else {
        @Suppress("DEPRECATION") // the switch of API 26 and 27
        val mode = Settings.Secure.getInt(context.contentResolver, Settings.Secure.LOCATION_MODE, Settings.Secure.LOCATION_MODE_OFF)
        @Suppress("DEPRECATION")
        mode != Settings.Secure.LOCATION_MODE_OFF
    }

    private fun connectivity(): Connectivity {
        val manager = context.getSystemService(ConnectivityManager::class.java)
        val network = manager.activeNetwork ?: return Connectivity.OFFLINE
        val capabilities = manager.getNetworkCapabilities(network)
        return when {
            capabilities == null || !capabilities.hasCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET) -> Connectivity.OFFLINE
            manager.isActiveNetworkMetered -> Connectivity.METERED
            else -> Connectivity.UNMETERED
        }
    }

    private fun dataSaver(): Boolean {
        val manager = context.getSystemService(ConnectivityManager::class.java)
        return manager.isActiveNetworkMetered &&
            manager.restrictBackgroundStatus == ConnectivityManager.RESTRICT_BACKGROUND_STATUS_ENABLED
    }

    private fun Intent.percent(): Int? {
        val level = getIntExtra(BatteryManager.EXTRA_LEVEL, -1)
        val scale = getIntExtra(BatteryManager.EXTRA_SCALE, -1)
        return if (level in 0..scale && scale > 0) level * PERCENT / scale else null
    }

    private companion object {
        const val PERCENT = 100
    }
}
