package dev.findmesh.sample

import dev.findmesh.FinderState
import dev.findmesh.Health
import dev.findmesh.Purpose
import dev.findmesh.Reason
import dev.findmesh.Severity
import java.time.Instant

/** What the screen shows, without Android in it. */
class ScreenState(
    val mood: Mood,
    val blockedBy: String?,
    val consentMissing: Boolean,
    val paused: Boolean,
    val lastSighting: Instant?,
    val queued: Int,
    val sentToday: Long,
    val lastUpload: Instant?,
    val reasons: List<Reason>,
    val now: Instant,
) {
    /** The one thing that the screen says first. */
    enum class Mood { WAITING, STARTING, LISTENING, LOOKING, OFF, BLOCKED }

    /** The blocking reason, with its fix, where there is one. */
    val blocking: Reason? get() = reasons.firstOrNull { it.severity == Severity.BLOCKING }

    companion object {
        fun of(state: FinderState, health: Health, grants: Set<Purpose>, now: Instant): ScreenState {
            val consent = Purpose.CROWD_REPORTING in grants
            return ScreenState(
                mood = mood(state, health, consent),
                blockedBy = (state as? FinderState.Blocked)?.reason,
                consentMissing = !consent,
                paused = state is FinderState.Off,
                lastSighting = health.lastSighting,
                queued = health.queue.run { reports + pending },
                sentToday = health.today["uploaded"] ?: 0,
                lastUpload = health.lastUpload,
                reasons = health.reasons.filter { it.fix != null && it.code != "consent_missing" },
                now = now,
            )
        }

        private fun mood(state: FinderState, health: Health, consent: Boolean): Mood = when {
            !consent && health.reasons.any { it.code == "starting" } -> Mood.STARTING
            !consent -> Mood.WAITING
            state is FinderState.Starting -> Mood.STARTING
            state is FinderState.Listening && state.plan == "visible" -> Mood.LOOKING
            state is FinderState.Listening -> Mood.LISTENING
            state is FinderState.Blocked -> Mood.BLOCKED
            else -> Mood.OFF
        }
    }
}
