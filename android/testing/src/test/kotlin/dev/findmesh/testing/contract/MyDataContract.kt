package dev.findmesh.testing.contract

import dev.findmesh.FamiliarPlace
import dev.findmesh.FinderState
import dev.findmesh.FindmeshException
import dev.findmesh.PrivateZone
import dev.findmesh.Purpose
import kotlinx.coroutines.flow.first
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.ByteArrayOutputStream
import java.util.Locale
import java.util.zip.ZipInputStream

/** What is promised to the person that the data is about. */
abstract class MyDataContract : NearbyContract() {
    private val myData get() = findmesh.myData

    private fun putHome() = world.run { finder.privateZones.put(PrivateZone(LATITUDE, LONGITUDE, RADIUS, "my little home")) }

    private fun exported(): Map<String, String> {
        val bytes = ByteArrayOutputStream()
        world.run { myData.export(bytes) }
        return ZipInputStream(bytes.toByteArray().inputStream()).use { zip ->
            generateSequence { zip.nextEntry }.associate { it.name to zip.readBytes().decodeToString() }
        }
    }

    @Test
    fun whatItDidIsToldByDay() {
        assertTrue(world.run { myData.usage.first() }.all { it.reported == 0L })
        queueOne()
        world.until("it is counted") { world.run { myData.usage.first() }.firstOrNull()?.reported == 1L }
        val today = world.run { myData.usage.first() }.first()
        assertEquals(listOf(1L, 1L, 0L), today.run { listOf(keysHeard, tagAdverts, uploaded) })
    }

    @Test
    fun inAPrivateZoneNothingIsReportedAndThatIsCounted() {
        putHome()
        begin()
        world.place(LATITUDE, LONGITUDE)
        world.hearTag()
        world.until("it is counted") { world.run { myData.usage.first() }.firstOrNull()?.suppressed?.get("private_zone") == 1L }
        assertEquals(0, findmesh.health.value.queue.reports)
    }

    @Test
    fun whoGoesNowhereHasNoPlaces() {
        begin()
        world.place(LATITUDE, LONGITUDE)
        world.hearTag()
        world.until("it is reported") { findmesh.health.value.queue.reports == 1 }
        assertEquals("a moment makes no place one's own", emptyList<FamiliarPlace>(), world.run { myData.familiarPlaces.first() })
    }

    @Test
    fun everythingIsTakenAlong() {
        putHome()
        val files = exported()
        assertEquals(setOf("data.json", "index.html"), files.keys)
        assertTrue(files.values.all { "my little home" in it })
    }

    @Test
    fun everythingIsErasedAndThatIsShown() {
        putHome()
        waitForAPlace()
        val proof = world.run { myData.erase() }
        assertTrue("$proof", proof.holds && proof.foundBefore > 0 && proof.foundAfter == 0L)
        assertEquals(emptySet<Purpose>(), findmesh.consent.grants.value)
        assertEquals(emptyList<PrivateZone>(), finder.privateZones.all.value)
        world.until("it is off") { finder.state.value == FinderState.Off && findmesh.health.value.queue.pending == 0 }
        assertTrue(world.run { findmesh.consent.ledger() }.isEmpty())
        assertFalse(exported().values.any { "my little home" in it })
    }

    /** Waits for a place, which the zone would forbid. */
    private fun waitForAPlace() {
        begin()
        world.hearTag()
        world.until("it waits") { findmesh.health.value.queue.pending == 1 }
    }

    @Test
    fun keysAreRenewed() {
        agree()
        assertTrue(world.run { myData.renewKeys() })
        assertEquals(1, world.run { findmesh.consent.ledger() }.size)
    }

    @Test
    fun diagnosticsHoldNoPlacesAndLeaveWithConsentOnly() {
        putHome()
        assertFalse("my little home" in world.run { myData.diagnostics() })
        assertEquals(Purpose.DIAGNOSTICS, refused<FindmeshException.ConsentMissing> { myData.diagnosticsToSend() }.purpose)
        world.run { findmesh.consent.grant(Purpose.DIAGNOSTICS, "1", Locale.UK, "test") }
        assertTrue("findmesh-diagnostics-1" in world.run { myData.diagnosticsToSend() })
    }
}
