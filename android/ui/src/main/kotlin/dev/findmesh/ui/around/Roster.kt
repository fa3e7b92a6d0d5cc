package dev.findmesh.ui.around

import dev.findmesh.BatteryLevel
import dev.findmesh.OwnerState
import dev.findmesh.Sighting
import java.time.Duration
import java.time.Instant
import kotlin.math.roundToInt

/** Adverts taken together to tags, in a list that stays calm: an order that holds, strengths evened out. Any thread. */
internal class Roster {
    private class Entry(val key: String, val reachable: Boolean, val number: Int, val model: TagModel, first: Sighting) {
        val since: Instant = first.time
        var heard: Instant = first.time
        var owner: OwnerState = first.owner
        var battery: BatteryLevel? = first.battery
        var strength: Double = first.rssi.toDouble()
        var nearness: Nearness = Nearness.of(strength)
        val trace = ArrayDeque<Strength>()
    }

    private val entries = LinkedHashMap<String, Entry>()

    /** @return whether somebody who looks should see it at once: a tag that is new, or was quiet, or whose owner came or went. */
    @Synchronized
    fun hear(sighting: Sighting): Boolean {
        val key = sighting.address ?: "${sighting.network}/${sighting.kind}"
        val known = entries[key]
        val entry = known ?: enter(key, sighting)
        val news = known == null || entry.owner != sighting.owner || entry.heard + QUIET < sighting.time
        entry.heard = maxOf(entry.heard, sighting.time)
        entry.owner = sighting.owner
        entry.battery = sighting.battery ?: entry.battery
        entry.strength += (sighting.rssi - entry.strength) * WEIGHT
        entry.nearness = entry.nearness.at(entry.strength)
        trace(entry.trace, Strength(sighting.time, sighting.rssi))
        return news
    }

    /** The tags at [now]: network by network, each in the order in which they came. Those long unheard are forgotten. */
    @Synchronized
    fun at(now: Instant): List<NearTag> {
        entries.values.removeAll { it.heard + FORGOTTEN <= now }
        return entries.values.sortedBy { it.model.network }.map { entry ->
            NearTag(
                key = entry.key,
                reachable = entry.reachable,
                number = entry.number,
                model = entry.model,
                owner = entry.owner,
                battery = entry.battery,
                strength = entry.strength.roundToInt(),
                nearness = entry.nearness,
                since = entry.since,
                heard = entry.heard,
                quiet = entry.heard + QUIET <= now,
                trace = entry.trace.filter { it.at + MINUTE >= now },
            )
        }
    }

    private fun enter(key: String, first: Sighting): Entry {
        if (entries.size >= MOST) entries.values.minByOrNull { it.heard }?.let { entries.remove(it.key) }
        val model = TagModel.of(first)
        val number = 1 + (entries.values.filter { it.model == model }.maxOfOrNull { it.number } ?: 0)
        return Entry(key, first.address != null, number, model, first).also { entries[key] = it }
    }

    private fun trace(trace: ArrayDeque<Strength>, latest: Strength) {
        if (trace.lastOrNull()?.at?.epochSecond == latest.at.epochSecond) trace.removeLast()
        trace.addLast(latest)
        while (trace.first().at + MINUTE < latest.at) trace.removeFirst()
    }

    companion object {
        /** How far back a trace goes. */
        val MINUTE: Duration = Duration.ofMinutes(1)

        /** Tags send every few seconds; the radio misses some. */
        val QUIET: Duration = Duration.ofSeconds(15)
        private val FORGOTTEN = Duration.ofSeconds(60)

        /** Of an advert among those before it. */
        private const val WEIGHT = 0.3

        /** More than a person can look at; who floods the air fills no memory. */
        private const val MOST = 100
    }
}
