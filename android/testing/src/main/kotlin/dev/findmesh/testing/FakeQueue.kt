package dev.findmesh.testing

import dev.findmesh.QueueStats
import java.time.Duration
import java.time.Instant

/** Reports that wait, each for its own delay. */
internal class FakeQueue {
    private class Row(val queued: Instant, val due: Instant)

    private val rows = ArrayDeque<Row>()

    /** Sightings that wait for a place. */
    var pending: Int = 0

    val size: Int get() = rows.size
    val nextDue: Instant? get() = rows.minOfOrNull { it.due }

    fun add(now: Instant) {
        rows += Row(now, now + DELAY)
    }

    /** A place is known: how many sightings waited for it. */
    fun settle(): Int = pending.also { pending = 0 }

    /** Takes one report that is due. */
    fun take(now: Instant): Boolean = rows.firstOrNull { it.due <= now }?.let(rows::remove) ?: false

    /** Whether a report is due. */
    fun isDue(now: Instant): Boolean = rows.any { it.due <= now }

    /** What failed is tried again later. */
    fun postpone(now: Instant) {
        val row = rows.first { it.due <= now }
        rows.remove(row)
        rows += Row(row.queued, now + AGAIN)
    }

    fun expire(now: Instant) {
        rows.removeAll { it.queued + AGE < now }
    }

    fun clear() {
        rows.clear()
        pending = 0
    }

    fun stats(): QueueStats = QueueStats(size, size * BYTES, pending, nextDue, rows.minOfOrNull { it.queued })

    private companion object {
        /** In the middle of what a report may wait. */
        val DELAY: Duration = Duration.ofMinutes(15)
        val AGAIN: Duration = Duration.ofSeconds(10)
        val AGE: Duration = Duration.ofHours(72)
        const val BYTES = 150L
    }
}
