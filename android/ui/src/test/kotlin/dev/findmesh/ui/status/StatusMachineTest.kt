package dev.findmesh.ui.status

import dev.findmesh.FinderState
import dev.findmesh.FindmeshException
import dev.findmesh.Fix
import dev.findmesh.Participation
import dev.findmesh.Purpose
import dev.findmesh.Reason
import dev.findmesh.Severity
import dev.findmesh.testing.FakeFindmesh
import dev.findmesh.testing.FakePhone
import dev.findmesh.ui.Bench
import dev.findmesh.ui.HealthUi.Mood
import dev.findmesh.ui.ScreenId
import dev.findmesh.ui.host.Effect
import dev.findmesh.ui.host.Failure
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import java.time.Duration
import java.util.Locale

/** The status screen without Android. */
class StatusMachineTest {
    @get:Rule
    val bench = Bench()

    private val findmesh = FakeFindmesh()
    private val machine by lazy { bench.watch(StatusMachine(bench.wiring(findmesh, findmesh::now))) }
    private val ui get() = machine.state.value

    private fun agree() = runBlocking { findmesh.consent.grant(Purpose.CROWD_REPORTING, "1", Locale.ENGLISH, "test") }

    private fun begin() = runBlocking {
        agree()
        findmesh.finder.enable()
    }

    @Test
    fun whoWasNotAskedIsLedToTheQuestion() {
        machine.tapMain()
        assertEquals(Mood.NOT_ASKED, ui.health?.mood)
        assertEquals(listOf(Effect.Go(ScreenId.ONBOARDING)), bench.effects)
    }

    @Test
    fun itSaysSinceWhenThePersonTakesPart() {
        val then = findmesh.now
        begin()
        findmesh.advance(Duration.ofDays(3))
        assertEquals(then, ui.agreed)
        runBlocking { findmesh.consent.withdraw(Purpose.CROWD_REPORTING) }
        assertNull(ui.agreed)
    }

    @Test
    fun pauseAndBack() {
        begin()
        machine.pause()
        assertEquals(FinderState.Off, findmesh.finder.state.value)
        assertEquals(Mood.PAUSED, ui.health?.mood)
        machine.tapMain()
        assertEquals(Mood.HELPING, ui.health?.mood)
    }

    @Test
    fun whoTookPartNowhereTakesPartAgainAwayFromTheirPlaces() {
        begin()
        runBlocking { findmesh.finder.setParticipation(Participation.OFF) }
        machine.tapMain()
        assertEquals(Participation.AWAY_FROM_MY_PLACES, findmesh.finder.participation.value)
        assertEquals(Mood.HELPING, ui.health?.mood)
    }

    @Test
    fun whatIsMissingIsAskedForBeforeItGoesOn() {
        begin()
        machine.pause()
        findmesh.phone.missingPermissions = listOf("android.permission.BLUETOOTH_SCAN")
        machine.tapMain()
        assertEquals(1, bench.effects.filterIsInstance<Effect.Ask>().size)
        assertNull("asking is no failure", ui.failure)
        findmesh.phone.missingPermissions = emptyList()
        machine.asked(usable = true)
        assertEquals(Mood.HELPING, ui.health?.mood)
    }

    @Test
    fun aReasonLeadsToItsSettings() {
        begin()
        findmesh.phone.bluetooth = FakePhone.Bluetooth.OFF
        assertEquals("bluetooth_off", ui.health?.first?.code)
        machine.tapMain()
        assertTrue(bench.effects.single() is Effect.Open)
    }

    @Test
    fun whatTakesSeveralSwitchesLeadsToTheSteps() {
        begin()
        val code = "oem_battery_saver"
        findmesh.phone.reasons = listOf(Reason(code, Severity.DEGRADING, findmesh.now, Fix.of(code), emptyMap()))
        machine.tap(ui.health!!.others.single())
        assertEquals(listOf(Effect.Go(ScreenId.MAKER)), bench.effects)
        val alone = bench.watch(StatusMachine(bench.wiring(findmesh, findmesh::now, setOf(ScreenId.STATUS))))
        alone.tap(alone.state.value.health!!.others.single())
        assertTrue("without that screen to the settings", bench.effects.last() is Effect.Open)
    }

    @Test
    fun whatFailsIsSaidUntilTheNextTap() {
        begin()
        machine.pause()
        findmesh.failNext(FindmeshException.StorageFailed("disk_full", null))
        machine.tapMain()
        assertEquals(Failure.STORAGE, ui.failure)
        assertFalse(ui.busy)
        machine.tapMain()
        assertNull(ui.failure)
    }

    @Test
    fun lostPlacesLeadToWhereTheyAreSet() {
        begin()
        findmesh.phone.reasons = listOf(Reason("vault_lost", Severity.BLOCKING, findmesh.now, null, emptyMap()))
        machine.tapMain()
        assertEquals(listOf(Effect.Go(ScreenId.PRIVACY)), bench.effects)
    }

    @Test
    fun screensThatTheHostLeftOutAreNotLinked() {
        val alone = bench.watch(StatusMachine(bench.wiring(findmesh, findmesh::now, setOf(ScreenId.STATUS))))
        assertEquals(emptyList<ScreenId>(), alone.state.value.links)
    }
}
