package dev.findmesh.testing

import dev.findmesh.ConsentEntry
import dev.findmesh.FamiliarPlace
import dev.findmesh.FinderState
import dev.findmesh.FindmeshException
import dev.findmesh.GapStats
import dev.findmesh.Health
import dev.findmesh.OwnerState
import dev.findmesh.Participation
import dev.findmesh.PhoneSwitch
import dev.findmesh.PrivateZone
import dev.findmesh.Purpose
import dev.findmesh.Reason
import dev.findmesh.Sighting
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import java.time.Duration
import java.time.Instant

/** Everything that a [FakeFindmesh] knows, behind one lock. */
internal class FakeWorld(start: Instant) {
    var now: Instant = start
    var closed: Boolean = false
    var failure: FindmeshException? = null
    var bluetooth: FakePhone.Bluetooth = FakePhone.Bluetooth.ON
    var missingPermissions: List<String> = emptyList()
    var grantsWhenAsked: Boolean = true
    var atMyPlace: Boolean = false
    var scripted: List<Reason> = emptyList()
    var switches: List<PhoneSwitch> = listOf(PhoneSwitch(PhoneSwitch.Kind.BATTERY_OPTIMISATION, PhoneSwitch.State.NOT_SET))
    val confirmed: MutableSet<PhoneSwitch.Kind> = mutableSetOf()
    var enabled: Boolean = false
    var relayTrouble: Reason? = null
    val ledger: MutableList<ConsentEntry> = mutableListOf()
    val queue: FakeQueue = FakeQueue()
    val counts: FakeCounts = FakeCounts()
    val relay: FakeRelay = FakeRelay()
    val scanStarts: ArrayDeque<Instant> = ArrayDeque()

    val grants: MutableStateFlow<Set<Purpose>> = MutableStateFlow(emptySet())
    val participation: MutableStateFlow<Participation> = MutableStateFlow(Participation.AWAY_FROM_MY_PLACES)
    val zones: MutableStateFlow<List<PrivateZone>> = MutableStateFlow(emptyList())
    val familiarPlaces: MutableStateFlow<List<FamiliarPlace>> = MutableStateFlow(emptyList())
    val air: MutableSharedFlow<FakeAir> = MutableSharedFlow(extraBufferCapacity = AIR)

    private var place: FakePlace? = null
    private val since: MutableMap<String, Instant> = mutableMapOf()

    val health: MutableStateFlow<Health> = MutableStateFlow(look())
    val state: MutableStateFlow<FinderState> = MutableStateFlow(FinderState.Off)

    /** A suspending call: what the library refuses whatever was asked. */
    @Synchronized
    fun called() {
        if (closed) throw FindmeshException.ShutDown()
        failure?.let { planned ->
            failure = null
            throw planned
        }
    }

    /** Changes something and tells what follows from it. */
    @Synchronized
    fun <T> change(what: FakeWorld.() -> T): T {
        val result = what()
        queue.expire(now)
        health.value = look()
        state.value = judge()
        return result
    }

    /** Looks without a change. */
    @Synchronized
    fun <T> read(what: FakeWorld.() -> T): T = what()

    fun moveTo(value: FakePlace?): Unit = change {
        place = value
        if (value == null) return@change
        repeat(queue.settle()) { report() }
    }

    fun hear(sighting: Sighting): Unit = change {
        if (bluetooth != FakePhone.Bluetooth.ON) return@change
        air.tryEmit(FakeAir.Heard(sighting))
        if (judge() is FinderState.Listening && sighting.network in NETWORKS) take(sighting)
    }

    private fun take(sighting: Sighting) {
        val isNew = counts.heard(sighting, now)
        val suppression = when {
            sighting.owner != OwnerState.AWAY -> "near_owner"
            hereIsPrivate() -> "private_zone"
            atMyPlace && participation.value != Participation.EVERYWHERE -> "my_place"
            !isNew -> "duplicate"
            else -> null
        }
        when {
            suppression != null -> counts.suppressed(suppression, now)
            place == null -> queue.pending++
            else -> report()
        }
    }

    private fun report() {
        counts.reported(now)
        queue.add(now)
    }

    private fun hereIsPrivate(): Boolean = place?.let { here -> zones.value.any { it.holds(here) } } == true

    private fun judge(): FinderState {
        val blocking = health.value.blocking
        return when {
            !enabled -> FinderState.Off
            blocking != null -> FinderState.Blocked(blocking.code)
            else -> FinderState.Listening("background")
        }
    }

    private fun look(): Health {
        val reasons = reasonsOf(this)
        since.keys.retainAll(reasons.mapTo(mutableSetOf()) { it.code })
        val dated = reasons.map { Reason(it.code, it.severity, since.getOrPut(it.code) { now }, it.fix, it.detail) }
        return Health(
            reasons = dated.sortedWith(compareBy({ it.severity }, { it.code })),
            lastScan = counts.lastScan,
            lastSighting = counts.lastSighting,
            lastReport = counts.lastReport,
            lastUpload = counts.lastUpload,
            nextWake = queue.nextDue,
            queue = queue.stats(),
            gaps = GapStats(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO),
            today = counts.today(now),
        )
    }

    private companion object {
        const val AIR = 256

        /** As a configuration that says nothing else. */
        val NETWORKS = setOf("findmesh")
    }
}
