package dev.findmesh.platform

import dev.findmesh.PrivateZone
import dev.findmesh.PrivateZones
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import java.util.UUID

/** Private zones, as the engine holds them. */
internal class HostZones(private val host: EngineHost) : PrivateZones {
    override val all: StateFlow<List<PrivateZone>> = host.zones.asStateFlow()

    override suspend fun put(zone: PrivateZone): Unit = host.ask { session ->
        session.engine.putZone(zone.toFfi())
        session.tellChoices()
    }

    override suspend fun remove(id: UUID): Unit = host.ask { session ->
        session.engine.removeZone(id.toBytes())
        session.tellChoices()
    }
}
