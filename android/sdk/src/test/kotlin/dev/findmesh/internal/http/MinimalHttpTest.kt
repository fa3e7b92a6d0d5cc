package dev.findmesh.internal.http

import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import java.io.File
import java.io.IOException
import java.net.ConnectException
import java.net.InetAddress
import java.net.ServerSocket
import java.net.SocketTimeoutException
import java.net.URI
import java.security.KeyStore
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import javax.net.ssl.KeyManagerFactory
import javax.net.ssl.SSLContext
import javax.net.ssl.SSLException
import javax.net.ssl.TrustManagerFactory

class MinimalHttpTest {
    @get:Rule
    val folder: TemporaryFolder = TemporaryFolder()

    private val loopback = InetAddress.getByName("127.0.0.1")

    /** Takes one connection, answers, and tells what it was asked. */
    private fun serve(server: ServerSocket, answer: String): CompletableFuture<String> = CompletableFuture.supplyAsync {
        server.use {
            it.soTimeout = 10_000
            it.accept().use { socket ->
                val head = StringBuilder()
                val input = socket.getInputStream()
                while (!head.endsWith("\r\n\r\n")) head.append(input.read().toChar())
                val size = Regex("content-length: (\\d+)").find(head)?.groupValues?.get(1)?.toInt() ?: 0
                val body = String(input.readNBytes(size))
                socket.getOutputStream().apply { write(answer.toByteArray()) }.flush()
                head.toString() + body
            }
        }
    }

    private val noContent = "HTTP/1.1 204 No Content\r\nDate: x\r\n\r\n"

    @Test
    fun nothingButWhatWasAskedFor() {
        val server = ServerSocket(0, 1, loopback)
        val asked = serve(server, noContent)
        val url = URI("http://127.0.0.1:${server.localPort}/v1/reports")
        val headers = listOf("content-type" to "application/x", "user-agent" to "findmesh/1", "accept" to "*/*")
        val answer = MinimalHttp().exchange("POST", url, headers, "body".toByteArray(), 10_000)
        assertEquals(204, answer.status)
        val expected = "POST /v1/reports HTTP/1.1\r\nhost: 127.0.0.1:${server.localPort}\r\ncontent-type: application/x\r\n" +
            "user-agent: findmesh/1\r\naccept: */*\r\ncontent-length: 4\r\nconnection: close\r\n\r\nbody"
        assertEquals(expected, asked.get(10, TimeUnit.SECONDS))
    }

    @Test
    fun getHasNoLength() {
        val server = ServerSocket(0, 1, loopback)
        val asked = serve(server, noContent)
        MinimalHttp().exchange("GET", URI("http://127.0.0.1:${server.localPort}"), emptyList(), ByteArray(0), 10_000)
        assertEquals("GET / HTTP/1.1\r\nhost: 127.0.0.1:${server.localPort}\r\nconnection: close\r\n\r\n", asked.get(10, TimeUnit.SECONDS))
    }

    @Test
    fun plainHttpGoesNowhereElse() {
        val failure = assertThrows(SSLException::class.java) {
            MinimalHttp().exchange("GET", URI("http://relay.example/"), emptyList(), ByteArray(0), 1_000)
        }
        assertEquals("plain http to a host that is not this one", failure.message)
    }

    @Test
    fun headersCannotBeSplit() {
        val server = ServerSocket(0, 1, loopback)
        server.use {
            assertThrows(IOException::class.java) {
                val url = URI("http://127.0.0.1:${it.localPort}/")
                MinimalHttp().exchange("GET", url, listOf("x" to "a\r\nb: c"), ByteArray(0), 10_000)
            }
        }
    }

    @Test
    fun silenceEndsAtTheDeadline() {
        ServerSocket(0, 1, loopback).use { server ->
            assertThrows(SocketTimeoutException::class.java) {
                MinimalHttp().exchange("GET", URI("http://127.0.0.1:${server.localPort}/"), emptyList(), ByteArray(0), 200)
            }
        }
    }

    @Test
    fun refusedConnectionsAreToldApart() {
        val port = ServerSocket(0, 1, loopback).use { it.localPort }
        assertThrows(ConnectException::class.java) {
            MinimalHttp().exchange("GET", URI("http://127.0.0.1:$port/"), emptyList(), ByteArray(0), 5_000)
        }
    }

    @Test
    fun tlsTrustsTheRightNameOnly() {
        val store = keyStore("dns:localhost")
        assertEquals(204, tlsExchange(store, trusted = true))
        assertThrows(SSLException::class.java) { tlsExchange(store, trusted = false) }
        assertThrows(SSLException::class.java) { tlsExchange(keyStore("dns:relay.example"), trusted = true) }
    }

    private fun tlsExchange(store: KeyStore, trusted: Boolean): Int {
        val keys = KeyManagerFactory.getInstance("PKIX").apply { init(store, PASSWORD) }
        val context = SSLContext.getInstance("TLS").apply { init(keys.keyManagers, null, null) }
        val server = context.serverSocketFactory.createServerSocket(0, 1, InetAddress.getByName("localhost"))
        serve(server, noContent)
        val trust = TrustManagerFactory.getInstance("PKIX").apply { init(store) }
        val client = MinimalHttp {
            SSLContext.getInstance("TLS").apply { init(null, if (trusted) trust.trustManagers else null, null) }.socketFactory
        }
        return client.exchange("GET", URI("https://localhost:${server.localPort}/"), emptyList(), ByteArray(0), 10_000).status
    }

    /** A self-signed certificate for one name, made by the JDK's own tool. */
    private fun keyStore(name: String): KeyStore {
        val file = File(folder.newFolder(), "keys.p12")
        val tool = File(System.getProperty("java.home"), "bin/keytool").path
        val made = ProcessBuilder(
            tool, "-genkeypair", "-alias", "k", "-keyalg", "EC", "-dname", "CN=test", "-ext", "san=$name", "-validity", "2",
            "-storetype", "PKCS12", "-keystore", file.path, "-storepass", String(PASSWORD),
        ).redirectErrorStream(true).start()
        check(made.waitFor() == 0) { made.inputStream.bufferedReader().readText() }
        val store = KeyStore.getInstance("PKCS12").apply { file.inputStream().use { load(it, PASSWORD) } }
        // The certificate as an entry of its own is what a trust manager looks at.
        store.setCertificateEntry("trusted", store.getCertificate("k"))
        return store
    }

    private companion object {
        val PASSWORD = "password".toCharArray()
    }
}
