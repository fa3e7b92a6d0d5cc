package dev.findmesh.service

import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Test

/** Everybody who has a say can say no; nobody can say yes for another. */
class FactsTest {
    private val all = Facts(nowSeconds = NOW)

    private fun orders(issued: Long = NOW, on: Boolean = true, share: Int = 100, offBelow: Long = 0) = Orders(issued, on, share, offBelow)

    @Test
    fun withoutObjectionsItWorks() {
        assertNull(all.whyRest())
        assertNull(all.copy(orders = orders()).whyRest())
    }

    @Test
    fun eachNoIsEnough() {
        assertEquals(Why.OTHER_USER, all.copy(systemUser = false).whyRest())
        assertEquals(Why.USER_LOCKED, all.copy(unlocked = false).whyRest())
        assertEquals(Why.MANAGED_RESTRICTION, all.copy(allowedByAdministrator = false).whyRest())
        assertEquals(Why.ORDERED_OFF, all.copy(orders = orders(on = false)).whyRest())
        assertEquals(Why.CONSENT_MISSING, all.copy(agreed = false).whyRest())
    }

    @Test
    fun ordersCannotSayYesForThePerson() {
        assertEquals(Why.CONSENT_MISSING, all.copy(orders = orders(on = true), agreed = false).whyRest())
        assertEquals(Why.MANAGED_RESTRICTION, all.copy(orders = orders(on = true), allowedByAdministrator = false).whyRest())
    }

    @Test
    fun buildsAreWithdrawnByTheirVersion() {
        assertEquals(Why.BUILD_WITHDRAWN, all.copy(versionCode = 11, orders = orders(offBelow = 12)).whyRest())
        assertNull(all.copy(versionCode = 12, orders = orders(offBelow = 12)).whyRest())
    }

    @Test
    fun aShareIsThatManyLotsOfAHundred() {
        val working = (0..99).count { lot -> all.copy(lot = lot, orders = orders(share = 30)).whyRest() == null }
        assertEquals(30, working)
        assertEquals(Why.NOT_IN_SHARE, all.copy(lot = 0, orders = orders(share = 0)).whyRest())
        assertNull(all.copy(lot = 99, orders = orders(share = 100)).whyRest())
    }

    @Test
    fun aStopOutlivesItsAge() {
        assertEquals(Why.ORDERED_OFF, all.copy(orders = orders(issued = 0, on = false)).whyRest())
    }

    @Test
    fun whereTheMakerWantsItOldOrdersAreNone() {
        val careful = all.copy(ordersMaxAgeDays = 7)
        assertEquals(Why.ORDERS_STALE, careful.whyRest())
        assertNull(careful.copy(orders = orders(issued = NOW - 7 * DAY)).whyRest())
        assertEquals(Why.ORDERS_STALE, careful.copy(orders = orders(issued = NOW - 7 * DAY - 1)).whyRest())
        assertNull(all.copy(orders = orders(issued = 0)).whyRest())
    }

    private companion object {
        const val DAY = 86_400L
        const val NOW = 1_800_000_000L
    }
}
