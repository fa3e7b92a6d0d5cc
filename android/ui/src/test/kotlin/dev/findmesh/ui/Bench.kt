package dev.findmesh.ui

import dev.findmesh.Feature
import dev.findmesh.Findmesh
import dev.findmesh.gatt.SoundEvent
import dev.findmesh.ui.around.Surroundings
import dev.findmesh.ui.host.Effect
import dev.findmesh.ui.host.Machine
import dev.findmesh.ui.host.Wiring
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.emptyFlow
import kotlinx.coroutines.launch
import org.junit.rules.ExternalResource
import java.io.InputStream
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
        about: String? = null,
        surroundings: Surroundings = surroundings(findmesh, now),
        sounds: (String) -> Flow<SoundEvent> = { emptyFlow() },
        notices: () -> InputStream = { InputStream.nullInputStream() },
    ): Wiring = Wiring(
        findmesh,
        scope,
        scope,
        now,
        apiLevel = 34,
        Feature.FINDING,
        language,
        screens,
        about,
        surroundings,
        sounds,
        Dispatchers.Unconfined,
        notices,
    )

    /** A page that can be left for good. */
    internal fun page(findmesh: Findmesh, now: () -> Instant, about: String?, sounds: (String) -> Flow<SoundEvent>): Wiring {
        val own = CoroutineScope(SupervisorJob() + Dispatchers.Unconfined)
        val screens = ScreenId.entries.toSet()
        val around = surroundings(findmesh, now)
        val nothing = { InputStream.nullInputStream() }
        val reading = Dispatchers.Unconfined
        return Wiring(findmesh, own, scope, now, 34, Feature.FINDING, Locale.ENGLISH, screens, about, around, sounds, reading, nothing)
    }

    /** What is around, told anew at each [beat]. */
    internal fun surroundings(findmesh: Findmesh, now: () -> Instant): Surroundings = Surroundings(findmesh, scope, now, beats, linger = 0)

    private val beats = MutableSharedFlow<Unit>(extraBufferCapacity = 1)

    /** A second is over. */
    fun beat() {
        check(beats.tryEmit(Unit))
    }

    private val watches = mutableListOf<Job>()

    internal fun <S : Any, M : Machine<S>> watch(machine: M): M {
        watches += scope.launch { machine.state.collect { } }
        scope.launch { machine.effects.collect { effects += it } }
        return machine
    }

    /** Nobody looks any more. */
    fun lookAway(): Unit = watches.forEach { it.cancel() }

    override fun after(): Unit = scope.cancel()
}
