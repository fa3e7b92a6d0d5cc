package dev.findmesh.ui.around

import org.junit.Assert.assertEquals
import org.junit.Test

/** How near something seems, and that it does not flicker. */
class NearnessTest {
    @Test
    fun theStrongerTheNearer() {
        val seen = listOf(-30, -55, -56, -68, -69, -80, -81, -127).map { Nearness.of(it.toDouble()) }
        val expected = Nearness.entries.flatMap { listOf(it, it) }
        assertEquals(expected, seen)
        assertEquals(listOf(4, 3, 2, 1), Nearness.entries.map { it.bars })
    }

    @Test
    fun aBorderIsCrossedOnlyByAMargin() {
        for (strength in listOf(-70.9, -66.0, -68.0)) {
            assertEquals("$strength", Nearness.NEAR, Nearness.NEAR.at(strength))
        }
        assertEquals(Nearness.AWAY, Nearness.NEAR.at(-71.5))
        assertEquals(Nearness.AWAY, Nearness.AWAY.at(-66.0))
        assertEquals(Nearness.NEAR, Nearness.AWAY.at(-64.5))
    }

    @Test
    fun aLeapGoesAllTheWay() {
        assertEquals(Nearness.VERY_NEAR, Nearness.FAR.at(-40.0))
        assertEquals(Nearness.FAR, Nearness.VERY_NEAR.at(-95.0))
    }
}
