package dev.findmesh.ui.status

import dev.findmesh.Decision
import dev.findmesh.FindmeshException
import dev.findmesh.Participation
import dev.findmesh.Purpose
import dev.findmesh.ui.HealthUi
import dev.findmesh.ui.HealthUi.Mood
import dev.findmesh.ui.ReasonUi
import dev.findmesh.ui.ReasonUi.Remedy
import dev.findmesh.ui.ScreenId
import dev.findmesh.ui.healthUi
import dev.findmesh.ui.host.Effect
import dev.findmesh.ui.host.Failure
import dev.findmesh.ui.host.Machine
import dev.findmesh.ui.host.Wiring
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onStart
import kotlinx.coroutines.flow.stateIn
import java.time.Instant

/**
 * What the status screen shows.
 *
 * @property health null until the library said something.
 * @property agreed since when the person takes part.
 * @property links other screens to go to.
 * @property busy something that was tapped is being done.
 */
internal data class StatusUi(
    val health: HealthUi?,
    val agreed: Instant?,
    val now: Instant,
    val links: List<ScreenId>,
    val busy: Boolean,
    val failure: Failure?,
)

/** The status screen without Android. */
internal class StatusMachine(private val wiring: Wiring) : Machine<StatusUi>() {
    private val findmesh = wiring.findmesh
    private val links = ScreenId.entries.filter { it in wiring.screens && it !in UNLINKED }

    @Volatile
    private var wished = false
    private val empty = StatusUi(null, null, wiring.clock(), links, busy = false, failure = null)

    override val state: StateFlow<StatusUi> =
        combine(findmesh.healthUi(), agreedSince(), wiring.now, wiring.busy, wiring.failure) { health, agreed, now, busy, failure ->
            StatusUi(health, agreed.takeIf { health.mood != Mood.NOT_ASKED }, now, links, busy, failure)
        }.stateIn(wiring.scope, SharingStarted.WhileSubscribed(), empty)

    /** The one button of the header. */
    fun tapMain() {
        val health = state.value.health ?: return
        when (health.mood) {
            Mood.NOT_ASKED -> order(Effect.Go(ScreenId.ONBOARDING))
            Mood.PAUSED -> resume()
            else -> health.first?.let(::tap)
        }
    }

    /** The button of a reason. */
    fun tap(reason: ReasonUi) {
        when (reason.remedy) {
            Remedy.ALLOW -> order(Effect.Ask(wiring.feature))

            Remedy.CHOOSE_PLACES -> choosePlaces()

            Remedy.SETTINGS -> when {
                reason.hasSteps && ScreenId.MAKER in wiring.screens -> go(ScreenId.MAKER)
                else -> reason.fix?.let { order(Effect.Open(it)) }
            }
        }
    }

    /** The places went with their key: the person sees that where they are set; without that screen a tap confirms. */
    private fun choosePlaces() {
        if (ScreenId.PRIVACY in wiring.screens) return order(Effect.Go(ScreenId.PRIVACY))
        wiring.attempt { findmesh.finder.setParticipation(findmesh.finder.participation.value) }
    }

    /** Rests until [resume]. */
    fun pause(): Unit = wiring.attempt { findmesh.finder.disable() }

    /** The person wished to go on, and was asked for what that takes. */
    override fun asked(usable: Boolean) {
        if (usable && wished) wiring.attempt { findmesh.finder.enable() }
        wished = false
    }

    private fun resume() = wiring.attempt {
        if (findmesh.finder.participation.value == Participation.OFF) {
            findmesh.finder.setParticipation(Participation.AWAY_FROM_MY_PLACES)
        }
        try {
            findmesh.finder.enable()
        } catch (_: FindmeshException.PermissionMissing) {
            wished = true
            order(Effect.Ask(wiring.feature))
        }
    }

    fun go(screen: ScreenId): Unit = order(Effect.Go(screen))

    /** The last agreement that was not taken back; null while the ledger cannot be read. */
    private fun agreedSince(): Flow<Instant?> = findmesh.consent.grants.map { grants ->
        if (Purpose.CROWD_REPORTING !in grants) return@map null
        try {
            findmesh.consent.ledger()
                .lastOrNull { it.purpose == Purpose.CROWD_REPORTING && it.decision == Decision.GRANTED }?.time
        } catch (_: FindmeshException) {
            null
        }
    }.onStart { emit(null) }

    private companion object {
        /** Where one comes from, what is asked once, and what is about one thing. */
        val UNLINKED = setOf(ScreenId.STATUS, ScreenId.ONBOARDING, ScreenId.TAG)
    }
}
