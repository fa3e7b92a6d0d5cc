package dev.findmesh.ui.view

import dev.findmesh.testing.PhoneRunner
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith

/** Where the bars of a chart stand, and which one a finger means. */
@RunWith(PhoneRunner::class)
class BarPlacesTest {
    private fun places(vararg values: Double, mirrored: Boolean = false) =
        BarPlaces(values.toList(), width = 100, top = 0, bottom = 50, mirrored)

    @Test
    fun theHighestReachesTheTop() {
        val bars = places(1.0, 2.0)
        assertEquals(0f, bars.of(1)!!.top)
        assertEquals(25f, bars.of(0)!!.top)
        assertEquals(50f, bars.of(0)!!.bottom)
    }

    @Test
    fun whatIsThereIsSeenAndWhatIsNotIsNot() {
        val bars = places(0.0, 1.0, 10_000.0)
        assertNull(bars.of(0))
        assertEquals(3f, bars.of(1)!!.height())
        assertNull(bars.of(3))
        assertNull(places(0.0, 0.0).of(1))
    }

    @Test
    fun aFingerMeansTheBarInWhoseStripItIs() {
        val bars = places(1.0, 1.0, 1.0, 1.0)
        assertEquals(listOf(0, 0, 1, 3), listOf(0f, 24f, 26f, 99f).map { bars.at(it) })
        assertNull(bars.at(-1f))
        assertNull(bars.at(100f))
        assertNull(places().at(5f))
    }

    @Test
    fun fromRightToLeftTheFirstIsRight() {
        val bars = places(1.0, 1.0, 1.0, 1.0, mirrored = true)
        assertEquals(3, bars.at(10f))
        assertTrue(bars.of(0)!!.left > 70)
        for (index in 0..3) assertEquals(index, bars.at(bars.of(index)!!.centerX()))
    }
}
