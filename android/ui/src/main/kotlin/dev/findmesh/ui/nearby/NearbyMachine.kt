package dev.findmesh.ui.nearby

import dev.findmesh.Feature
import dev.findmesh.ui.ReasonUi
import dev.findmesh.ui.ReasonUi.Remedy
import dev.findmesh.ui.ScreenId
import dev.findmesh.ui.around.Around
import dev.findmesh.ui.around.NearTag
import dev.findmesh.ui.around.TagNetwork
import dev.findmesh.ui.host.Effect
import dev.findmesh.ui.host.Machine
import dev.findmesh.ui.host.Wiring
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.stateIn
import java.time.Duration
import java.time.Instant

/** What the list of what is around is at. */
internal enum class NearbyPhase {
    /** It begins to listen, and nothing was heard yet. */
    STARTING,

    /** Nothing is around. */
    EMPTY,

    /** Something is. */
    HEARD,

    /** Nobody can listen. */
    BLOCKED,
}

/**
 * What the screen of what is around shows.
 *
 * @property groups the tags of each network that is heard.
 * @property blocked why nobody can listen.
 * @property degraded why less is heard than there may be.
 * @property opens a tag has a page to go to.
 */
internal data class NearbyUi(
    val phase: NearbyPhase,
    val now: Instant,
    val groups: List<Pair<TagNetwork, List<NearTag>>>,
    val blocked: ReasonUi?,
    val degraded: ReasonUi?,
    val opens: Boolean,
) {
    val count: Int get() = groups.sumOf { it.second.size }
}

/** The screen of what is around without Android. */
internal class NearbyMachine(private val wiring: Wiring) : Machine<NearbyUi>() {
    private val findmesh = wiring.findmesh

    override val state: StateFlow<NearbyUi> = combine(wiring.surroundings.around, findmesh.health.map(::degradedBy)) { around, degraded ->
        show(around, degraded)
    }.stateIn(wiring.scope, SharingStarted.WhileSubscribed(), show(Around(wiring.clock()), null))

    /** The page of a tag. */
    fun open(tag: NearTag): Unit = order(Effect.Go(ScreenId.TAG, tag.key))

    /** The button of a reason; where words must do, it tries again. */
    fun tap(reason: ReasonUi) {
        val fix = reason.fix
        when {
            reason.remedy == Remedy.ALLOW -> order(Effect.Ask(Feature.NEARBY))
            fix != null -> order(Effect.Open(fix))
        }
    }

    /** Tries again to listen. */
    fun retry(): Unit = wiring.surroundings.retry()

    override fun asked(usable: Boolean) {
        if (usable) retry()
    }

    private fun show(around: Around, degraded: ReasonUi?): NearbyUi {
        val phase = when {
            around.blocked != null -> NearbyPhase.BLOCKED
            around.tags.isNotEmpty() -> NearbyPhase.HEARD
            around.since == null || around.since + FIRST > around.now -> NearbyPhase.STARTING
            else -> NearbyPhase.EMPTY
        }
        val groups = around.tags.groupBy { it.model.network }.toList()
        return NearbyUi(
            phase = phase,
            now = around.now,
            groups = groups,
            blocked = around.blocked?.reason,
            degraded = degraded.takeIf { around.blocked == null },
            opens = ScreenId.TAG in wiring.screens,
        )
    }

    companion object {
        /** Within which a tag that is there is heard. */
        private val FIRST = Duration.ofSeconds(6)

        /** Reasons that leave a scan running and let it hear less, or nothing. */
        private val DEAF = setOf("location_services_off", "scan_suspected_blocked", "scanner_exhausted", "scan_throttled")

        private fun degradedBy(health: dev.findmesh.Health): ReasonUi? =
            health.reasons.firstOrNull { it.code in DEAF }?.let(ReasonUi::of)
    }
}
