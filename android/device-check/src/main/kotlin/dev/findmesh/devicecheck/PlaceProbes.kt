package dev.findmesh.devicecheck

import android.content.Context
import android.location.Location
import android.location.LocationManager
import android.os.Build
import android.os.CancellationSignal
import android.os.SystemClock

/** What a fix costs in time and is worth in meters. */
internal class PlaceProbes(private val context: Context) {
    private val manager get() = context.getSystemService(LocationManager::class.java)

    /** A fix: milliseconds that it took, radius in meters. */
    class Fix(val takes: Double, val accuracy: Double)

    fun has(provider: String): Double = if (provider in manager.allProviders) 1.0 else 0.0

    /** A current fix of [provider], never one that was there before. */
    fun fix(provider: String): Fix {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.R) error("single fixes came with Android 11")
        check(manager.isProviderEnabled(provider)) { "$provider is switched off" }
        val asked = SystemClock.elapsedRealtimeNanos()
        var answer: Location? = null
        var answered = 0L
        val cancel = CancellationSignal()
        manager.getCurrentLocation(provider, cancel, context.mainExecutor) {
            answer = it
            answered = SystemClock.elapsedRealtimeNanos()
        }
        try {
            Await.until("answer of $provider", FIX_MILLIS) { answered != 0L }
        } finally {
            cancel.cancel()
        }
        val fix = checkNotNull(answer) { "$provider found no place" }
        check(fix.elapsedRealtimeNanos >= asked) { "$provider had an older fix at hand: wait half a minute" }
        return Fix((answered - asked) / NANOS, fix.accuracy.toDouble())
    }

    private companion object {
        const val FIX_MILLIS = 60_000L
        const val NANOS = 1e6
    }
}
