package dev.findmesh

import dev.findmesh.platform.PlatformTransport
import java.io.IOException

/**
 * Carries requests to the relay. Blocking, called off the main thread, one request at a time.
 *
 * Each request goes over a connection of its own, with the given headers and only those that HTTP
 * itself needs, without cookies, redirects or TLS resumption (docs/formats.md §4): whatever a stack
 * adds tells the relay one phone from another.
 */
public fun interface HttpTransport {
    /**
     * Sends [request] and reads the whole answer, whatever its status.
     *
     * @throws IOException when there was no answer: `SocketTimeoutException`, `SSLException` and
     *   `ConnectException` or `UnknownHostException` are told apart.
     */
    @Throws(IOException::class)
    public fun send(request: HttpRequest): HttpResponse

    public companion object {
        /** What the library uses where the host gives none: the platform's TLS and trust, one minimal request a connection. */
        @JvmStatic
        public fun platform(): HttpTransport = PlatformTransport()
    }
}

/**
 * A request to the relay.
 *
 * @property method `GET` or `POST`.
 * @property url the whole URL.
 * @property headers all that may be sent besides host, content length and connection, in this order.
 * @property body empty for `GET`.
 * @property timeoutMillis the whole exchange must end within this.
 */
public class HttpRequest(
    public val method: String,
    public val url: String,
    public val headers: List<Pair<String, String>>,
    public val body: ByteArray,
    public val timeoutMillis: Int,
)

/**
 * The relay's answer.
 *
 * @property headers names in lower case.
 * @property body at most 64 KiB are read by the library.
 */
public class HttpResponse(
    public val status: Int,
    public val headers: List<Pair<String, String>>,
    public val body: ByteArray,
)
