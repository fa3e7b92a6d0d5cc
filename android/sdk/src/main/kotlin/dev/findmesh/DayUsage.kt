package dev.findmesh

import java.time.Duration
import java.time.LocalDate

/**
 * What the finder did on one UTC day.
 *
 * @property day the UTC day.
 * @property scans scans that were started.
 * @property radioAsked how long the radio listened if the platform served what was asked of it: errs upwards.
 * @property keysHeard distinct keys that were in range and might be reported. A tag changes its key: one tag may be many.
 * @property newKeys of these, keys that were not remembered from an earlier report.
 * @property tagAdverts adverts of tags.
 * @property reported reports that were sealed and queued.
 * @property uploaded reports that the relay took.
 * @property suppressed adverts of tags that were not reported, by the reason's stable name (`near_owner`, `duplicate` …),
 *   most frequent first. Names may be added.
 * @property bytesSent bytes sent.
 * @property wakes times that something woke, or found, the process.
 */
public class DayUsage(
    public val day: LocalDate,
    public val scans: Long,
    public val radioAsked: Duration,
    public val keysHeard: Long,
    public val newKeys: Long,
    public val tagAdverts: Long,
    public val reported: Long,
    public val uploaded: Long,
    public val suppressed: Map<String, Long>,
    public val bytesSent: Long,
    public val wakes: Long,
) {
    /** Adverts of tags that were not reported, for any reason. */
    public val suppressedTotal: Long get() = suppressed.values.sum()

    override fun equals(other: Any?): Boolean = other is DayUsage && values() == other.values()

    override fun hashCode(): Int = values().hashCode()

    override fun toString(): String = "DayUsage($day, keysHeard=$keysHeard, reported=$reported, uploaded=$uploaded)"

    private fun values(): List<Any> =
        listOf(day, scans, radioAsked, keysHeard, newKeys, tagAdverts, reported, uploaded, suppressed, bytesSent, wakes)
}
