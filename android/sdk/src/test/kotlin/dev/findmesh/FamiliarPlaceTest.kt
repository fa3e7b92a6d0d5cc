package dev.findmesh

import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import kotlinx.coroutines.flow.first
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import java.time.Duration

/** Where the phone often stays, from the platform's fixes to what a person is shown. */
@RunWith(PhoneRunner::class)
class FamiliarPlaceTest {
    @get:Rule
    val phone: Phone = Phone()

    private val shown get() = phone.run { phone.findmesh.myData.familiarPlaces.first() }

    @Test
    fun hoursAtOnePlaceAreShownAndForgottenWithTheConsent() {
        phone.beginFinding()
        phone.untilLater("the place is learnt", stepMillis = TEN_MINUTES) {
            phone.fix(LATITUDE, LONGITUDE)
            shown.isNotEmpty()
        }
        val place = shown.single()
        assertEquals(LATITUDE, place.latitude, NEAR)
        assertEquals(LONGITUDE, place.longitude, NEAR)
        assertTrue("${place.stayed}", place.stayed in Duration.ofHours(3)..Duration.ofHours(4))
        assertFalse("that makes no home", place.isHome)
        assertFalse("$place", "48" in "$place")
        phone.run { phone.findmesh.consent.withdraw(Purpose.CROWD_REPORTING) }
        assertEquals(emptyList<FamiliarPlace>(), shown)
    }

    private companion object {
        const val LATITUDE = 48.137
        const val LONGITUDE = 11.575
        const val NEAR = 1e-4
        const val TEN_MINUTES = 10 * 60_000L
    }
}
