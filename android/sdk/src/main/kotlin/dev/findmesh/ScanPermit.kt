package dev.findmesh

import java.time.Instant

/** The answer of [Finder.reserveScanStart]. */
public sealed class ScanPermit {
    /** Start now; the start is counted, used or not. */
    public object Granted : ScanPermit() {
        override fun toString(): String = "Granted"
    }

    /**
     * The platform would refuse, without a word: not before [time].
     *
     * @property time when to ask again.
     * @property elapsedRealtimeMillis the same moment on the clock of `SystemClock.elapsedRealtime()`.
     */
    public class RetryAt(public val time: Instant, public val elapsedRealtimeMillis: Long) : ScanPermit() {
        override fun toString(): String = "RetryAt($time)"
    }
}
