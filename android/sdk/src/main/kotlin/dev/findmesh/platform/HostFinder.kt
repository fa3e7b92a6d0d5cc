package dev.findmesh.platform

import android.content.Context
import dev.findmesh.Finder
import dev.findmesh.FinderState
import dev.findmesh.FindmeshException
import dev.findmesh.NearbyFilter
import dev.findmesh.Participation
import dev.findmesh.PrivateZones
import dev.findmesh.Purpose
import dev.findmesh.ScanPermit
import dev.findmesh.Sighting
import dev.findmesh.UploadResult
import dev.findmesh.ffi.BluetoothState
import dev.findmesh.ffi.UploadSummary
import dev.findmesh.ffi.UploadWindow
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/** The finder of this process. */
internal class HostFinder(private val context: Context, private val host: EngineHost) : Finder {
    override val state: StateFlow<FinderState> = host.state.asStateFlow()
    override val participation: StateFlow<Participation> = host.participation.asStateFlow()
    override val privateZones: PrivateZones = HostZones(host)
    private val nearby = NearbyScan(context, NearbyFilters(host.config), SightingReader(host.config), ::reserveScanStart)

    override suspend fun enable(): Unit = host.ask { session ->
        if (Purpose.CROWD_REPORTING !in host.grants.value) throw FindmeshException.ConsentMissing(Purpose.CROWD_REPORTING)
        val phone = PhoneStateReader(context).read(appVisible = false)
        if (phone.bluetooth == BluetoothState.UNSUPPORTED) throw FindmeshException.BluetoothUnavailable()
        if (phone.missingPermissions.isNotEmpty()) throw FindmeshException.PermissionMissing(phone.missingPermissions)
        session.lookAround()
        session.engine.enable()
    }

    override suspend fun disable(): Unit = host.ask { it.engine.disable() }

    override suspend fun setParticipation(value: Participation): Unit = host.ask { session ->
        session.engine.setParticipation(value.toFfi())
        session.tellChoices()
    }

    override suspend fun uploadNow(): UploadResult = host.ask { it.engine.uploadDue(UploadWindow.Wake).toPublic() }

    override fun nearby(filter: NearbyFilter): Flow<Sighting> = nearby.sightings(filter)

    override suspend fun reserveScanStart(): ScanPermit = host.ask { it.engine.reserveScanStart().toPublic() }

    private fun UploadSummary.toPublic(): UploadResult {
        if (failed > 0) throw FindmeshException.RelayFailed(lastFailureStatus, nextDueWallMs.toInstant())
        return UploadResult(sent, held, remaining)
    }
}
