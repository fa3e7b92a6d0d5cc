package dev.findmesh.platform

import android.content.Context
import android.location.Location
import android.location.LocationListener
import android.location.LocationManager
import android.os.Build
import android.os.Bundle
import android.os.Looper
import android.os.SystemClock
import dev.findmesh.ffi.Fix
import java.io.Closeable
import java.util.concurrent.Executor
import dev.findmesh.ffi.FixSource as Origin

/**
 * Fixes from the platform's providers, whichever there are; no Google services needed.
 *
 * In the background they are scarce: what others ask for (passive), what every provider knows at each
 * wake, and at most one request in 30 min. While a person looks, one in 10 s.
 *
 * @param executor where answers of the platform arrive.
 * @param found called with each fix not told before.
 */
internal class FixSource(context: Context, private val executor: Executor, private val found: (Fix) -> Unit) : Closeable {
    private val manager = context.getSystemService(LocationManager::class.java)
    private val permissions = Permissions(context)
    private val told = HashMap<String, Long>()
    private var passive = false
    private var active = false
    private var lastRequest: Long? = null

    private val passiveListener = Listener()
    private val activeListener = Listener()

    /** Listens to what others ask for, once that is allowed, and reads what every provider knows. */
    @Synchronized
    fun refresh() {
        if (!permissions.location()) return
        if (!passive) passive = listen(LocationManager.PASSIVE_PROVIDER, passiveListener)
        for (provider in manager.allProviders) {
            allowed { manager.getLastKnownLocation(provider) }?.let(::tell)
        }
    }

    /** Asks for fixes all the time, as long as [on]; for a visible app. */
    @Synchronized
    fun setActive(on: Boolean) {
        if (on == active || !permissions.location()) return
        active = on
        if (!on) return manager.removeUpdates(activeListener)
        ASKED.filter { it in manager.allProviders }.forEach { listen(it, activeListener, ACTIVE_MILLIS) }
    }

    /** Asks once, where the ration of 30 min allows; below API 30 only what others ask for is had. */
    @Synchronized
    fun request() {
        val now = SystemClock.elapsedRealtime()
        val rationed = !active && lastRequest?.let { now - it < RATION_MILLIS } == true
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.R || rationed || !permissions.location()) return
        val provider = ASKED.firstOrNull { it in manager.allProviders && manager.isProviderEnabled(it) } ?: return
        lastRequest = now
        allowed { manager.getCurrentLocation(provider, null, executor) { location -> location?.let(::tell) } }
    }

    override fun close() {
        manager.removeUpdates(passiveListener)
        manager.removeUpdates(activeListener)
    }

    private fun listen(provider: String, listener: LocationListener, millis: Long = 0): Boolean =
        provider in manager.allProviders &&
            allowed { manager.requestLocationUpdates(provider, millis, 0f, listener, Looper.getMainLooper()) } != null

    /** A permission may go at any moment, and a background app may be refused. */
    private inline fun <T> allowed(ask: () -> T): T? = try {
        ask()
    } catch (_: SecurityException) {
        null
    }

    @Synchronized
    private fun tell(location: Location) {
        val provider = location.provider ?: return
        val nanos = location.elapsedRealtimeNanos
        if (!location.hasAccuracy() || nanos <= (told[provider] ?: 0)) return
        told[provider] = nanos
        found(location.toFix(provider))
    }

    private fun Location.toFix(provider: String): Fix = Fix(
        latitude = latitude,
        longitude = longitude,
        accuracyM = accuracy,
        altitudeM = if (hasAltitude()) altitude.toFloat() else null,
        speedMps = if (hasSpeed()) speed else null,
        source = origin(provider),
        mock = madeUp(),
        bootMs = elapsedRealtimeNanos / NANOS_PER_MILLI,
    )

    private fun origin(provider: String): Origin = when (provider) {
        LocationManager.GPS_PROVIDER -> Origin.GNSS
        LocationManager.NETWORK_PROVIDER, FUSED -> Origin.NETWORK
        else -> Origin.UNKNOWN
    }

    @Suppress("DEPRECATION") // isMock is there from API 31
    private fun Location.madeUp(): Boolean =
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) isMock else isFromMockProvider

    private inner class Listener : LocationListener {
        override fun onLocationChanged(location: Location) = executor.execute { tell(location) }

        override fun onProviderEnabled(provider: String) = Unit

        override fun onProviderDisabled(provider: String) = Unit

        @Deprecated("Called below API 29, where the interface has no default.")
        override fun onStatusChanged(provider: String?, status: Int, extras: Bundle?) = Unit
    }

    private companion object {
        const val FUSED = "fused" // LocationManager.FUSED_PROVIDER, which is public from API 31
        const val RATION_MILLIS = 30 * 60_000L
        const val ACTIVE_MILLIS = 10_000L
        const val NANOS_PER_MILLI = 1_000_000L
        val ASKED = listOf(FUSED, LocationManager.GPS_PROVIDER, LocationManager.NETWORK_PROVIDER)
    }
}
