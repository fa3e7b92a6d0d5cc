package dev.findmesh.testing.contract

import dev.findmesh.PhoneSwitch.Kind
import dev.findmesh.PhoneSwitch.State
import kotlinx.coroutines.flow.first
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

/** What the interfaces promise, whoever implements them: the phone's switches. */
abstract class SwitchesContract : MyDataContract() {
    private val switches get() = findmesh.switches

    private fun state(kind: Kind) = world.run { switches.observe().first() }.single { it.kind == kind }.state

    @Test
    fun whatThePhoneTellsCountsWhateverAPersonSays() {
        world.exempt(false)
        assertEquals(State.NOT_SET, state(Kind.BATTERY_OPTIMISATION))
        world.run { switches.confirm(Kind.BATTERY_OPTIMISATION, done = true) }
        assertEquals(State.NOT_SET, state(Kind.BATTERY_OPTIMISATION))
        world.exempt(true)
        assertEquals(State.SET, state(Kind.BATTERY_OPTIMISATION))
        assertTrue(switches.check().single { it.kind == Kind.BATTERY_OPTIMISATION }.done)
    }

    @Test
    fun whatAPersonSaysIsRememberedAndCanBeTakenBack() {
        world.makersPhone()
        assertEquals(State.UNKNOWN, state(Kind.RECENT_APPS))
        world.run { switches.confirm(Kind.RECENT_APPS, done = true) }
        assertEquals(State.CONFIRMED, state(Kind.RECENT_APPS))
        world.run { switches.confirm(Kind.RECENT_APPS, done = false) }
        assertEquals(State.UNKNOWN, state(Kind.RECENT_APPS))
    }
}
