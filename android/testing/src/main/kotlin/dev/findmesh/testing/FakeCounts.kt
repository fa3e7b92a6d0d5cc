package dev.findmesh.testing

import dev.findmesh.DayUsage
import dev.findmesh.Sighting
import java.time.Duration
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneOffset

/** Counters a UTC day, by the names of the real ones. */
internal class FakeCounts {
    private val days = sortedMapOf<LocalDate, MutableMap<String, Long>>()
    private val reportedAt = mutableMapOf<String, Instant>()
    var lastScan: Instant? = null
    var lastSighting: Instant? = null
    var lastReport: Instant? = null
    var lastUpload: Instant? = null

    /** @return whether the tag was not reported of late. */
    fun heard(sighting: Sighting, now: Instant): Boolean {
        lastScan = now
        lastSighting = now
        count("tag_adverts", now)
        val tag = "${sighting.network} ${sighting.address}"
        val isNew = reportedAt[tag]?.let { now >= it + AGAIN } ?: true
        if (tag !in reportedAt) {
            count("keys_heard", now)
            count("new_keys", now)
        }
        if (isNew) reportedAt[tag] = now
        return isNew
    }

    fun reported(now: Instant) {
        lastReport = now
        count("reported", now)
    }

    fun uploaded(now: Instant) {
        lastUpload = now
        count("uploaded", now)
    }

    fun suppressed(reason: String, now: Instant): Unit = count("suppressed_$reason", now)

    fun scanned(now: Instant) {
        lastScan = now
        count("scans", now)
    }

    fun count(name: String, now: Instant, by: Long = 1) {
        days.getOrPut(day(now)) { sortedMapOf() }.merge(name, by, Long::plus)
    }

    fun today(now: Instant): Map<String, Long> = days[day(now)]?.toMap() ?: emptyMap()

    fun usage(now: Instant): List<DayUsage> {
        val first = day(now).minusDays(DAYS - 1)
        return days.filterKeys { it >= first }.map { (day, counts) -> usage(day, counts) }.reversed()
    }

    fun clear() {
        days.clear()
        reportedAt.clear()
        lastScan = null
        lastSighting = null
        lastReport = null
        lastUpload = null
    }

    private fun usage(day: LocalDate, counts: Map<String, Long>): DayUsage {
        fun of(name: String) = counts[name] ?: 0
        val suppressed = counts.filterKeys { it.startsWith(SUPPRESSED) }.mapKeys { it.key.removePrefix(SUPPRESSED) }
        return DayUsage(
            day = day,
            scans = of("scans"),
            radioAsked = Duration.ZERO,
            keysHeard = of("keys_heard"),
            newKeys = of("new_keys"),
            tagAdverts = of("tag_adverts"),
            reported = of("reported"),
            uploaded = of("uploaded"),
            suppressed = suppressed.toList().sortedByDescending { it.second }.toMap(),
            bytesSent = of("bytes_sent"),
            wakes = of("wakes"),
        )
    }

    private fun day(now: Instant): LocalDate = now.atZone(ZoneOffset.UTC).toLocalDate()

    private companion object {
        val AGAIN: Duration = Duration.ofMinutes(10)
        const val DAYS = 31L
        const val SUPPRESSED = "suppressed_"
    }
}
