package dev.findmesh.service

import android.os.SystemClock

/** At most [most] times in [windowMillis] for each caller. */
class RateCap(private val most: Int, private val windowMillis: Long, private val clock: () -> Long = SystemClock::elapsedRealtime) {
    private val recent = mutableMapOf<Int, ArrayDeque<Long>>()

    /** Whether [caller] may now; counts it if so. */
    @Synchronized
    fun admits(caller: Int): Boolean {
        val now = clock()
        // Who has not come for a window is forgotten.
        recent.values.forEach { times -> while (times.isNotEmpty() && now - times.first() >= windowMillis) times.removeFirst() }
        recent.values.removeAll { it.isEmpty() }
        val times = recent.getOrPut(caller, ::ArrayDeque)
        if (times.size >= most) return false
        times.addLast(now)
        return true
    }
}
