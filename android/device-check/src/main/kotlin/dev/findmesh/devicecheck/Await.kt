package dev.findmesh.devicecheck

import android.os.SystemClock
import java.util.concurrent.TimeoutException

/** Waiting off the main thread, by the clock that runs while the phone sleeps. */
internal object Await {
    private const val STEP_MILLIS = 5L

    /** @throws TimeoutException [what] did not come within [millis]. */
    fun until(what: String, millis: Long, condition: () -> Boolean) {
        val end = SystemClock.elapsedRealtime() + millis
        while (!condition()) {
            if (SystemClock.elapsedRealtime() >= end) throw TimeoutException("no $what within $millis ms")
            Thread.sleep(STEP_MILLIS)
        }
    }

    /** Lets [millis] pass. */
    fun rest(millis: Long) {
        val end = SystemClock.elapsedRealtime() + millis
        while (SystemClock.elapsedRealtime() < end) Thread.sleep(STEP_MILLIS)
    }
}
