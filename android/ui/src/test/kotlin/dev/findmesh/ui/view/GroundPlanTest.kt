package dev.findmesh.ui.view

import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import kotlin.math.hypot

/** Where places stand on the map, and how long its bar is. */
class GroundPlanTest {
    private val home = Spot(31.2300, 121.4700, 150.0, "Home")

    private fun plan(vararg spots: Spot) = GroundPlan(spots.toList(), width = 400, height = 200, margin = 20)

    @Test
    fun onePlaceStandsInTheMiddleToScale() {
        val plan = plan(home)
        val ring = plan.rings.single()
        assertEquals(200f to 100f, ring.x to ring.y)
        assertEquals(150.0, ring.radius * plan.scale, 0.01)
    }

    @Test
    fun aSmallPlaceDoesNotFillItAll() {
        assertTrue(plan(home.copy(radius = 50.0)).rings.single().radius < 30)
    }

    @Test
    fun distancesAndDirectionsAreThoseOnTheGround() {
        // 1 km north, and 1 km east at that latitude.
        val north = home.copy(latitude = home.latitude + 1_000 / 111_320.0)
        val east = home.copy(longitude = home.longitude + 1_000 / (111_320.0 * Math.cos(Math.toRadians(home.latitude))))
        val plan = plan(home, north, east)
        val (from, up, right) = plan.rings
        assertEquals(1_000.0, (from.y - up.y) * plan.scale, 5.0)
        assertEquals(1_000.0, (right.x - from.x) * plan.scale, 5.0)
    }

    @Test
    fun everyCircleIsInThePicture() {
        val spots = listOf(home, Spot(31.30, 121.60, 1_000.0, ""), Spot(31.10, 121.45, 5_000.0, ""))
        for (ring in plan(*spots.toTypedArray()).rings) {
            assertTrue(ring.x - ring.radius >= 19.9 && ring.x + ring.radius <= 380.1)
            assertTrue(ring.y - ring.radius >= 19.9 && ring.y + ring.radius <= 180.1)
        }
    }

    @Test
    fun aDateLineIsNoWayAround() {
        val plan = plan(Spot(-17.0, 179.99, 100.0, ""), Spot(-17.0, -179.99, 100.0, ""))
        val (one, two) = plan.rings
        assertTrue("the second lies east of the first", two.x > one.x)
        assertEquals(2_130.0, hypot(two.x - one.x, two.y - one.y) * plan.scale, 20.0)
    }

    @Test
    fun theBarIsARoundLengthThatFits() {
        for (radius in listOf(50.0, 150.0, 700.0, 3_000.0, 5_000.0)) {
            val plan = plan(home.copy(radius = radius))
            val bar = plan.bar(most = 100f)
            val first = "%.0f".format(bar).trimEnd('0')
            assertTrue("$bar m", first in setOf("1", "2", "5"))
            assertTrue(bar / plan.scale <= 100.01)
            assertTrue("not needlessly short", bar * 2.5 / plan.scale > 100)
        }
    }

    @Test
    fun withoutPlacesThereIsNothing() {
        assertTrue(plan().rings.isEmpty())
    }
}
