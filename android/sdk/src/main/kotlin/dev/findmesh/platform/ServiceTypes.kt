package dev.findmesh.platform

import android.Manifest
import android.content.Context
import android.content.pm.PackageManager
import android.content.pm.ServiceInfo
import android.os.Build

/** The types with which the platform lets the foreground service start in this moment (docs/android-background.md). */
internal class ServiceTypes(private val context: Context) {
    private val permissions = Permissions(context)

    /**
     * Bits of `ServiceInfo.FOREGROUND_SERVICE_TYPE_*`, none below API 29, where services have no types; null where it must
     * not start at all.
     *
     * @param visible a person sees the app.
     */
    fun allowed(visible: Boolean): Int? {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P && !granted(Manifest.permission.FOREGROUND_SERVICE)) return null
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.Q) return 0
        val device = if (mayUseDevices()) ServiceInfo.FOREGROUND_SERVICE_TYPE_CONNECTED_DEVICE else 0
        val location = if (mayUseLocation(visible)) ServiceInfo.FOREGROUND_SERVICE_TYPE_LOCATION else 0
        return (device or location).takeIf { it != 0 }
    }

    private fun mayUseDevices(): Boolean = Build.VERSION.SDK_INT < Build.VERSION_CODES.UPSIDE_DOWN_CAKE ||
        (granted(Manifest.permission.FOREGROUND_SERVICE_CONNECTED_DEVICE) && granted(Manifest.permission.BLUETOOTH_SCAN))

    /** From the background only with location "all the time"; before API 34 such a start went through, without locations. */
    private fun mayUseLocation(visible: Boolean): Boolean = permissions.location() && (
        Build.VERSION.SDK_INT < Build.VERSION_CODES.UPSIDE_DOWN_CAKE ||
            (granted(Manifest.permission.FOREGROUND_SERVICE_LOCATION) && (visible || !permissions.backgroundLocationMissing()))
        )

    private fun granted(permission: String): Boolean = context.checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED
}
