package dev.findmesh.ui.around

import dev.findmesh.BatteryLevel
import dev.findmesh.OwnerState
import dev.findmesh.Sighting
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import java.time.Instant

/** Adverts become a list that stays calm. */
class RosterTest {
    private val start = Instant.parse("2026-11-12T07:40:00Z")
    private val roster = Roster()

    private fun hear(
        address: String,
        second: Long = 0,
        rssi: Int = -60,
        network: String = "apple",
        device: String = "airtag",
        owner: OwnerState = OwnerState.AWAY,
        battery: BatteryLevel? = null,
    ) = roster.hear(
        Sighting(network, "separated", owner, battery, rssi, start.plusSeconds(second), address, mapOf("device_kind" to device)),
    )

    private fun at(second: Long) = roster.at(start.plusSeconds(second))

    @Test
    fun networkByNetworkAndThenAsTheyCame() {
        hear("A")
        hear("B", network = "tile")
        hear("C", rssi = -40)
        hear("D", network = "findmesh")
        hear("A", rssi = -90)
        assertEquals(listOf("D", "A", "C", "B"), at(1).map { it.key })
    }

    @Test
    fun theSecondOfAModelHasANumberAndKeepsIt() {
        hear("A")
        hear("B")
        hear("C", device = "airpods")
        assertEquals(listOf(1, 2, 1), at(1).map { it.number })
        hear("B", second = 50)
        assertEquals("the first was forgotten", listOf("B" to 2), at(61).map { it.key to it.number })
        hear("D", second = 61)
        assertEquals(listOf(2, 3), at(62).map { it.number })
    }

    @Test
    fun whoIsNotHeardGoesQuietAndIsForgotten() {
        hear("A")
        assertFalse(at(14).single().quiet)
        assertTrue(at(15).single().quiet)
        assertEquals(1, at(59).size)
        assertEquals(0, at(60).size)
    }

    @Test
    fun strengthsAreEvenedOut() {
        hear("A", rssi = -60)
        hear("A", rssi = -90)
        assertEquals(-69, at(1).single().strength)
        repeat(20) { hear("A", rssi = -90) }
        assertEquals(-90, at(1).single().strength)
        assertEquals(Nearness.FAR, at(1).single().nearness)
    }

    @Test
    fun onlyWhatIsNewIsToldAtOnce() {
        assertTrue("a tag", hear("A"))
        assertFalse("the same", hear("A", second = 1, rssi = -70))
        assertTrue("its owner came", hear("A", second = 2, owner = OwnerState.NEAR))
        assertTrue("it was quiet", hear("A", second = 20, owner = OwnerState.NEAR))
    }

    @Test
    fun theTraceIsAMinuteOfSeconds() {
        for (second in 0L..70L) repeat(3) { hear("A", second, rssi = -60 - it) }
        val trace = at(70).single().trace
        assertEquals(start.plusSeconds(10), trace.first().at)
        assertEquals(61, trace.size)
        assertEquals("the last of a second", setOf(-62), trace.map { it.dbm }.toSet())
    }

    @Test
    fun aBatteryThatWasToldIsKept() {
        hear("A", battery = BatteryLevel.LOW)
        hear("A")
        assertEquals(BatteryLevel.LOW, at(1).single().battery)
    }

    @Test
    fun whoFloodsTheAirFillsNoMemory() {
        for (tag in 0..250) hear("flood $tag", second = tag / 50L)
        val kept = at(5).map { it.key }
        assertEquals(100, kept.size)
        assertTrue("the last to come", "flood 250" in kept)
    }

    @Test
    fun withoutAnAddressThereIsNothingToConnectTo() {
        roster.hear(Sighting("tile", "advert", OwnerState.UNKNOWN, null, -60, start, null, emptyMap()))
        assertFalse(at(1).single().reachable)
    }

    @Test
    fun everyNetworkOfTagsHasAName() {
        fun of(network: String, kind: String = "advert", vararg fields: Pair<String, String>) =
            TagModel.of(Sighting(network, kind, OwnerState.UNKNOWN, null, -60, start, "A", mapOf(*fields)))
        assertEquals(TagModel.SAMSUNG_DEVICE, of("samsung", "phone"))
        assertEquals(TagModel.SMARTTAG, of("samsung", "tag"))
        assertEquals(TagModel.FIND_MY_ITEM, of("apple", "separated", "device_kind" to "find_my"))
        assertEquals(TagModel.APPLE_DEVICE, of("apple", "separated", "device_kind" to "apple_device"))
        assertEquals(TagModel.FIND_HUB_ITEM, of("fhn", "eid160"))
        assertEquals(TagModel.FIND_HUB_ITEM, of("dult", "advert", "network_id" to "2"))
        assertEquals(TagModel.OTHER, of("dult", "advert", "network_id" to "9"))
        assertEquals("a later version's", TagModel.OTHER, of("new"))
        assertEquals(listOf(TagModel.TILE, TagModel.CHIPOLO, TagModel.PEBBLEBEE), listOf("tile", "chipolo", "pebblebee").map { of(it) })
    }
}
