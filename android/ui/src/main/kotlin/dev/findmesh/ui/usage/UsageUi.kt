package dev.findmesh.ui.usage

import dev.findmesh.DayUsage
import dev.findmesh.ui.host.Failure
import java.time.LocalDate

/** How much of the past is shown. */
internal enum class Period { DAY, MONTH }

/** What a chart shows of each day. */
internal enum class Measure(val of: (DayUsage) -> Double) {
    HEARD({ it.keysHeard.toDouble() }),
    REPORTED({ it.reported.toDouble() }),
    LISTENED({ it.scans.toDouble() }),
    SENT({ it.bytesSent.toDouble() }),
    BATTERY(BatteryShare::of),
}

/**
 * What the usage screen shows.
 *
 * @property loading the library said nothing yet.
 * @property today the UTC day.
 * @property days the last [DAYS] of them, oldest first; null: on that day nothing was done.
 * @property measure of each day, in the chart.
 * @property chosen the day that the words are about, an index into [days]; null: all.
 */
internal data class UsageUi(
    val loading: Boolean,
    val period: Period,
    val today: LocalDate,
    val days: List<DayUsage?>,
    val measure: Measure,
    val chosen: Int?,
    val failure: Failure?,
) {
    /** The days that the figures are about. */
    val counted: List<DayUsage> get() = when {
        period == Period.DAY -> listOfNotNull(days.lastOrNull())
        chosen != null -> listOfNotNull(days.getOrNull(chosen))
        else -> days.filterNotNull()
    }

    /** What the figures say. */
    val totals: Totals get() = Totals.of(counted)

    /** The date of a bar. */
    fun dateOf(index: Int): LocalDate = today.minusDays((days.size - 1 - index).toLong())

    companion object {
        /** A month. */
        const val DAYS: Int = 30

        /** @param usage as the library tells it: newest first, without the days on which nothing was done. */
        fun daysOf(usage: List<DayUsage>, today: LocalDate): List<DayUsage?> {
            val byDay = usage.associateBy { it.day }
            return (DAYS - 1 downTo 0).map { byDay[today.minusDays(it.toLong())] }
        }
    }
}

/**
 * Days taken together.
 *
 * @property suppressed adverts that were not reported, by reason, most frequent first.
 * @property battery share of a full charge a day, 0 to 1.
 */
internal data class Totals(
    val listened: Long,
    val heard: Long,
    val reported: Long,
    val sent: Long,
    val bytes: Long,
    val battery: Double,
    val suppressed: List<Pair<String, Long>>,
) {
    companion object {
        fun of(days: List<DayUsage>): Totals {
            val suppressed = days.flatMap { it.suppressed.entries }.groupBy({ it.key }, { it.value }).mapValues { it.value.sum() }
            return Totals(
                listened = days.sumOf { it.scans },
                heard = days.sumOf { it.keysHeard },
                reported = days.sumOf { it.reported },
                sent = days.sumOf { it.uploaded },
                bytes = days.sumOf { it.bytesSent },
                battery = if (days.isEmpty()) 0.0 else days.sumOf(BatteryShare::of) / days.size,
                suppressed = suppressed.toList().filter { it.second > 0 }.sortedByDescending { it.second },
            )
        }
    }
}
