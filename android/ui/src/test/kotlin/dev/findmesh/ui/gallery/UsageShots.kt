package dev.findmesh.ui.gallery

import dev.findmesh.DayUsage
import dev.findmesh.FindmeshException
import dev.findmesh.ui.R
import dev.findmesh.ui.ScreenId
import dev.findmesh.ui.view.BarChart
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf
import java.time.Duration
import java.time.LocalDate

private fun usage(name: String, keptWhole: Boolean = false, stage: Stage.() -> Unit, tap: Hand.() -> Unit = {}) =
    Shot(ScreenId.USAGE, name, keptWhole, stage, tap)

/** A month of somebody who goes to work and stays at home at weekends; [ago] days back. */
private fun day(ago: Int): DayUsage {
    val busy = if (ago % 7 in 2..3) 4 else 13
    val heard = busy * 2L + ago * 5 % 9
    return DayUsage(
        day = LocalDate.of(2026, 11, 12).minusDays(ago.toLong()),
        scans = 9L + ago % 4,
        radioAsked = Duration.ofMinutes(150L + busy * 9),
        keysHeard = heard,
        newKeys = heard / 2,
        tagAdverts = heard * 140,
        reported = heard * 2 / 3,
        uploaded = heard * 2 / 3,
        suppressed = mapOf(
            "near_owner" to heard * 90,
            "duplicate" to heard * 42,
            "my_place" to 310L + ago,
            "no_fix" to heard,
            "flood" to 3L,
        ),
        bytesSent = heard * 2 / 3 * 620,
        wakes = 140L + busy * 4,
    )
}

private fun Stage.month() {
    usage = flowOf((0..29).filter { it !in 11..13 }.map(::day))
}

private fun Hand.openMonth() = tap(R.string.findmesh_usage_month)

/** A day and a month, and what there is to see when there is nothing. */
internal val USAGE_SHOTS: List<Shot> = listOf(
    usage("day", keptWhole = true, stage = { month() }),
    usage("month", keptWhole = true, stage = { month() }) { openMonth() },
    usage("month-one-day", stage = { month() }) {
        openMonth()
        touch<BarChart>(part = 0.9f)
    },
    usage("month-battery", stage = { month() }) {
        openMonth()
        tap(R.string.findmesh_usage_battery)
    },
    usage("empty", stage = { usage = flowOf(emptyList()) }),
    usage("loading", stage = { usage = flow { } }),
    usage("failed", stage = { usage = flow { throw FindmeshException.StorageFailed("io", null) } }),
)
