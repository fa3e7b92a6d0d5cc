package dev.findmesh.platform

import android.Manifest
import android.content.Context
import android.content.pm.PackageManager
import android.os.Build

/** What the standing scan and its fixes need of the platform's permissions, by API level. */
internal class Permissions(private val context: Context) {
    /** Run-time permissions without which nothing is heard, in the order to ask for them. */
    fun missing(): List<String> = buildList {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S && !granted(Manifest.permission.BLUETOOTH_SCAN)) {
            add(Manifest.permission.BLUETOOTH_SCAN)
        }
        if (!location()) add(Manifest.permission.ACCESS_FINE_LOCATION)
    }

    /** The run-time permissions of finding on this API level, and which of them are granted. */
    fun standing(): Map<String, Boolean> = buildList {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) add(Manifest.permission.BLUETOOTH_SCAN)
        add(Manifest.permission.ACCESS_FINE_LOCATION)
    }.associateWith(::granted)

    /** Only about 2 km: too wide to report. */
    fun coarseOnly(): Boolean =
        !granted(Manifest.permission.ACCESS_FINE_LOCATION) && granted(Manifest.permission.ACCESS_COARSE_LOCATION)

    /** Location is there, but only while the app is looked at. */
    fun backgroundLocationMissing(): Boolean =
        Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q && location() && !granted(Manifest.permission.ACCESS_BACKGROUND_LOCATION)

    /** Where the phone is may be read to a few metres. */
    fun precise(): Boolean = granted(Manifest.permission.ACCESS_FINE_LOCATION)

    /** Part of a system image: scans are not rationed. */
    fun privileged(): Boolean = granted(Manifest.permission.BLUETOOTH_PRIVILEGED)

    /** Some location permission is there. */
    fun location(): Boolean =
        granted(Manifest.permission.ACCESS_FINE_LOCATION) || granted(Manifest.permission.ACCESS_COARSE_LOCATION)

    private fun granted(permission: String): Boolean =
        context.checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED
}
