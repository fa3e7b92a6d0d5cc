package dev.findmesh.ui.around

import dev.findmesh.BatteryLevel
import dev.findmesh.OwnerState
import java.time.Instant

/**
 * A tag that is heard now, or was a moment ago.
 *
 * @property key the address at the moment; to find the tag again for as long as it keeps that, never to be shown.
 * @property reachable [key] is an address to connect to.
 * @property number tells those of one [model] apart, from 1, in the order in which they came; means nothing beyond this list.
 * @property strength dBm, evened out.
 * @property since when it was first heard.
 * @property heard when it was last heard.
 * @property quiet it was not heard for a while.
 * @property trace how strong it arrived over the last minute, oldest first, at most one a second.
 */
internal data class NearTag(
    val key: String,
    val reachable: Boolean,
    val number: Int,
    val model: TagModel,
    val owner: OwnerState,
    val battery: BatteryLevel?,
    val strength: Int,
    val nearness: Nearness,
    val since: Instant,
    val heard: Instant,
    val quiet: Boolean,
    val trace: List<Strength>,
)

/** How strong something arrived, dBm. */
internal data class Strength(val at: Instant, val dbm: Int)
