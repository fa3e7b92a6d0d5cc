package dev.findmesh.testing

import dev.findmesh.PhoneSwitch
import dev.findmesh.PhoneSwitch.State
import dev.findmesh.PhoneSwitches
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.map

/** Switches as [FakePhone.switches] has them; what a person says counts where the phone does not tell. */
internal class FakeSwitches(private val world: FakeWorld) : PhoneSwitches {
    override fun check(): List<PhoneSwitch> = world.read {
        switches.map { if (it.state == State.UNKNOWN && it.kind in confirmed) PhoneSwitch(it.kind, State.CONFIRMED) else it }
    }

    override fun observe(): Flow<List<PhoneSwitch>> = world.health.map { check() }.distinctUntilChanged()

    override suspend fun confirm(kind: PhoneSwitch.Kind, done: Boolean) {
        world.called()
        world.change { if (done) confirmed += kind else confirmed -= kind }
    }
}
