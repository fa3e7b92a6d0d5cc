package dev.findmesh.service

import dev.findmesh.testing.PhoneRunner
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import java.util.Base64

/** Who may order, and which orders count. */
@RunWith(PhoneRunner::class)
class OrdersTest {
    private val keys = listOf(Operator.key.public)

    private fun read(document: String) = Orders.read(document, keys)

    private fun refused(document: String): String? = assertThrows(OrdersException::class.java) { read(document) }.message

    @Test
    fun whatTheOperatorSignedCounts() {
        val orders = read(Operator.orders(issued = 1_800_000_000, finder = "off", share = 7, offBelow = 12))
        assertEquals("Orders(issued=1800000000, on=false, share=7, offBelow=12)", orders.toString())
    }

    /** Made with the commands of docs/finder-service.md. */
    @Test
    fun whatOpensslSignedCounts() {
        val key = Deployment.publicKey(OPENSSL_KEY)
        val orders = Orders.read("{\"issued\":1800000000,\"finder\":\"off\"}\n$OPENSSL_SIGNATURE\n", listOf(key))
        assertEquals("Orders(issued=1800000000, on=false, share=100, offBelow=0)", orders.toString())
    }

    @Test
    fun whatIsNotSaidTakesNothingAway() {
        val orders = read(Operator.sign("""{"issued":5,"finder":"on"}"""))
        assertEquals("Orders(issued=5, on=true, share=100, offBelow=0)", orders.toString())
    }

    @Test
    fun aWordOfTheFutureIsNotTakenForOn() {
        assertFalse(read(Operator.sign("""{"issued":5,"finder":"quietly","new":{"x":1}}""")).on)
    }

    @Test
    fun nobodyElseMayOrder() {
        val json = """{"issued":5,"finder":"off"}"""
        assertEquals("the signature does not fit", refused(Operator.sign(json, Operator.newKey().private)))
        assertEquals("the signature does not fit", refused(Operator.sign(json, domain = "")))
        val signature = Operator.sign(json).substringAfter('\n')
        assertEquals("the signature does not fit", refused("""{"issued":6,"finder":"off"}""" + "\n" + signature))
        assertEquals("no signature", refused(json))
        assertEquals("the signature does not fit", refused("$json\n"))
        assertEquals("the signature does not fit", refused("$json\n" + Base64.getEncoder().encodeToString(ByteArray(64))))
        assertEquals("the signature is not base64", refused("$json\nAAAAA"))
        assertEquals("longer than 4096", refused("x".repeat(4097)))
    }

    @Test
    fun signedNonsenseIsNonsense() {
        assertEquals("not the JSON of orders", refused(Operator.sign("[]")))
        assertEquals("not the JSON of orders", refused(Operator.sign("""{"finder":"on"}""")))
        assertEquals("share is 0 to 100", refused(Operator.sign("""{"issued":5,"finder":"on","share":101}""")))
    }

    @Test
    fun anOldKeyAndItsSuccessorBothCount() {
        val next = Operator.newKey()
        val both = listOf(next.public, Operator.key.public)
        assertEquals(5, Orders.read(Operator.orders(5), both).issued)
        assertEquals(6, Orders.read(Operator.sign("""{"issued":6,"finder":"on"}""", next.private), both).issued)
    }

    @Test
    fun onlyLaterOrdersReplaceEarlierOnes() {
        val store = OrdersStore(RuntimeEnvironment.getApplication(), keys)
        assertNull(store.orders)
        assertTrue(store.take(Operator.orders(issued = 10, finder = "off")))
        assertFalse("played again from before the stop", store.take(Operator.orders(issued = 9, finder = "on")))
        assertFalse(store.orders!!.on)
        assertTrue(store.take(Operator.orders(issued = 11, finder = "on")))
        assertThrows(OrdersException::class.java) { store.take("nonsense") }
        assertTrue(OrdersStore(RuntimeEnvironment.getApplication(), keys).orders!!.on)
    }

    @Test
    fun whatLiesInTheFileIsCheckedAgain() {
        val store = OrdersStore(RuntimeEnvironment.getApplication(), keys)
        store.take(Operator.orders(issued = 10))
        assertNull(OrdersStore(RuntimeEnvironment.getApplication(), listOf(Operator.newKey().public)).orders)
    }

    @Test
    fun theLotIsDrawnOnce() {
        val store = OrdersStore(RuntimeEnvironment.getApplication(), keys)
        val lot = store.lot
        assertTrue(lot in 0..99)
        assertEquals(lot, OrdersStore(RuntimeEnvironment.getApplication(), keys).lot)
        assertNotEquals(-1, lot)
    }

    private companion object {
        const val OPENSSL_KEY =
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEMhTntbEltoGGQh/xPmdpg+IJ3aPH" +
                "6wk2Q9XfXFPNT6mjv4L9K82iu3bAHiaeb4qVCuX6jQPwq5R3QXeIbzdRcw=="
        const val OPENSSL_SIGNATURE =
            "MEQCIGqauu7+VyZMfb6d+UHx6BVRs9QOJB+7xfRe65BSeBmhAiANBHToWfUspCiRf2BccTQS+S1LwraNRq00nNHoD6S7Kg=="
    }
}
