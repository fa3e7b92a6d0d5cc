package dev.findmesh.ui

import dev.findmesh.FinderState
import dev.findmesh.Findmesh
import dev.findmesh.Health
import dev.findmesh.Participation
import dev.findmesh.Purpose
import dev.findmesh.Reason
import dev.findmesh.Severity
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.distinctUntilChanged
import java.time.Instant

/**
 * What a status screen says, as plain values: for hosts that draw with their own toolkit.
 *
 * @property mood the one thing to say first.
 * @property first the reason behind [mood], where there is one.
 * @property others everything else that stands in the way, worst first.
 * @property lastListen when somebody last listened.
 * @property lastHeard when a tag was last heard.
 * @property lastSent when a report was last sent.
 * @property heardToday tags heard this UTC day; one that changed its key counts twice.
 * @property reportedToday reports made this UTC day.
 * @property waiting reports, and sightings that may become one, which were not sent yet.
 */
public class HealthUi(
    public val mood: Mood,
    public val first: ReasonUi?,
    public val others: List<ReasonUi>,
    public val lastListen: Instant?,
    public val lastHeard: Instant?,
    public val lastSent: Instant?,
    public val heardToday: Long,
    public val reportedToday: Long,
    public val waiting: Int,
) {
    /** Whether this phone helps, in one word. */
    public enum class Mood {
        /** Nobody agreed yet. */
        NOT_ASKED,

        /** About to. */
        STARTING,

        /** It helps. */
        HELPING,

        /** It helps, less than it could: see [others]. */
        HELPING_LESS,

        /** It listens at full power because somebody looks. */
        LOOKING,

        /** The person chose that it does not. */
        PAUSED,

        /** It does not for a while and goes on by itself: see [first]. */
        RESTING,

        /** It cannot: see [first]. */
        BLOCKED,
    }

    override fun equals(other: Any?): Boolean = other is HealthUi && values() == other.values()

    override fun hashCode(): Int = values().hashCode()

    override fun toString(): String = "HealthUi($mood, first=$first, others=$others)"

    private fun values(): List<Any?> =
        listOf(mood, first, others, lastListen, lastHeard, lastSent, heardToday, reportedToday, waiting)

    public companion object {
        /** Reasons that end by themselves, as the battery is charged or the phone is unlocked. */
        private val RESTS = setOf("battery_saver", "low_battery", "user_locked", "user_in_background")

        /** What the choices of the person say already. */
        private val SAID = setOf("consent_missing", "paused_by_user", "starting")

        /** From what the library says at one moment. */
        @JvmStatic
        public fun of(state: FinderState, health: Health, grants: Set<Purpose>, participation: Participation): HealthUi {
            val reasons = health.reasons.filter { it.code !in SAID }.sortedBy { it.severity }
            val mood = mood(state, health, Purpose.CROWD_REPORTING in grants, participation)
            val first = reasons.firstOrNull { it.severity == Severity.BLOCKING }
                .takeIf { mood == Mood.BLOCKED || mood == Mood.RESTING }
            return HealthUi(
                mood = mood,
                first = first?.let(ReasonUi::of),
                others = (reasons - listOfNotNull(first).toSet()).map(ReasonUi::of),
                lastListen = health.lastScan,
                lastHeard = health.lastSighting,
                lastSent = health.lastUpload,
                heardToday = health.today["keys_heard"] ?: 0,
                reportedToday = health.today["reported"] ?: 0,
                waiting = health.queue.reports + health.queue.pending,
            )
        }

        private fun mood(state: FinderState, health: Health, agreed: Boolean, participation: Participation): Mood {
            val blocking = health.reasons.firstOrNull { it.severity == Severity.BLOCKING && it.code !in SAID }
            return when {
                health.reasons.any { it.code == "starting" } -> Mood.STARTING
                !agreed && blocking?.let(::isForGood) == true -> Mood.BLOCKED
                !agreed -> Mood.NOT_ASKED
                state is FinderState.Off || participation == Participation.OFF -> Mood.PAUSED
                state is FinderState.Starting -> Mood.STARTING
                blocking != null -> if (blocking.code in RESTS) Mood.RESTING else Mood.BLOCKED
                state is FinderState.Blocked -> Mood.PAUSED
                state is FinderState.Listening && state.plan == "visible" -> Mood.LOOKING
                health.reasons.any { it.severity == Severity.DEGRADING } -> Mood.HELPING_LESS
                else -> Mood.HELPING
            }
        }

        /** Agreeing would change nothing. */
        private fun isForGood(reason: Reason): Boolean = reason.code in FOR_GOOD

        private val FOR_GOOD = setOf("bluetooth_unsupported", "native_unavailable", "not_configured", "another_process", "internal")
    }
}

/** [HealthUi] as it changes. Cold; never throws. */
public fun Findmesh.healthUi(): Flow<HealthUi> =
    combine(finder.state, health, consent.grants, finder.participation, HealthUi::of).distinctUntilChanged()
