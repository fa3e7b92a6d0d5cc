package dev.findmesh.ui.maker

import dev.findmesh.PhoneSwitch
import dev.findmesh.PhoneSwitch.Kind
import dev.findmesh.ui.host.Effect
import dev.findmesh.ui.host.Failure
import dev.findmesh.ui.host.Machine
import dev.findmesh.ui.host.Wiring
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.stateIn

/**
 * What the screen of the phone's switches shows.
 *
 * @property steps in the order to go through them; null until they were looked at.
 */
internal data class MakerUi(val steps: List<PhoneSwitch>?, val busy: Boolean, val failure: Failure?) {
    /** This phone's maker added switches that we know of. */
    val known: Boolean get() = steps.orEmpty().any { it.kind != Kind.BATTERY_OPTIMISATION }

    /** Steps that are done, as far as anybody knows. */
    val done: Int get() = steps.orEmpty().count { it.done }

    /** All of them. */
    val complete: Boolean get() = steps?.all { it.done } == true
}

/** The screen of the phone's switches without Android. What a person says is kept by the library. */
internal class MakerMachine(private val wiring: Wiring) : Machine<MakerUi>() {
    private val switches = wiring.findmesh.switches

    override val state: StateFlow<MakerUi> = combine(switches.observe(), wiring.busy, wiring.failure, ::MakerUi)
        .stateIn(wiring.scope, SharingStarted.WhileSubscribed(), MakerUi(null, busy = false, failure = null))

    /** Opens the page where the switch is. */
    fun open(step: PhoneSwitch): Unit = order(Effect.Open(step.fix))

    /** The person has set it, or has not after all. */
    fun confirm(step: PhoneSwitch, done: Boolean): Unit = wiring.attempt { switches.confirm(step.kind, done) }
}
