package dev.findmesh.testing

import dev.findmesh.Finder
import dev.findmesh.FinderState
import dev.findmesh.FindmeshException
import dev.findmesh.Fix
import dev.findmesh.NearbyFilter
import dev.findmesh.Participation
import dev.findmesh.PrivateZones
import dev.findmesh.Purpose
import dev.findmesh.Reason
import dev.findmesh.ScanPermit
import dev.findmesh.Severity
import dev.findmesh.Sighting
import dev.findmesh.UploadResult
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.transform
import java.time.Duration

internal class FakeFinder(private val world: FakeWorld) : Finder {
    override val state: StateFlow<FinderState> = world.state.asStateFlow()
    override val participation: StateFlow<Participation> = world.participation.asStateFlow()
    override val privateZones: PrivateZones = FakeZones(world)

    override suspend fun enable() {
        world.called()
        world.change {
            if (Purpose.CROWD_REPORTING !in grants.value) throw FindmeshException.ConsentMissing(Purpose.CROWD_REPORTING)
            requireForScan()
            if (!enabled) counts.scanned(now)
            enabled = true
        }
    }

    override suspend fun disable() {
        world.called()
        world.change { enabled = false }
    }

    override suspend fun setParticipation(value: Participation) {
        world.called()
        world.change { participation.value = value }
    }

    override suspend fun uploadNow(): UploadResult {
        world.called()
        return world.change { runCatching { if (queue.isDue(now)) send() else UploadResult(0, 0, queue.size) } }.getOrThrow()
    }

    override fun nearby(filter: NearbyFilter): Flow<Sighting> = flow {
        world.called()
        world.requireForScan()
        if (world.bluetooth != FakePhone.Bluetooth.ON) throw FindmeshException.BluetoothUnavailable()
        val heard = world.air.transform { what ->
            when (what) {
                is FakeAir.Heard -> if (filter.accepts(what.sighting)) emit(what.sighting)
                is FakeAir.RadioLost -> throw FindmeshException.BluetoothUnavailable()
            }
        }
        emitAll(heard)
    }

    override suspend fun reserveScanStart(): ScanPermit {
        world.called()
        return world.change { permit() }
    }

    private fun FakeWorld.send(): UploadResult {
        relay.requests++
        if (!relay.accepts) {
            queue.postpone(now)
            val detail = relay.status?.let { mapOf("status" to it.toString()) } ?: emptyMap()
            relayTrouble = Reason("relay_unreachable", Severity.DEGRADING, now, Fix.of("relay_unreachable", detail), detail)
            throw FindmeshException.RelayFailed(relay.status, queue.nextDue)
        }
        queue.take(now)
        relayTrouble = null
        counts.uploaded(now)
        return UploadResult(1, 1, queue.size)
    }

    private fun FakeWorld.permit(): ScanPermit {
        while (scanStarts.firstOrNull()?.let { it + WINDOW <= now } == true) scanStarts.removeFirst()
        if (scanStarts.size >= STARTS) {
            val at = scanStarts.first() + WINDOW
            return ScanPermit.RetryAt(at, at.toEpochMilli())
        }
        scanStarts += now
        return ScanPermit.Granted
    }

    private companion object {
        val WINDOW: Duration = Duration.ofSeconds(30)
        const val STARTS = 3
    }
}
