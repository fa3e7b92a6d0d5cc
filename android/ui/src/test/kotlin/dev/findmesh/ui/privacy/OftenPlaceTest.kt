package dev.findmesh.ui.privacy

import dev.findmesh.PrivateZone
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import java.time.Duration

/** When a learnt place is private by the person's own choice already. */
class OftenPlaceTest {
    private fun at(latitude: Double, longitude: Double) = OftenPlace(1, latitude, longitude, 150.0, Duration.ofHours(5), false)

    @Test
    fun itsMiddleDecides() {
        val zone = PrivateZone(60.0, 10.0, 1_000.0, "there")
        assertTrue(at(60.0, 10.0).isWithin(zone))
        assertTrue("890 m north", at(60.008, 10.0).isWithin(zone))
        assertFalse("1 113 m north", at(60.010, 10.0).isWithin(zone))
        assertTrue("890 m east, where a degree is half as long", at(60.0, 10.016).isWithin(zone))
        assertFalse("1 113 m east", at(60.0, 10.020).isWithin(zone))
    }

    @Test
    fun itIsTheShortWayRoundTheEarth() {
        val zone = PrivateZone(0.0, 179.999, 500.0, "far east")
        assertTrue("222 m", at(0.0, -179.999).isWithin(zone))
        assertFalse("1.1 km", at(0.0, -179.991).isWithin(zone))
    }
}
