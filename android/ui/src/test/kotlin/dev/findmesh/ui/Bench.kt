package dev.findmesh.ui

import dev.findmesh.Feature
import dev.findmesh.Findmesh
import dev.findmesh.gatt.SoundEvent
import dev.findmesh.ui.around.Surroundings
import dev.findmesh.ui.host.Effect
import dev.findmesh.ui.host.Machine
import dev.findmesh.ui.host.Wiring
import dev.findmesh.ui.tag.Ringers
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
        page: CoroutineScope = scope,
        surroundings: Surroundings = surroundings(findmesh, now),
        ringers: Ringers = ringers(),
        sounds: (String) -> Flow<SoundEvent> = { emptyFlow() },
        notices: () -> InputStream = { InputStream.nullInputStream() },
    ): Wiring = Wiring(
        findmesh,
        page,
        scope,
        now,
        apiLevel = 34,
        Feature.FINDING,
        language,
        screens,
        about,
        surroundings,
        ringers,
        sounds,
        Dispatchers.Unconfined,
        notices,
    )

    /** What ends with a page that is left for good, or made anew by a rotation. */
    internal fun page(): CoroutineScope = CoroutineScope(SupervisorJob() + Dispatchers.Unconfined)

    /** Sounds over all pages. @param linger how long they are kept for a page that may come back; here not at all. */
    internal fun ringers(linger: suspend () -> Unit = {}): Ringers = Ringers(scope, linger)

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
