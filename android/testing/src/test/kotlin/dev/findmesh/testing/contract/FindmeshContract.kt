package dev.findmesh.testing.contract

import dev.findmesh.Decision
import dev.findmesh.Feature
import dev.findmesh.FinderState
import dev.findmesh.FindmeshException
import dev.findmesh.Participation
import dev.findmesh.PrivateZone
import dev.findmesh.Purpose
import dev.findmesh.ScanPermit
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import java.util.Locale
import java.util.UUID

/** What the interfaces promise, whoever implements them: finder and consent. */
abstract class FindmeshContract {
    protected abstract val world: ContractWorld
    protected val findmesh get() = world.findmesh
    protected val finder get() = findmesh.finder

    protected fun agree() = world.run { findmesh.consent.grant(Purpose.CROWD_REPORTING, "7", Locale.UK, "test") }

    protected fun begin() {
        agree()
        world.run { finder.enable() }
        world.until("it listens") { finder.state.value is FinderState.Listening }
    }

    protected fun queueOne() {
        begin()
        world.place(LATITUDE, LONGITUDE)
        world.hearTag()
        world.until("it is queued") { findmesh.health.value.queue.reports == 1 }
    }

    protected inline fun <reified E : Throwable> refused(noinline work: suspend () -> Unit): E =
        assertThrows(E::class.java) { world.run { work() } }

    @Test
    fun withoutConsentNothingBegins() {
        assertEquals(Purpose.CROWD_REPORTING, refused<FindmeshException.ConsentMissing> { finder.enable() }.purpose)
        assertEquals(FinderState.Off, finder.state.value)
    }

    @Test
    fun aMissingPermissionIsNamed() {
        agree()
        val name = world.deny()
        assertTrue(name in refused<FindmeshException.PermissionMissing> { finder.enable() }.permissions)
    }

    @Test
    fun whatIsMissingIsListedToBeAskedFor() {
        assertTrue(findmesh.permissions.check(Feature.FINDING).none { it.required })
        val name = world.deny()
        assertTrue(findmesh.permissions.check(Feature.FINDING).any { it.required && name in it.permissions })
    }

    @Test
    fun aPhoneWithoutBluetoothIsToldSo() {
        agree()
        world.noBluetooth()
        refused<FindmeshException.BluetoothUnavailable> { finder.enable() }
    }

    @Test
    fun anAgreedFinderListens() {
        begin()
        assertNull(findmesh.health.value.blocking)
        world.run { finder.enable() }
        world.run { finder.disable() }
        world.until("it is off") { finder.state.value == FinderState.Off }
    }

    @Test
    fun whatStopsItIsSaidAndGoes() {
        begin()
        world.bluetooth(false)
        world.until("it says why") { finder.state.value == FinderState.Blocked("bluetooth_off") }
        assertEquals("bluetooth_off", findmesh.health.value.blocking!!.code)
        world.bluetooth(true)
        world.advance(A_MOMENT_SECONDS)
        world.until("it listens again") { finder.state.value is FinderState.Listening }
    }

    @Test
    fun decisionsAreWrittenDown() {
        agree()
        assertEquals(setOf(Purpose.CROWD_REPORTING), findmesh.consent.grants.value)
        world.run { findmesh.consent.withdraw(Purpose.CROWD_REPORTING) }
        assertEquals(emptySet<Purpose>(), findmesh.consent.grants.value)
        val ledger = world.run { findmesh.consent.ledger() }
        assertEquals(listOf(Decision.GRANTED, Decision.WITHDRAWN), ledger.map { it.decision })
        assertEquals(listOf("7", "en-GB", "test"), ledger.first().run { listOf(textVersion, locale, how) })
    }

    @Test
    fun withdrawalStopsAndErases() {
        queueOne()
        world.run { findmesh.consent.withdraw(Purpose.CROWD_REPORTING) }
        world.until("nothing is left") { findmesh.health.value.queue.reports == 0 && finder.state.value !is FinderState.Listening }
    }

