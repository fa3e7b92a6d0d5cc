package dev.findmesh.platform

import dev.findmesh.DayUsage
import dev.findmesh.ErasureProof
import dev.findmesh.FamiliarPlace
import dev.findmesh.MyData
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.map
import java.io.OutputStream
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream

/** What the engine keeps, for the person that it is about. */
internal class HostMyData(private val host: EngineHost) : MyData {
    /** Health changes whenever a counter does, and is coalesced to one a second. */
    override val usage: Flow<List<DayUsage>> = host.health.map { days() }.distinctUntilChanged()

    override val familiarPlaces: Flow<List<FamiliarPlace>> = host.health.map { places() }.distinctUntilChanged()

    override suspend fun export(to: OutputStream): Unit = host.ask { session ->
        val zip = ZipOutputStream(to)
        for (file in session.engine.export()) {
            zip.putNextEntry(ZipEntry(file.name).apply { time = Clocks.wallMillis() })
            zip.write(file.bytes)
            zip.closeEntry()
        }
        zip.finish()
        to.flush()
    }

    override suspend fun erase(): ErasureProof = host.ask { session ->
        session.engine.erase().toPublic().also { session.tellChoices() }
    }

    override suspend fun renewKeys(): Boolean = host.ask { it.engine.renewKeys() }

    override suspend fun diagnostics(): String = host.ask { it.engine.diagnostics() }

    override suspend fun diagnosticsToSend(): String = host.ask { it.engine.diagnosticsToSend() }

    private suspend fun days(): List<DayUsage> = host.ask { session -> session.engine.usage(DAYS).map { it.toPublic() } }

    private suspend fun places(): List<FamiliarPlace> = host.ask { session -> session.engine.familiarPlaces().map { it.toPublic() } }

    private companion object {
        const val DAYS = 31
    }
}
