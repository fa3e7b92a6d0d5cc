package dev.findmesh.platform

import android.annotation.SuppressLint
import android.location.Location
import android.location.LocationListener
import android.location.LocationManager
import android.os.Build
import android.os.CancellationSignal
import android.os.Handler
import android.os.Looper
import java.io.Closeable
import java.util.concurrent.Executor

/** One question for where the phone is: answered within 30 s or not at all. */
internal class FixRequest(
    private val manager: LocationManager,
    private val executor: Executor,
    private val answered: (Location?) -> Unit,
) : Closeable {
    private val handler = Handler(Looper.getMainLooper())
    private val cancel = CancellationSignal()
    private val listener = FixListener { location -> answer(location) }
    private var open = true

    /** @throws SecurityException the permission went. */
    fun ask(provider: String) {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            manager.getCurrentLocation(provider, cancel, executor) { location -> answer(location) }
        } else {
            askOnce(provider)
        }
    }

    /** Below API 30 a single update waits for ever: the end is ours. */
    @SuppressLint("MissingPermission")
    @Suppress("DEPRECATION") // its successor is there from API 30
    private fun askOnce(provider: String) {
        manager.requestSingleUpdate(provider, listener, Looper.getMainLooper())
        handler.postDelayed({ answer(null) }, TIMEOUT_MILLIS)
    }

    override fun close() {
        synchronized(this) { open = false }
        stop()
    }

    private fun answer(location: Location?) {
        val first = synchronized(this) { open.also { open = false } }
        if (!first) return
        stop()
        executor.execute { answered(location) }
    }

    private fun stop() {
        cancel.cancel()
        handler.removeCallbacksAndMessages(null)
        manager.removeUpdates(listener)
    }

    private companion object {
        /** As the platform's own, from API 31 on. */
        const val TIMEOUT_MILLIS = 30_000L
    }
}
