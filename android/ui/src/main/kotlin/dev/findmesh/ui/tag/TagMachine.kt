package dev.findmesh.ui.tag

import dev.findmesh.Feature
import dev.findmesh.OwnerState
import dev.findmesh.ui.ReasonUi
import dev.findmesh.ui.ReasonUi.Remedy
import dev.findmesh.ui.ScreenId
import dev.findmesh.ui.around.Around
import dev.findmesh.ui.around.NearTag
import dev.findmesh.ui.host.Effect
import dev.findmesh.ui.host.Machine
import dev.findmesh.ui.host.Wiring
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.job
import java.time.Duration
import java.time.Instant

/** Whether a tag is there. */
internal enum class Presence {
    /** It was not heard yet since the page is open. */
    LOOKING,

    /** It is heard, or connected. */
    HERE,

    /** It was heard, and is no more. */
    GONE,

    /** Nobody knows it (any more). */
    UNKNOWN,
}

/** Whether a tag may be made to sound. */
internal enum class Offer {
    YES,

    /** Its owner is near, and it serves nobody else. */
    OWNER_NEAR,

    /** Things of its kind do not. */
    NONE,
}

/**
 * What a tag's page shows.
 *
 * @property tag as last heard, null before.
 * @property since when it was first heard, also by a process before this one.
 * @property blocked why nobody can listen.
 */
internal data class TagUi(
    val presence: Presence,
    val tag: NearTag?,
    val since: Instant?,
    val now: Instant,
    val offer: Offer,
    val ring: Ring,
    val blocked: ReasonUi?,
)

/** A tag's page without Android. What it is about is the address that the tag has at the moment, which its list knows. */
internal class TagMachine(private val wiring: Wiring, saved: Map<String, String>) : Machine<TagUi>() {
    private val key = wiring.about

    /** Goes on over a rotation. */
    private val ringer = key?.let { wiring.ringers.hold(it, wiring.scope.coroutineContext.job) } ?: Ringer(wiring.work)
    private val heardBefore = saved[SINCE]?.toLongOrNull()?.let(Instant::ofEpochMilli)
    private var wished = false

    override val state: StateFlow<TagUi> = combine(wiring.surroundings.around, ringer.ring, ::show)
        .stateIn(wiring.scope, SharingStarted.WhileSubscribed(), show(wiring.surroundings.around.value, ringer.ring.value))

    override fun save(): Map<String, String> = listOfNotNull(state.value.since?.let { SINCE to it.toEpochMilli().toString() }).toMap()

    /** Makes it sound, or asks for what that takes. */
    fun play() {
        val ui = state.value
        if (ui.ring.running || ui.offer != Offer.YES || ui.presence != Presence.HERE) return
        if (wiring.findmesh.permissions.check(Feature.CONNECTING).any { it.required }) {
            wished = true
            order(Effect.Ask(Feature.CONNECTING))
        } else {
            connect()
        }
    }

    /** Ends the sound, or the way to it; the connection is closed. */
    fun stop(): Unit = ringer.stop()

    /** The button of the reason why nobody can listen. */
    fun tap(reason: ReasonUi) {
        val fix = reason.fix
        when {
            reason.remedy == Remedy.ALLOW -> order(Effect.Ask(Feature.NEARBY))
            fix != null -> order(Effect.Open(fix))
        }
    }

    /** Tries again to listen. */
    fun retry(): Unit = wiring.surroundings.retry()

    /** To what else is around. */
    fun lookAround(): Unit = order(Effect.Replace(ScreenId.NEARBY))

    override fun asked(usable: Boolean) {
        when {
            !wished -> if (usable) retry()
            usable -> connect()
            else -> ringer.fail(Ring.Trouble.PERMISSION)
        }
        wished = false
    }

    private fun connect() {
        if (key != null) ringer.play(wiring.sounds(key))
    }

    private fun show(around: Around, ring: Ring): TagUi {
        val heard = around.tags.firstOrNull { it.key == key }
        if (heard != null) ringer.last = heard
        val tag = heard ?: ringer.last?.copy(quiet = true)
        return TagUi(
            presence = presence(around, heard, ring),
            tag = tag,
            since = listOfNotNull(heardBefore, tag?.since).minOrNull(),
            now = around.now,
            offer = tag?.let(::offer) ?: Offer.NONE,
            ring = ring,
            blocked = around.blocked?.reason,
        )
    }

    private fun presence(around: Around, heard: NearTag?, ring: Ring): Presence = when {
        // A tag that is connected says nothing to others.
        ring.running || heard?.quiet == false -> Presence.HERE

        ringer.last != null -> Presence.GONE

        key == null -> Presence.UNKNOWN

        around.since == null || around.since + PATIENCE > around.now -> Presence.LOOKING

        else -> Presence.UNKNOWN
    }

    private fun offer(tag: NearTag): Offer = when {
        !tag.model.isTag || !tag.reachable -> Offer.NONE
        tag.owner == OwnerState.NEAR -> Offer.OWNER_NEAR
        else -> Offer.YES
    }

    private companion object {
        const val SINCE = "since"

        /** For which a tag that is expected is listened for. */
        val PATIENCE: Duration = Duration.ofSeconds(20)
    }
}
