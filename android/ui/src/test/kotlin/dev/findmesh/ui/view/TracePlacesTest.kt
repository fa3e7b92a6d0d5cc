package dev.findmesh.ui.view

import org.junit.Assert.assertEquals
import org.junit.Test

/** Where the points of a trace stand. */
class TracePlacesTest {
    private fun places(vararg points: Pair<Float, Int>, mirrored: Boolean = false) =
        TracePlaces(points.toList(), width = 120f, top = 10f, bottom = 70f, mirrored).all()

    @Test
    fun nowIsAtTheEndAndStrongIsUp() {
        val places = places(60f to -100, 0f to -40)
        assertEquals(listOf(0f to 70f, 120f to 10f), places.map { it.x to it.y })
        assertEquals(listOf(120f, 0f), places(60f to -100, 0f to -40, mirrored = true).map { it.x })
    }

    @Test
    fun whatTheScaleDoesNotKnowStandsAtItsEnds() {
        assertEquals(listOf(70f, 10f), places(2f to -120, 1f to -10).map { it.y })
    }

    @Test
    fun whatIsOlderThanAMinuteOrStillToComeIsNotShown() {
        assertEquals(listOf(60f), places(61f to -60, 30f to -60, -1f to -60).map { it.x })
    }

    @Test
    fun linesEndAtGaps() {
        assertEquals(listOf(false, true, false, true), places(30f to -60, 28f to -60, 10f to -60, 2f to -60).map { it.joined })
    }
}
