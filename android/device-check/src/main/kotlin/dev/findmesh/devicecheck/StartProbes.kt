package dev.findmesh.devicecheck

import android.content.Context
import android.os.SystemClock
import dev.findmesh.Findmesh
import kotlinx.coroutines.runBlocking

/** What the library's start costs; says the truth once a process. */
internal class StartProbes(private val context: Context) {
    /** Milliseconds until JNA is there, which unpacks or finds its own library. */
    fun jna(): Double = millis { Class.forName("com.sun.jna.Native") }

    /** Milliseconds until an engine on its files has answered: library, both planes, database. */
    fun engine(): Double = millis { runBlocking { Findmesh.get(context).consent.ledger() } }

    private fun millis(work: () -> Unit): Double {
        val begun = SystemClock.elapsedRealtimeNanos()
        work()
        return (SystemClock.elapsedRealtimeNanos() - begun) / NANOS
    }

    private companion object {
        const val NANOS = 1e6
    }
}
