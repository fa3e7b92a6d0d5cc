package dev.findmesh

import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.TestApplication
import dev.findmesh.testing.Vectors
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import java.net.InetAddress
import java.net.ServerSocket
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread

/** What the relay's side of the wire sees of a phone: nothing that tells it from another. */
@RunWith(PhoneRunner::class)
class RequestTest {
    @get:Rule
    val phone: Phone = Phone()

    @Test
    fun twoPhonesDifferInTheBodyOnly() {
        val requests = LinkedBlockingQueue<Pair<String, ByteArray>>()
        ServerSocket(0, 4, InetAddress.getByName("127.0.0.1")).use { server ->
            thread(isDaemon = true) { runCatching { while (true) requests += answer(server) } }
            TestApplication.relay = "http://127.0.0.1:${server.localPort}"
            upload(52.0, 4.0)
            val (firstHead, firstBody) = requests.poll(10, TimeUnit.SECONDS)!!
            anotherPhone()
            upload(-33.0, 151.0)
            val (secondHead, secondBody) = requests.poll(10, TimeUnit.SECONDS)!!
            assertEquals(firstHead, secondHead)
            assertEquals(512, firstBody.size)
            assertEquals(512, secondBody.size)
            assertNotEquals(Vectors.hex(firstBody), Vectors.hex(secondBody))
            val names = firstHead.lines().drop(1).filter { it.isNotEmpty() }.map { it.substringBefore(':') }
            assertEquals(listOf("accept", "connection", "content-length", "content-type", "host", "user-agent"), names.sorted())
        }
    }

    private fun upload(latitude: Double, longitude: Double) {
        phone.beginFinding()
        phone.fix(latitude, longitude)
        FakeRadio.send(Vectors.compactTag())
        phone.until("it is sealed") { phone.findmesh.health.value.queue.reports == 1 }
        phone.runJobsUntilEmpty()
    }

    /** Nothing of the first phone is left: files, keys, scans. */
    private fun anotherPhone() {
        val relay = TestApplication.relay
        phone.restart()
        RestartTest.databaseFolder(phone.app).deleteRecursively()
        phone.before()
        TestApplication.relay = relay
    }

    private fun answer(server: ServerSocket): Pair<String, ByteArray> = server.accept().use { socket ->
        val input = socket.getInputStream()
        val head = StringBuilder()
        while (!head.endsWith("\r\n\r\n")) head.append(input.read().toChar())
        val size = Regex("(?i)content-length: (\\d+)").find(head)!!.groupValues[1].toInt()
        val body = input.readNBytes(size)
        socket.getOutputStream().apply { write("HTTP/1.1 204 No Content\r\n\r\n".toByteArray()) }.flush()
        head.toString() to body
    }
}
