package dev.findmesh.ui.host

import android.annotation.SuppressLint
import android.annotation.TargetApi
import android.content.Context
import android.location.Location
import android.location.LocationListener
import android.location.LocationManager
import android.os.Build
import android.os.Bundle
import android.os.CancellationSignal
import android.os.Looper
import android.os.SystemClock
import dev.findmesh.MainDispatcher
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.firstOrNull
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull

/**
 * Where the phone is.
 *
 * @property latitude degrees, WGS 84.
 * @property longitude degrees, WGS 84.
 */
internal data class Position(val latitude: Double, val longitude: Double)

/** Asks the platform once where the phone is, because a person wants a place to be where they are. */
internal class Whereabouts(context: Context) {
    private val manager = context.getSystemService(LocationManager::class.java)

    /** Null where nobody knows within [PATIENCE]. */
    suspend fun now(): Position? = withContext(MainDispatcher) {
        val location = try {
            last(FRESH) ?: next() ?: last(STALE)
        } catch (_: SecurityException) {
            null
        }
        location?.run { Position(latitude, longitude) }
    }

    /** The first that anybody tells; nobody is waited for where everything is switched off. */
    private suspend fun next(): Location? =
        if (providers().isEmpty()) null else withTimeoutOrNull(PATIENCE) { fixes().firstOrNull() }

    private fun providers(): List<String> =
        manager.allProviders.filter { it != LocationManager.PASSIVE_PROVIDER && manager.isProviderEnabled(it) }

    /** The most exact of what is known, not older than [millis]. */
    @SuppressLint("MissingPermission")
    private fun last(millis: Long): Location? = manager.allProviders.mapNotNull(manager::getLastKnownLocation)
        .filter { it.hasAccuracy() && it.accuracy <= EXACT && ageMillis(it) <= millis }
        .minByOrNull { it.accuracy }

    private fun ageMillis(location: Location) = (SystemClock.elapsedRealtimeNanos() - location.elapsedRealtimeNanos) / NANOS_A_MILLI

    private fun fixes(): Flow<Location> =
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) current() else single()

    @SuppressLint("MissingPermission")
    @TargetApi(Build.VERSION_CODES.R)
    private fun current(): Flow<Location> = callbackFlow {
        val signal = CancellationSignal()
        for (provider in providers()) {
            manager.getCurrentLocation(provider, signal, { it.run() }) { location -> location?.let { trySend(it) } }
        }
        awaitClose { signal.cancel() }
    }

    @SuppressLint("MissingPermission")
    @Suppress("DEPRECATION", "OVERRIDE_DEPRECATION")
    private fun single(): Flow<Location> = callbackFlow {
        val listener = object : LocationListener {
            override fun onLocationChanged(location: Location) {
                trySend(location)
            }

            // Below API 30 the platform calls these, and the interface has no bodies for them.
            override fun onStatusChanged(provider: String?, status: Int, extras: Bundle?) = Unit

            override fun onProviderEnabled(provider: String) = Unit

            override fun onProviderDisabled(provider: String) = Unit
        }
        for (provider in providers()) manager.requestSingleUpdate(provider, listener, Looper.getMainLooper())
        awaitClose { manager.removeUpdates(listener) }
    }

    private companion object {
        const val NANOS_A_MILLI = 1_000_000L

        /** Milliseconds. */
        const val PATIENCE = 15_000L
        const val FRESH = 60_000L
        const val STALE = 600_000L

        /** Metres. */
        const val EXACT = 500f
    }
}
