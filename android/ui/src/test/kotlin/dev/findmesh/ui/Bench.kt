package dev.findmesh.ui

import dev.findmesh.Feature
import dev.findmesh.Findmesh
import dev.findmesh.ui.host.Effect
import dev.findmesh.ui.host.Machine
import dev.findmesh.ui.host.Wiring
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import org.junit.rules.ExternalResource
import java.time.Instant
import java.util.Locale

/** A machine at work without Android: somebody looks at its state, and its orders are noted. */
class Bench : ExternalResource() {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Unconfined)
    internal val effects = mutableListOf<Effect>()

    internal fun wiring(
        findmesh: Findmesh,
        now: () -> Instant,
        screens: Set<ScreenId> = ScreenId.entries.toSet(),
        language: Locale = Locale.ENGLISH,
    ): Wiring = Wiring(findmesh, scope, scope, now, apiLevel = 34, Feature.FINDING, language, screens)

    internal fun <S : Any, M : Machine<S>> watch(machine: M): M {
        scope.launch { machine.state.collect { } }
        scope.launch { machine.effects.collect { effects += it } }
        return machine
    }

    override fun after(): Unit = scope.cancel()
}