    @Test
    fun aReportWaitsForItsOwnDelayAndLeaves() {
        world.relayAnswers(NO_CONTENT)
        queueOne()
        assertEquals(0, world.run { finder.uploadNow() }.sent)
        world.advance(HALF_AN_HOUR)
        val result = world.run { finder.uploadNow() }
        assertEquals(listOf(1, 1, 0), listOf(result.sent, result.accepted, result.remaining))
    }

    @Test
    fun aRelayThatRefusesIsToldAndNothingIsLost() {
        world.relayAnswers(UNAVAILABLE)
        queueOne()
        world.advance(HALF_AN_HOUR)
        assertEquals(UNAVAILABLE, refused<FindmeshException.RelayFailed> { finder.uploadNow() }.status)
        world.until("health says so") { findmesh.health.value.reasons.any { it.code == "relay_unreachable" } }
        assertEquals(1, findmesh.health.value.queue.reports)
    }

    @Test
    fun whoDoesNotTakePartReportsNothing() {
        assertEquals(Participation.AWAY_FROM_MY_PLACES, finder.participation.value)
        begin()
        world.run { finder.setParticipation(Participation.OFF) }
        assertEquals(Participation.OFF, finder.participation.value)
        world.until("it rests") { finder.state.value == FinderState.Blocked("paused_by_user") }
        world.run { finder.setParticipation(Participation.EVERYWHERE) }
        world.advance(A_MOMENT_SECONDS)
        world.until("it listens") { finder.state.value is FinderState.Listening }
    }

    @Test
    fun zonesAreSetChangedAndRemoved() {
        val zone = PrivateZone(LATITUDE, LONGITUDE, RADIUS, "home")
        world.run { finder.privateZones.put(zone) }
        assertEquals(listOf(zone), finder.privateZones.all.value)
        val larger = PrivateZone(LATITUDE, LONGITUDE, 2 * RADIUS, "home and garden", zone.id)
        world.run { finder.privateZones.put(larger) }
        assertEquals(listOf(larger), finder.privateZones.all.value)
        world.run { finder.privateZones.remove(UUID.randomUUID()) }
        world.run { finder.privateZones.remove(zone.id) }
        assertEquals(emptyList<PrivateZone>(), finder.privateZones.all.value)
    }

    @Test
    fun thereAreOnlySoManyZones() {
        repeat(PrivateZone.MOST) { world.run { finder.privateZones.put(PrivateZone(0.0, it.toDouble(), RADIUS, "zone $it")) } }
        refused<IllegalArgumentException> { finder.privateZones.put(PrivateZone(1.0, 1.0, RADIUS, "one more")) }
        assertEquals(PrivateZone.MOST, finder.privateZones.all.value.size)
    }

    @Test
    fun aHostThatScansAsksFirst() {
        repeat(3) { assertEquals(ScanPermit.Granted, world.run { finder.reserveScanStart() }) }
        val later = world.run { finder.reserveScanStart() } as ScanPermit.RetryAt
        assertTrue(later.elapsedRealtimeMillis > 0)
        world.advance(QUOTA_SECONDS)
        assertEquals(ScanPermit.Granted, world.run { finder.reserveScanStart() })
    }

    @Test
    fun afterShutdownThereIsNothing() {
        agree()
        val gone = findmesh
        world.run { gone.shutdown() }
        refused<FindmeshException.ShutDown> { gone.finder.disable() }
        world.run { gone.shutdown() }
    }

    companion object {
        const val LATITUDE: Double = 52.3731
        const val LONGITUDE: Double = 4.8922
        const val RADIUS: Double = 150.0
        private const val NO_CONTENT = 204
        private const val UNAVAILABLE = 503
        private const val HALF_AN_HOUR = 31 * 60L
        private const val QUOTA_SECONDS = 31L
        private const val A_MOMENT_SECONDS = 60L
    }
}
