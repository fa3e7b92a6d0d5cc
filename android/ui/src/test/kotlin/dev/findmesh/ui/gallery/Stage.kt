package dev.findmesh.ui.gallery

import dev.findmesh.DayUsage
import dev.findmesh.ErasureProof
import dev.findmesh.Findmesh
import dev.findmesh.Fix
import dev.findmesh.MyData
import dev.findmesh.Participation
import dev.findmesh.PermissionGate
import dev.findmesh.Purpose
import dev.findmesh.Reason
import dev.findmesh.Severity
import dev.findmesh.gatt.SoundEvent
import dev.findmesh.testing.FakeFindmesh
import dev.findmesh.testing.FakeSightings
import dev.findmesh.ui.FindmeshScreens
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.emptyFlow
import kotlinx.coroutines.runBlocking
import java.time.Clock
import java.time.Duration
import java.time.Instant
import java.time.ZoneId
import java.time.ZoneOffset
import java.util.Locale

/** A library in a state, and the screens over it; the same minute of the same day for all pictures. */
internal class Stage {
    val findmesh: FakeFindmesh = FakeFindmesh(Instant.parse("2026-11-12T07:40:00Z"))

    /** What the finder did, newest first, instead of what the fake counted. */
    var usage: Flow<List<DayUsage>>? = null

    /** Instead of what the fake says of permissions. */
    var permissions: PermissionGate? = null

    /** What the library says of itself, instead of what the fake does. */
    var diagnostics: (() -> String)? = null

    /** What erasing comes to, instead of what the fake did. */
    var erasing: (() -> ErasureProof)? = null

    /** What a tag that shall sound answers. */
    var sounds: Flow<SoundEvent> = emptyFlow()

    /** On a phone with HyperOS; otherwise its maker is unknown. */
    var hyperOs: Boolean = false

    /** What the screen is about. */
    var about: String? = null
    private val beats = MutableSharedFlow<Unit>(extraBufferCapacity = 1)
    private val reasons = mutableListOf<Reason>()

    /** Somebody agreed some days ago. */
    fun agreed(): Unit = runBlocking {
        findmesh.consent.grant(Purpose.CROWD_REPORTING, "ui-2026-11", Locale.ENGLISH, "onboarding")
        findmesh.finder.setParticipation(Participation.AWAY_FROM_MY_PLACES)
        findmesh.advance(Duration.ofDays(8) + Duration.ofHours(1))
    }

    /** It works since. */
    fun enabled(): Unit = runBlocking {
        agreed()
        findmesh.finder.enable()
    }

    /** And heard something today. */
    fun helping() {
        enabled()
        findmesh.phone.place(latitude = 31.23, longitude = 121.47)
        for (tag in 1..TAGS) {
            findmesh.hear(FakeSightings.separated(findmesh.now, "C0:00:00:00:00:%02X".format(tag)))
            findmesh.advance(Duration.ofMinutes(2))
        }
        runBlocking { findmesh.finder.uploadNow() }
        findmesh.advance(Duration.ofMinutes(18))
    }

    /** Something stands in the way since [minutes]. */
    fun reason(code: String, severity: Severity, minutes: Long = 25, detail: Map<String, String> = emptyMap()) {
        findmesh.advance(Duration.ofMinutes(minutes))
        reasons += Reason(code, severity, findmesh.now, Fix.of(code, detail), detail)
        findmesh.phone.reasons = reasons
    }

    fun blocking(code: String, minutes: Long = 25, detail: Map<String, String> = emptyMap()): Unit =
        reason(code, Severity.BLOCKING, minutes, detail)

    fun degrading(code: String, minutes: Long = 25, detail: Map<String, String> = emptyMap()): Unit =
        reason(code, Severity.DEGRADING, minutes, detail)

    fun info(code: String, minutes: Long = 25, detail: Map<String, String> = emptyMap()): Unit =
        reason(code, Severity.INFO, minutes, detail)

    /** Some time later. */
    fun later(minutes: Long): Unit = findmesh.advance(Duration.ofMinutes(minutes))

    fun screens(): FindmeshScreens = FindmeshScreens.Builder(scripted())
        .clock(clock)
        .also {
            it.work = Dispatchers.Unconfined
            it.beat = beats
            it.sounds = { _, _ -> sounds }
        }
        .build()

    /** A while is over, and what is around is told anew. */
    fun pass(seconds: Long) {
        findmesh.advance(Duration.ofSeconds(seconds))
        check(beats.tryEmit(Unit))
    }

    private val clock = object : Clock() {
        override fun getZone(): ZoneId = ZoneOffset.UTC

        override fun withZone(zone: ZoneId): Clock = this

        override fun instant(): Instant = findmesh.now
    }

    private fun scripted(): Findmesh = object : Findmesh by findmesh {
        override val permissions: PermissionGate = this@Stage.permissions ?: findmesh.permissions
        override val myData: MyData = object : MyData by findmesh.myData {
            override val usage: Flow<List<DayUsage>> = this@Stage.usage ?: findmesh.myData.usage

            override suspend fun diagnostics(): String = this@Stage.diagnostics?.invoke() ?: findmesh.myData.diagnostics()

            override suspend fun erase(): ErasureProof = erasing?.invoke() ?: findmesh.myData.erase()
        }
    }

    private companion object {
        const val TAGS = 14
    }
}
