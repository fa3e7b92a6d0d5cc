package dev.findmesh.platform

import android.annotation.SuppressLint
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.location.Location
import android.location.LocationManager
import android.os.Build
import android.os.Looper

/**
 * What other apps ask for reaches us free.
 *
 * Below API 30, where nothing better is had in the background, it also wakes a process that is gone, six times an hour
 * at most.
 */
internal class PassiveFixes(private val context: Context, private val manager: LocationManager, found: (Location) -> Unit) {
    private val listener = FixListener(found)
    private var listening = false

    /** @throws SecurityException the permission went. */
    @SuppressLint("MissingPermission")
    fun start() {
        if (listening || LocationManager.PASSIVE_PROVIDER !in manager.allProviders) return
        manager.requestLocationUpdates(LocationManager.PASSIVE_PROVIDER, 0, 0f, listener, Looper.getMainLooper())
        if (WAKES) manager.requestLocationUpdates(LocationManager.PASSIVE_PROVIDER, WAKE_MILLIS, 0f, intent())
        listening = true
    }

    /** The process ends, or its engine; what wakes it stays. */
    fun pause() {
        manager.removeUpdates(listener)
        listening = false
    }

    /** No more fixes are wanted. */
    fun stop() {
        pause()
        if (WAKES) manager.removeUpdates(intent())
    }

    /** Always the equal one, so that the one of an earlier process is replaced. Below API 31 it is mutable by itself, and has to be. */
    @SuppressLint("UnspecifiedImmutableFlag")
    private fun intent(): PendingIntent = PendingIntent.getBroadcast(
        context,
        REQUEST,
        Intent(context, FixReceiver::class.java).setAction(FixReceiver.ACTION),
        PendingIntent.FLAG_UPDATE_CURRENT,
    )

    private companion object {
        val WAKES = Build.VERSION.SDK_INT < Build.VERSION_CODES.R
        const val WAKE_MILLIS = 10 * 60_000L
        const val REQUEST = 3
    }
}
