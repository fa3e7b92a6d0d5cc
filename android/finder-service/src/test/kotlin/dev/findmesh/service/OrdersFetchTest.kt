package dev.findmesh.service

import dev.findmesh.FinderLimits
import dev.findmesh.HttpRequest
import dev.findmesh.HttpResponse
import dev.findmesh.HttpTransport
import dev.findmesh.service.OrdersFetch.Outcome
import dev.findmesh.testing.PhoneRunner
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import java.io.IOException
import java.net.URI
import java.util.UUID

/** How orders are asked for, and what any answer does. */
@RunWith(PhoneRunner::class)
class OrdersFetchTest {
    private val deployment = deployment(URI("$RELAY/orders.v1"))
    private val store = OrdersStore(RuntimeEnvironment.getApplication(), deployment.orderKeys)
    private val asked = mutableListOf<HttpRequest>()
    private var now = 1_800_000_000_000L
    private var answer: () -> HttpResponse = { ok(Operator.orders(issued = 5, finder = "off")) }

    private fun deployment(orders: URI?) =
        Deployment(URI(RELAY), UUID(1, 2), null, FinderLimits.Builder().build(), orders, listOf(Operator.key.public), 0)

    private fun ok(document: String) = HttpResponse(200, emptyList(), document.toByteArray())

    private fun run(): Outcome = OrdersFetch(
        deployment,
        store,
        HttpTransport {
            asked += it
            answer()
        },
    ) { now }.run()

    @Test
    fun theRequestSaysNothingOfThePhone() {
        assertEquals(Outcome.KNOWN, run())
        val request = asked.single()
        assertEquals("GET $RELAY/orders.v1", "${request.method} ${request.url}")
        assertEquals(0, request.headers.size + request.body.size)
        assertEquals(false, store.orders!!.on)
    }

    @Test
    fun notMoreThanFourTimesADay() {
        repeat(24) {
            run()
            now += 3_600_000
        }
        assertEquals(4, asked.size)
    }

    @Test
    fun aClockThatGoesBackDoesNotSilenceIt() {
        run()
        now -= 365 * 24 * 3_600_000L
        assertEquals(Outcome.KNOWN, run())
    }

    @Test
    fun whatDoesNotCountChangesNothing() {
        run()
        now += OrdersFetch.SPACING_MILLIS
        answer = { ok("<html>please log in</html>") }
        assertEquals(Outcome.REFUSED, run())
        assertEquals(false, store.orders!!.on)
    }

    @Test
    fun withoutAnswerItIsTriedAgainSoon() {
        answer = { throw IOException("away") }
        assertEquals(Outcome.UNREACHED, run())
        answer = { HttpResponse(503, emptyList(), ByteArray(0)) }
        assertEquals(Outcome.UNREACHED, run())
        answer = { ok(Operator.orders(issued = 5)) }
        assertEquals(Outcome.KNOWN, run())
        assertEquals(3, asked.size)
    }

    @Test
    fun withoutAPlaceNobodyIsAsked() {
        assertEquals(Outcome.NOT_ASKED, OrdersFetch(deployment(null), store, HttpTransport { error("asked") }).run())
        assertNull(store.orders)
    }

    private companion object {
        const val RELAY = "https://relay.example"
    }
}
