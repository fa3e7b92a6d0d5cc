package dev.findmesh.ui.permissions

import dev.findmesh.Feature
import dev.findmesh.Findmesh
import dev.findmesh.PermissionGate
import dev.findmesh.PermissionStep
import dev.findmesh.PermissionStep.Ask
import dev.findmesh.PermissionStep.Kind
import dev.findmesh.testing.FakeFindmesh
import dev.findmesh.ui.Bench
import dev.findmesh.ui.host.Effect
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test

/** The permissions screen without Android. */
class PermissionsMachineTest {
    @get:Rule
    val bench = Bench()

    private val nearby = PermissionStep(Kind.NEARBY_DEVICES, listOf("scan"), required = true, Ask.DIALOG)
    private val background = PermissionStep(Kind.BACKGROUND_LOCATION, listOf("background"), required = false, Ask.SETTINGS)
    private val gate = Gate(nearby, background)
    private val fake = FakeFindmesh()
    private val findmesh = object : Findmesh by fake {
        override val permissions: PermissionGate = gate
    }
    private val machine by lazy { bench.watch(PermissionsMachine(bench.wiring(findmesh, fake::now))) }
    private val ui get() = machine.state.value

    @Test
    fun nothingIsSaidBeforeItIsKnown(): Unit = assertEquals(
        null,
        PermissionsMachine(bench.wiring(findmesh, fake::now)).state.value.permissions,
    )

    @Test
    fun whatIsGrantedStandsBesideWhatIsNot() {
        val steps = machine.state.value.permissions!!.steps
        assertEquals(listOf(Kind.NEARBY_DEVICES, Kind.LOCATION, Kind.BACKGROUND_LOCATION), steps.map { it.kind })
        assertEquals(listOf(nearby, null, background), steps.map { it.missing })
    }

    @Test
    fun oneTapAsksForAllThatThePlatformAsksFor() {
        assertTrue(machine.state.value.asks)
        machine.allow()
        assertEquals(listOf(Effect.Ask(Feature.FINDING)), bench.effects)
        gate.missing.value = listOf(background)
        assertFalse("a dialog would ask nothing", ui.asks)
        gate.missing.value = emptyList()
        assertTrue(ui.permissions!!.complete)
    }

    @Test
    fun whatThePlatformAsksForNoMoreIsInTheSettings() {
        machine.open(background)
        assertEquals(listOf(Effect.Open(ByHand(background))), bench.effects)
    }
}
