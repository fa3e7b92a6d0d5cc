package dev.findmesh.ui.maker

import dev.findmesh.FindmeshException
import dev.findmesh.PhoneSwitch
import dev.findmesh.PhoneSwitch.Kind
import dev.findmesh.PhoneSwitch.State
import dev.findmesh.testing.FakeFindmesh
import dev.findmesh.ui.Bench
import dev.findmesh.ui.host.Effect
import dev.findmesh.ui.host.Failure
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test

/** The screen of the phone's switches without Android. */
class MakerMachineTest {
    @get:Rule
    val bench = Bench()

    private val findmesh = FakeFindmesh()
    private val machine by lazy { open() }
    private val ui get() = machine.state.value

    private fun open() = bench.watch(MakerMachine(bench.wiring(findmesh, findmesh::now)))

    private fun xiaomi(autostart: State) {
        val others = listOf(PhoneSwitch(Kind.RECENT_APPS, State.UNKNOWN), PhoneSwitch(Kind.BATTERY_OPTIMISATION, State.SET))
        findmesh.phone.switches = listOf(PhoneSwitch(Kind.AUTOSTART, autostart)) + others
    }

    private fun step(kind: Kind) = ui.steps!!.single { it.kind == kind }

    @Test
    fun ofAnUnknownMakerNothingIsClaimed() {
        assertFalse(ui.known)
        assertFalse(ui.complete)
        findmesh.phone.switches = listOf(PhoneSwitch(Kind.BATTERY_OPTIMISATION, State.SET))
        assertFalse(ui.known)
        assertTrue(ui.complete)
    }

    @Test
    fun stepByStepUntilAllAreDone() {
        xiaomi(State.UNKNOWN)
        assertTrue(ui.known)
        assertEquals(1, ui.done)
        machine.confirm(step(Kind.AUTOSTART), done = true)
        machine.confirm(step(Kind.RECENT_APPS), done = true)
        assertTrue(ui.complete)
        machine.confirm(step(Kind.RECENT_APPS), done = false)
        assertEquals(State.UNKNOWN, step(Kind.RECENT_APPS).state)
        assertFalse(ui.complete)
    }

    @Test
    fun whatThePhoneSaysCounts() {
        xiaomi(State.UNKNOWN)
        machine.confirm(step(Kind.AUTOSTART), done = true)
        xiaomi(State.NOT_SET)
        assertEquals(State.NOT_SET, step(Kind.AUTOSTART).state)
    }

    @Test
    fun whatWasSaidOutlivesTheScreen() {
        xiaomi(State.UNKNOWN)
        machine.confirm(step(Kind.AUTOSTART), done = true)
        assertEquals(State.CONFIRMED, open().state.value.steps!!.first().state)
    }

    @Test
    fun aStepLeadsToItsPage() {
        machine.open(step(Kind.BATTERY_OPTIMISATION))
        assertTrue(bench.effects.single() is Effect.Open)
    }

    @Test
    fun whatFailsIsSaid() {
        xiaomi(State.UNKNOWN)
        findmesh.failNext(FindmeshException.StorageFailed("disk_full", null))
        machine.confirm(step(Kind.AUTOSTART), done = true)
        assertEquals(Failure.STORAGE to State.UNKNOWN, ui.failure to step(Kind.AUTOSTART).state)
        machine.confirm(step(Kind.AUTOSTART), done = true)
        assertNull(ui.failure)
    }
}
