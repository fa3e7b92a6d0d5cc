package dev.findmesh

import android.content.Context
import android.content.Intent
import dev.findmesh.platform.advice.Fixes
import java.time.Duration
import java.time.Instant

/**
 * A snapshot of what happened and, when nothing happens, why.
 *
 * @property reasons everything that stands in the way, blocking ones first.
 * @property lastScan when a scan last delivered or was started.
 * @property lastSighting when a tag was last heard.
 * @property lastReport when a report was last sealed and queued.
 * @property lastUpload when the relay last took one.
 * @property nextWake when the finder asked to be woken next.
 * @property queue what waits to be sent.
 * @property gaps time between listens over the last seven days.
 * @property today counters of the current UTC day by stable name, for example `tag_adverts`, `reported`,
 *   `uploaded`, `suppressed_near_owner`. Names may be added.
 */
public class Health(
    public val reasons: List<Reason>,
    public val lastScan: Instant?,
    public val lastSighting: Instant?,
    public val lastReport: Instant?,
    public val lastUpload: Instant?,
    public val nextWake: Instant?,
    public val queue: QueueStats,
    public val gaps: GapStats,
    public val today: Map<String, Long>,
) {
    /** The first reason without whose end nothing works, or null. */
    public val blocking: Reason? get() = reasons.firstOrNull { it.severity == Severity.BLOCKING }

    override fun toString(): String = "Health(reasons=${reasons.map { it.code }}, queue=$queue)"
}

/** How much a [Reason] stops. */
public enum class Severity {
    /** Nothing works until it is mended. */
    BLOCKING,

    /** Works, but less well. */
    DEGRADING,

    /** Worth knowing. */
    INFO,
}

/**
 * One reason why nothing, or less, happens.
 *
 * @property code stable name such as `bluetooth_off`; unknown ones must be tolerated.
 * @property since when it began.
 * @property fix what a person can do about it, null where nothing is known to help.
 * @property detail parameters of the code.
 */
public class Reason(
    public val code: String,
    public val severity: Severity,
    public val since: Instant,
    public val fix: Fix?,
    public val detail: Map<String, String>,
) {
    override fun toString(): String = "Reason($code, $severity)"
}

/** What a person can do about a [Reason]. */
public interface Fix {
    /** The screen on which it is mended, ready for `startActivity`; null where words must do. */
    public fun intent(context: Context): Intent?

    /** What happened and what to do, in the language of [context] (English where it is not known). */
    public fun text(context: Context): CharSequence

    /**
     * The same without what to do on the phone's own pages, for screens that go through [Findmesh.switches] step by step:
     * on some makers' phones that is several sentences.
     */
    public fun summary(context: Context): CharSequence = text(context)

    public companion object {
        /**
         * What is known to help against a reason, null where nothing is: for hosts that keep codes, and for doubles of the library.
         *
         * @param code as in [Reason.code].
         * @param detail as in [Reason.detail].
         */
        @JvmStatic
        public fun of(code: String, detail: Map<String, String> = emptyMap()): Fix? = Fixes.of(code, detail)
    }
}

/**
 * What waits to be sent.
 *
 * @property reports sealed reports.
 * @property bytes their size.
 * @property pending sightings that still wait for a location fix.
 * @property nextDue when the next report may leave.
 * @property oldest when the oldest was queued.
 */
public class QueueStats(
    public val reports: Int,
    public val bytes: Long,
    public val pending: Int,
    public val nextDue: Instant?,
    public val oldest: Instant?,
) {
    override fun toString(): String = "QueueStats(reports=$reports, pending=$pending)"
}

/**
 * Time between listens over the last seven UTC days, today included: how long nobody listened.
 *
 * Time without a process counts, time in which nobody wished to listen does not. A percentile is at most a quarter above
 * the truth, and never beyond the longest.
 *
 * @property count gaps of a minute and more.
 * @property p50 half of them were no longer; zero where there is none.
 * @property p90 nine of ten.
 * @property p99 99 of 100.
 * @property longest the longest.
 */
public class GapStats(
    public val count: Int,
    public val p50: Duration,
    public val p90: Duration,
    public val p99: Duration,
    public val longest: Duration,
) {
    override fun toString(): String = "GapStats(count=$count, p50=$p50, p90=$p90, p99=$p99, longest=$longest)"
}
