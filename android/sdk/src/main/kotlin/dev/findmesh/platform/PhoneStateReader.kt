package dev.findmesh.platform

import android.Manifest
import android.app.ActivityManager
import android.app.NotificationManager
import android.app.usage.UsageStatsManager
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
import android.os.UserManager
import android.provider.Settings
import dev.findmesh.ffi.BluetoothState
import dev.findmesh.ffi.Connectivity
import dev.findmesh.ffi.Motion
import dev.findmesh.ffi.PhoneState
import dev.findmesh.ffi.StandbyBucket

/** Reads the phone's state as far as policy depends on it, whole, each time. */
internal class PhoneStateReader(
    private val context: Context,
    private val limits: RadioLimits = RadioLimits(),
    private val service: ServiceKeeper? = null,
) {
    private val permissions = Permissions(context)

    /** What broadcasts said; below API 31 nobody can be asked. */
    @Volatile
    var otherUserInFront: Boolean = false

    fun read(appVisible: Boolean): PhoneState {
        val power = context.getSystemService(PowerManager::class.java)
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
            batterySaver = power.isPowerSaveMode,
            appVisible = appVisible,
            extendedAdvertising = limits.extended(adapter()),
            apiLevel = Build.VERSION.SDK_INT,
            privileged = permissions.privileged(),
            batching = limits.batching(adapter()),
            offloadedFilters = limits.offloadedFilters(adapter()),
            screenOn = power.isInteractive,
            // Sensors are silent in the background; the engine takes motion from fixes.
            motion = Motion.UNKNOWN,
            radioUp = false,
            serviceRunning = service?.running ?: false,
            serviceRefused = service?.refused ?: false,
            bucket = bucket(),
            batteryExempt = power.isIgnoringBatteryOptimizations(context.packageName),
            backgroundRestricted = backgroundRestricted(),
            dozing = power.isDeviceIdleMode,
            airplaneMode = Settings.Global.getInt(context.contentResolver, Settings.Global.AIRPLANE_MODE_ON, 0) != 0,
            oneTimePermission = false,
            locationPowerSave = locationPowerSave(power),
            notificationsOff = notificationsOff(),
            autostartOff = false,
            oemBatterySaver = false,
            userLocked = !context.getSystemService(UserManager::class.java).isUserUnlocked,
            userInBackground = otherUserInFront,
            managedRestriction = false,
            hibernated = false,
        )
    }

    /** Only a service has a notification. */
    private fun notificationsOff(): Boolean =
        service?.asked == true && !context.getSystemService(NotificationManager::class.java).areNotificationsEnabled()

    private fun bucket(): StandbyBucket {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.P) return StandbyBucket.ACTIVE
        val bucket = context.getSystemService(UsageStatsManager::class.java).appStandbyBucket
        return when {
            bucket < UsageStatsManager.STANDBY_BUCKET_ACTIVE -> StandbyBucket.EXEMPTED
            bucket < UsageStatsManager.STANDBY_BUCKET_WORKING_SET -> StandbyBucket.ACTIVE
            bucket < UsageStatsManager.STANDBY_BUCKET_FREQUENT -> StandbyBucket.WORKING_SET
            bucket < UsageStatsManager.STANDBY_BUCKET_RARE -> StandbyBucket.FREQUENT
            bucket < RESTRICTED_BUCKET -> StandbyBucket.RARE
            else -> StandbyBucket.RESTRICTED
        }
    }

    private fun backgroundRestricted(): Boolean = Build.VERSION.SDK_INT >= Build.VERSION_CODES.P &&
        context.getSystemService(ActivityManager::class.java).isBackgroundRestricted

    /** Battery saver keeps fixes from apps that are not seen: every mode but "no change" and "throttle". */
    private fun locationPowerSave(power: PowerManager): Boolean = Build.VERSION.SDK_INT >= Build.VERSION_CODES.P &&
        power.isPowerSaveMode &&
        power.locationPowerSaveMode in PowerManager.LOCATION_MODE_GPS_DISABLED_WHEN_SCREEN_OFF..PowerManager.LOCATION_MODE_FOREGROUND_ONLY

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

    /** Without the permission to ask, the careful guess; without the one to connect there is no network for this app. */
    private fun connectivity(): Connectivity {
        if (!granted(Manifest.permission.INTERNET)) return Connectivity.OFFLINE
        if (!granted(Manifest.permission.ACCESS_NETWORK_STATE)) return Connectivity.METERED
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
        if (!granted(Manifest.permission.ACCESS_NETWORK_STATE)) return false
        val manager = context.getSystemService(ConnectivityManager::class.java)
        return manager.isActiveNetworkMetered &&
            manager.restrictBackgroundStatus == ConnectivityManager.RESTRICT_BACKGROUND_STATUS_ENABLED
    }

    private fun granted(permission: String): Boolean = context.checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED

    private fun Intent.percent(): Int? {
        val level = getIntExtra(BatteryManager.EXTRA_LEVEL, -1)
        val scale = getIntExtra(BatteryManager.EXTRA_SCALE, -1)
        return if (level in 0..scale && scale > 0) level * PERCENT / scale else null
    }

    private companion object {
        const val PERCENT = 100

        /** `UsageStatsManager.STANDBY_BUCKET_RESTRICTED`, named from API 30 on. */
        const val RESTRICTED_BUCKET = 45
    }
}
