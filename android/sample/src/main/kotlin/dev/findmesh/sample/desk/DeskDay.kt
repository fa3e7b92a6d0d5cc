package dev.findmesh.sample.desk

import dev.findmesh.DayUsage
import dev.findmesh.Findmesh
import dev.findmesh.FindmeshException
import dev.findmesh.MyData
import dev.findmesh.Purpose
import dev.findmesh.testing.FakeFindmesh
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import java.time.Duration
import java.time.Instant
import java.util.Locale

/**
 * A phone in somebody's pocket, played: day after day by [DeskScript], whatever the steps in which time passes. Nothing of
 * it is left to chance, and nothing leaves the process.
 */
class DeskDay {
    private val fake = FakeFindmesh(START)
    private val turn = Mutex()
    private var begun = false
    private var next = 0
    private var beats = DeskScript.beats(0)
    private var day = 0
    private var looks = 0

    /** The library that the screens are over. */
    val findmesh: Findmesh = object : Findmesh by fake {
        override val myData: MyData = object : MyData by fake.myData {
            override val usage: Flow<List<DayUsage>> = fake.myData.usage.map { days -> days.map(::withRadio) }
        }
    }

    /** What the played clock says. */
    val now: Instant get() = fake.now

    /** Somebody agreed two weeks ago; it is the morning after. Idempotent. */
    suspend fun begin(): Unit = turn.withLock {
        if (begun) return
        begun = true
        fake.consent.grant(Purpose.CROWD_REPORTING, "desk", Locale.ROOT, "desk mode")
        fake.finder.enable()
        goTo(BEGIN)
        fake.phone.familiarPlaces = DeskScript.familiarPlaces
    }

    /** Lets [time] pass, with everything that happens in it. */
    suspend fun play(time: Duration): Unit = turn.withLock { goTo(now + time) }

    /** Somebody looks at what is near. */
    val isLookedAround: Boolean get() = fake.nearbyScans > 0

    /** Lets [time] pass with tags lying about, each of them heard once. */
    suspend fun lookAround(time: Duration): Unit = turn.withLock {
        goTo(now + time)
        DeskScript.around(now, looks++).forEach(fake::hear)
    }

    private suspend fun goTo(moment: Instant) {
        while (true) {
            if (next == beats.size) {
                day++
                next = 0
                beats = DeskScript.beats(day)
            }
            val beat = beats[next]
            val at = START + Duration.ofDays(day.toLong()) + Duration.ofMinutes(beat.minute.toLong())
            if (at > moment) break
            next++
            fake.advance(Duration.between(now, at))
            happen(beat)
        }
        fake.advance(Duration.between(now, moment))
    }

    private suspend fun happen(beat: Beat) {
        try {
            beat.happen(fake)
        } catch (_: FindmeshException) {
            // What a relay refuses, or a person switched off, is part of the day.
        }
    }

    /** The fake has no radio whose work could be counted. */
    private fun withRadio(usage: DayUsage): DayUsage {
        val until = minOf(now, usage.day.plusDays(1).atStartOfDay(java.time.ZoneOffset.UTC).toInstant())
        val awake = Duration.between(usage.day.atStartOfDay(java.time.ZoneOffset.UTC).toInstant(), until)
        return usage.run {
            DayUsage(
                day = day,
                scans = awake.toMinutes() / MINUTES_A_LISTEN,
                radioAsked = awake.dividedBy(RADIO_SHARE),
                keysHeard = keysHeard,
                newKeys = newKeys,
                tagAdverts = tagAdverts,
                reported = reported,
                uploaded = uploaded,
                suppressed = suppressed,
                bytesSent = uploaded * BYTES_A_REPORT,
                wakes = awake.toMinutes() / MINUTES_A_WAKE,
            )
        }
    }

    private companion object {
        val START: Instant = Instant.parse("2026-11-02T00:00:00Z")
        val BEGIN: Instant = Instant.parse("2026-11-16T07:58:00Z")
        const val MINUTES_A_LISTEN = 5L
        const val MINUTES_A_WAKE = 15L
        const val RADIO_SHARE = 20L
        const val BYTES_A_REPORT = 420L
    }
}
