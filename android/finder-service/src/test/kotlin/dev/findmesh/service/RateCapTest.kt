package dev.findmesh.service

import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test

class RateCapTest {
    private var now = 0L
    private val cap = RateCap(most = 3, windowMillis = 100) { now }

    @Test
    fun anyWindowHoldsThatMany() {
        val admitted = (0 until 1_000).filter { time ->
            now = time.toLong()
            cap.admits(caller = 1)
        }
        assertEquals(30, admitted.size)
        assertTrue(admitted.windowed(4).all { (first, _, _, last) -> last - first >= 100 })
    }

    @Test
    fun callersDoNotTakeEachOthers() {
        repeat(3) { assertTrue(cap.admits(1)) }
        assertFalse(cap.admits(1))
        assertTrue(cap.admits(2))
    }
}
