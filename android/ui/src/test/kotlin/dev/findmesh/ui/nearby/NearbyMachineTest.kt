package dev.findmesh.ui.nearby

import dev.findmesh.Feature
import dev.findmesh.FindmeshException
import dev.findmesh.Fix
import dev.findmesh.Reason
import dev.findmesh.Severity
import dev.findmesh.testing.FakeFindmesh
import dev.findmesh.testing.FakePhone
import dev.findmesh.testing.FakeSightings
import dev.findmesh.ui.Bench
import dev.findmesh.ui.ScreenId
import dev.findmesh.ui.host.Effect
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import java.time.Duration

/** The screen of what is around without Android. */
class NearbyMachineTest {
    @get:Rule
    val bench = Bench()

    private val findmesh = FakeFindmesh()
    private val machine by lazy { bench.watch(NearbyMachine(bench.wiring(findmesh, findmesh::now))) }
    private val ui get() = machine.state.value

    private fun pass(seconds: Long) {
        findmesh.advance(Duration.ofSeconds(seconds))
        bench.beat()
    }

    private fun hear(address: String = "C0:00:00:00:00:01", rssi: Int = -60) =
        findmesh.hear(FakeSightings.separated(findmesh.now, address, rssi))

    @Test
    fun firstItListensAndThenItSaysThatNothingIsThere() {
        assertEquals(NearbyPhase.STARTING, ui.phase)
        pass(seconds = 5)
        assertEquals(NearbyPhase.STARTING, ui.phase)
        pass(seconds = 1)
        assertEquals(NearbyPhase.EMPTY, ui.phase)
        hear()
        assertEquals("at once", NearbyPhase.HEARD, ui.phase)
        pass(seconds = 60)
        assertEquals(NearbyPhase.EMPTY, ui.phase)
    }

    @Test
    fun itListensOnlyWhileSomebodyLooks() {
        assertEquals(NearbyPhase.STARTING, ui.phase)
        assertEquals(1, findmesh.nearbyScans)
        bench.lookAway()
        assertEquals(0, findmesh.nearbyScans)
    }

    @Test
    fun twoScreensListenOnce() {
        val wiring = bench.wiring(findmesh, findmesh::now)
        repeat(2) { bench.watch(NearbyMachine(wiring)) }
        assertEquals(1, findmesh.nearbyScans)
    }

    @Test
    fun strengthsAreToldAtTheBeatAndNotBefore() {
        assertEquals(0, ui.count)
        hear(rssi = -60)
        hear(rssi = -90)
        assertEquals(-60, ui.groups.single().second.single().strength)
        pass(seconds = 1)
        assertEquals(-69, ui.groups.single().second.single().strength)
    }

    @Test
    fun aRowLeadsToItsTag() {
        assertEquals(0, ui.count)
        hear()
        machine.open(ui.groups.single().second.single())
        assertEquals(listOf(Effect.Go(ScreenId.TAG, "C0:00:00:00:00:01")), bench.effects)
        assertTrue(ui.opens)
        val alone = bench.watch(NearbyMachine(bench.wiring(findmesh, findmesh::now, setOf(ScreenId.NEARBY))))
        assertFalse("the host left the page out", alone.state.value.opens)
    }

    @Test
    fun aRadioThatIsOffIsSaidAndListenedToOnceItIsBack() {
        assertEquals(NearbyPhase.STARTING, ui.phase)
        findmesh.phone.bluetooth = FakePhone.Bluetooth.OFF
        assertEquals("bluetooth_off", ui.blocked?.code)
        machine.tap(ui.blocked!!)
        assertTrue(bench.effects.single() is Effect.Open)
        findmesh.phone.bluetooth = FakePhone.Bluetooth.ON
        assertNull(ui.blocked)
        assertEquals(1, findmesh.nearbyScans)
    }

    @Test
    fun aPhoneWithoutARadioIsNotToldToTurnItOn() {
        findmesh.phone.bluetooth = FakePhone.Bluetooth.UNSUPPORTED
        assertEquals("bluetooth_unsupported", ui.blocked?.code)
    }

    @Test
    fun whatIsMissingIsAskedFor() {
        findmesh.phone.missingPermissions = listOf("android.permission.BLUETOOTH_SCAN")
        assertEquals(NearbyPhase.BLOCKED, ui.phase)
        machine.tap(ui.blocked!!)
        assertEquals(listOf(Effect.Ask(Feature.NEARBY)), bench.effects)
        findmesh.phone.missingPermissions = emptyList()
        assertEquals(NearbyPhase.STARTING, ui.phase)
    }

    @Test
    fun aFaultIsTriedAgainOnlyWhenAsked() {
        findmesh.failNext(FindmeshException.ScanRefused(2))
        assertEquals("scan_failed", ui.blocked?.code)
        findmesh.advance(Duration.ofMinutes(1))
        assertEquals(0, findmesh.nearbyScans)
        machine.retry()
        assertNull(ui.blocked)
        assertEquals(1, findmesh.nearbyScans)
    }

    @Test
    fun whyLessIsHeardIsSaid() {
        val code = "location_services_off"
        findmesh.phone.reasons = listOf(Reason(code, Severity.DEGRADING, findmesh.now, Fix.of(code), emptyMap()))
        assertEquals(code, ui.degraded?.code)
        assertEquals("and it listens", NearbyPhase.STARTING, ui.phase)
    }
}
