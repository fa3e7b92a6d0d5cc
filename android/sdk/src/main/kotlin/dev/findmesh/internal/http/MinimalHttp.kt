package dev.findmesh.internal.http

import java.io.ByteArrayOutputStream
import java.io.IOException
import java.net.Socket
import java.net.URI
import javax.net.ssl.SSLContext
import javax.net.ssl.SSLException
import javax.net.ssl.SSLSocket
import javax.net.ssl.SSLSocketFactory

/**
 * One HTTP/1.1 request on a connection of its own, with exactly the headers given plus host, content
 * length and `connection: close`.
 *
 * The platform's HttpURLConnection is not used because it pools connections, resumes TLS sessions and
 * adds headers with the phone's model. Trust decisions are the platform's: its default trust managers
 * and its host name check, so the app's network security configuration holds.
 *
 * @param tls gives a socket factory for one connection; a fresh one each time, so that no session is resumed.
 */
internal class MinimalHttp(private val tls: () -> SSLSocketFactory = ::freshPlatformTls) {
    /** Blocking. @throws IOException there was no answer. */
    fun exchange(method: String, url: URI, headers: List<Pair<String, String>>, body: ByteArray, timeoutMillis: Int): RawAnswer {
        val deadline = Deadline(timeoutMillis)
        val secure = isSecure(url)
        val host = url.host.removeSurrounding("[", "]")
        connect(host, portOf(url, secure), deadline).use { plain ->
            plain.soTimeout = deadline.left()
            val socket = if (secure) secured(plain, host, url) else plain
            socket.use {
                it.getOutputStream().run {
                    write(requestBytes(method, url, headers, body))
                    flush()
                }
                return HttpAnswerReader(it.inputUntil(deadline), MAX_BODY).read()
            }
        }
    }

    private fun secured(plain: Socket, host: String, url: URI): SSLSocket {
        val socket = tls().createSocket(plain, host, portOf(url, true), true) as SSLSocket
        socket.sslParameters = socket.sslParameters.apply { endpointIdentificationAlgorithm = "HTTPS" }
        socket.startHandshake()
        return socket
    }

    private fun requestBytes(method: String, url: URI, headers: List<Pair<String, String>>, body: ByteArray): ByteArray {
        val head = StringBuilder()
        head.append(method).append(' ').append(target(url)).append(" HTTP/1.1\r\n")
        head.append("host: ").append(authority(url)).append("\r\n")
        for ((name, value) in headers) head.append(checked(name)).append(": ").append(checked(value)).append("\r\n")
        if (method != "GET") head.append("content-length: ").append(body.size).append("\r\n")
        head.append("connection: close\r\n\r\n")
        return ByteArrayOutputStream().apply {
            write(head.toString().toByteArray(Charsets.ISO_8859_1))
            write(body)
        }.toByteArray()
    }

    private companion object {
        /** The largest frame is 64 KiB; problem texts are smaller. */
        const val MAX_BODY = 64 * 1024

        fun isSecure(url: URI): Boolean = when {
            url.scheme.equals("https", ignoreCase = true) -> true
            url.host == "127.0.0.1" || url.host == "[::1]" -> false
            else -> throw SSLException("plain http to a host that is not this one")
        }

        fun portOf(url: URI, secure: Boolean): Int = if (url.port >= 0) {
            url.port
        } else if (secure) {
            443
        } else {
            80
        }

        fun target(url: URI): String = (url.rawPath.ifEmpty { "/" }) + (url.rawQuery?.let { "?$it" } ?: "")

        fun authority(url: URI): String = if (url.port >= 0) "${url.host}:${url.port}" else url.host

        fun checked(text: String): String {
            if (text.any { it == '\r' || it == '\n' || it.code == 0 }) throw IOException("line break in a header")
            return text
        }
    }
}

/** The platform's TLS with a session cache of its own, used once. */
private fun freshPlatformTls(): SSLSocketFactory =
    SSLContext.getInstance("TLS").apply { init(null, null, null) }.socketFactory
