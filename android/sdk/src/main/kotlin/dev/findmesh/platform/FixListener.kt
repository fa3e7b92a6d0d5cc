package dev.findmesh.platform

import android.location.Location
import android.location.LocationListener
import android.os.Bundle

/** Passes on what arrives. */
internal class FixListener(private val found: (Location) -> Unit) : LocationListener {
    override fun onLocationChanged(location: Location) = found(location)

    override fun onProviderEnabled(provider: String) = Unit

    override fun onProviderDisabled(provider: String) = Unit

    @Deprecated("Called below API 29, where the interface has no default.")
    override fun onStatusChanged(provider: String?, status: Int, extras: Bundle?) = Unit
}
