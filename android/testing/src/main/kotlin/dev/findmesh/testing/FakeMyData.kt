package dev.findmesh.testing

import dev.findmesh.DayUsage
import dev.findmesh.ErasureProof
import dev.findmesh.FamiliarPlace
import dev.findmesh.FindmeshException
import dev.findmesh.MyData
import dev.findmesh.Participation
import dev.findmesh.Purpose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onEach
import java.io.OutputStream
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream

internal class FakeMyData(private val world: FakeWorld) : MyData {
    override val usage: Flow<List<DayUsage>> = world.health.map {
        world.called()
        world.read { counts.usage(now) }
    }.distinctUntilChanged()

    override val familiarPlaces: Flow<List<FamiliarPlace>> = world.familiarPlaces.onEach { world.called() }

    override suspend fun export(to: OutputStream) {
        world.called()
        val zip = ZipOutputStream(to)
        val kept = world.read { zones.value.joinToString(",") { "\"${it.label}\"" } }
        val files = mapOf("data.json" to """{"zones":[$kept]}""", "index.html" to "<!doctype html><title>Findmesh</title>$kept")
        for ((name, text) in files) {
            zip.putNextEntry(ZipEntry(name))
            zip.write(text.toByteArray())
            zip.closeEntry()
        }
        zip.finish()
        to.flush()
    }

    override suspend fun erase(): ErasureProof {
        world.called()
        return world.change {
            val rows = mapOf("consent" to ledger.size.toLong(), "queue" to queue.size.toLong(), "zones" to zones.value.size.toLong())
            forget()
            val went = rows.values.sum()
            ErasureProof(now, true, rows, 1, true, went, went, 0, went, 0, 0, mapOf("findmesh.db" to 0L), "", """{"holds":true}""")
        }
    }

    private fun FakeWorld.forget() {
        enabled = false
        ledger.clear()
        queue.clear()
        counts.clear()
        relayTrouble = null
        grants.value = emptySet()
        zones.value = emptyList()
        familiarPlaces.value = emptyList()
        participation.value = Participation.AWAY_FROM_MY_PLACES
    }

    override suspend fun renewKeys(): Boolean {
        world.called()
        return true
    }

    override suspend fun diagnostics(): String {
        world.called()
        val reasons = world.health.value.reasons.joinToString(",") { "\"${it.code}\"" }
        return """{"format":"findmesh-diagnostics-1","reasons":[$reasons]}"""
    }

    override suspend fun diagnosticsToSend(): String {
        if (Purpose.DIAGNOSTICS !in world.grants.value) throw FindmeshException.ConsentMissing(Purpose.DIAGNOSTICS)
        return diagnostics()
    }
}
