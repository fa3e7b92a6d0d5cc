package dev.findmesh.service

import dev.findmesh.HttpRequest
import dev.findmesh.HttpTransport
import java.io.IOException

/** Asks the relay's host for orders: the same request from every phone, without anything that tells one from another. */
class OrdersFetch(
    private val deployment: Deployment,
    private val store: OrdersStore,
    private val transport: HttpTransport = HttpTransport.platform(),
    private val wallMillis: () -> Long = System::currentTimeMillis,
) {
    /** What came of asking. */
    enum class Outcome {
        /** The newest orders are known. */
        KNOWN,

        /** Somebody answered something that does not count; what was ordered before stays. */
        REFUSED,

        /** No answer, or not a good one: worth another attempt. */
        UNREACHED,

        /** Asked a short while ago, or there is nobody to ask. */
        NOT_ASKED,
    }

    /** Blocking. */
    fun run(): Outcome {
        val url = deployment.orders ?: return Outcome.NOT_ASKED
        val now = wallMillis()
        // A clock that went back must not silence it.
        if (now - store.asked in 0 until SPACING_MILLIS) return Outcome.NOT_ASKED
        val answer = try {
            transport.send(HttpRequest("GET", url.toString(), emptyList(), ByteArray(0), TIMEOUT_MILLIS))
        } catch (_: IOException) {
            return Outcome.UNREACHED
        }
        if (answer.status != OK) return Outcome.UNREACHED
        store.asked = now
        return try {
            store.take(String(answer.body, Charsets.UTF_8))
            Outcome.KNOWN
        } catch (_: OrdersException) {
            Outcome.REFUSED
        }
    }

    companion object {
        /** Between two answers at least. */
        const val SPACING_MILLIS: Long = 6 * 3_600_000L
        private const val TIMEOUT_MILLIS = 30_000
        private const val OK = 200
    }
}
