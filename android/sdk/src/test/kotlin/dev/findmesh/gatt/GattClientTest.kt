package dev.findmesh.gatt

import android.Manifest
import android.bluetooth.BluetoothDevice
import android.bluetooth.BluetoothManager
import android.os.Build
import dev.findmesh.FindmeshException
import dev.findmesh.testing.FakeGattService
import dev.findmesh.testing.FakeTag
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.ShadowFrameworkGatt
import dev.findmesh.testing.ShadowTagDevice
import dev.findmesh.testing.Vectors.hex
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.annotation.Config
import java.util.UUID
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread

/** The framework's own GATT code between the client and a tag that follows a script. */
@RunWith(PhoneRunner::class)
@Config(shadows = [ShadowTagDevice::class, ShadowFrameworkGatt::class])
class GattClientTest {
    @get:Rule
    val phone: Phone = Phone()
    private val tag = FakeTag()
        .has(VALUE, FakeTag.READ or FakeTag.WRITE)
        .has(QUIET, FakeTag.WRITE_NO_RESPONSE)
        .has(NOTIFIES, FakeTag.NOTIFY)
        .has(INDICATES, FakeTag.INDICATE)
    private val client get() = GattClient(phone.app, GattTimeouts(), PAUSE)
    private val impatient get() = GattClient(phone.app, GattTimeouts(connectMillis = 50, operationMillis = 50), PAUSE)
    private val device: BluetoothDevice
        get() = phone.app.getSystemService(BluetoothManager::class.java).adapter.getRemoteDevice(tag.address)

    @Before
    fun tag() = FakeGattService.add(tag)

    @After
    fun nothingStaysOpen() {
        assertEquals(0, tag.open)
        FakeGattService.reset()
    }

    private fun <T> connected(with: GattClient = client, use: suspend (GattConnection) -> T): T = phone.run { with.connected(device, use) }

    private fun failure(with: GattClient = client, use: suspend (GattConnection) -> Unit): FindmeshException.GattFailed =
        assertThrows(FindmeshException.GattFailed::class.java) { connected(with, use) }

    @Test
    fun anAttemptIsDirectAndTheEndIsAnEnd() {
        assertArrayEquals("01", connected { it.read(VALUE) })
        assertEquals(listOf("connect", "discover", "read", "disconnect", "close"), tag.asked)
    }

    @Test
    fun valuesAreWrittenAsTheCharacteristicTakesThem() {
        connected {
            it.write(VALUE, hex("0102"))
            it.write(QUIET, hex("03"))
        }
        assertEquals(listOf("write 0102", "write quietly 03"), tag.asked("write"))
    }

    @Test
    fun oneOperationAtATimeInOrder() {
        val underWay = AtomicInteger()
        tag.writing = { _, value ->
            // The answer takes a while; the platform would drop what is asked meanwhile.
            assertEquals(1, underWay.incrementAndGet())
            thread {
                Thread.sleep(1)
                underWay.decrementAndGet()
                tag.link!!.tell("onCharacteristicWrite", tag.address, 0, FIRST_HANDLE, value)
            }
            null
        }
        connected { link ->
            coroutineScope {
                repeat(COUNT) { i -> launch(start = CoroutineStart.UNDISPATCHED) { link.write(VALUE, byteArrayOf(i.toByte())) } }
            }
        }
        assertEquals((0 until COUNT).map { "write %02x".format(it) }, tag.asked("write"))
    }

    @Test
    fun whoGivesUpWaitingLeavesTheQueueInOrder() {
        val reads = AtomicInteger()
        val begun = CompletableDeferred<Unit>()
        tag.reading = {
            if (reads.incrementAndGet() == 1) {
                begun.complete(Unit)
                null
            } else {
                FakeTag.Reply(0, hex("02"))
            }
        }
        val value = connected { link ->
            coroutineScope {
                val gone = launch { link.read(VALUE) }
                begun.await()
                gone.cancelAndJoin()
                val next = async { link.read(VALUE) }
                assertEquals("the platform is still at it", 1, reads.get())
                answerRead("01")
                next.await()
            }
        }
        assertArrayEquals("02", value)
    }

    /** The answer that was held back. */
    private fun answerRead(value: String) = tag.link!!.tell("onCharacteristicRead", tag.address, 0, FIRST_HANDLE, hex(value))

    @Test
    fun aFirstAttemptThatFailsForNoReasonIsMadeAgain() {
        tag.connecting = { attempt -> if (attempt < 3) GATT_ERROR else 0 }
        connected { it.read(VALUE) }
        // From API 36 on the platform itself lets go of an attempt that failed, before anybody hears of it.
        val letGo = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.BAKLAVA) emptyList() else listOf("refresh", "disconnect")
        val attempt = listOf("connect") + letGo + "close"
        assertEquals(attempt + attempt, tag.asked.take(2 * attempt.size))
    }

    @Test
    fun threeAttemptsAreEnough() {
        tag.connecting = { GATT_ERROR }
        val failed = failure { }
        assertEquals(GattFailure.UNREACHABLE, failed.failure)
        assertEquals(GATT_ERROR, failed.status)
        assertEquals(3, tag.asked("connect").size)
        assertEquals(3, tag.asked("close").size)
    }

    @Test
    fun anAttemptThatNothingIsHeardOfEnds() {
        tag.connecting = { null }
        val failed = failure(impatient) { }
        assertEquals(GattFailure.UNREACHABLE to null, failed.failure to failed.status)
        assertEquals(listOf("connect", "refresh", "disconnect", "close"), tag.asked)
    }

    @Test
    fun cancellingWhileConnectingCloses() {
        tag.connecting = { null }
        phone.run {
            coroutineScope {
                val attempt = launch { client.connected(device) { } }
                while (tag.asked("connect").isEmpty()) yield()
                attempt.cancelAndJoin()
            }
        }
        assertEquals(listOf("disconnect", "close"), tag.asked.takeLast(2))
    }

    @Test
    fun cancellingWhileAskingCloses() {
        val begun = CompletableDeferred<Unit>()
        tag.reading = {
            begun.complete(Unit)
            null
        }
        phone.run {
            coroutineScope {
                val asking = launch { client.connected(device) { it.read(VALUE) } }
                begun.await()
                asking.cancelAndJoin()
            }
        }
        assertEquals(listOf("disconnect", "close"), tag.asked.takeLast(2))
    }

    @Test
    fun whatTheHostThrowsCloses() {
        assertThrows(IllegalStateException::class.java) { connected { error("the host's own") } }
        assertEquals(listOf("disconnect", "close"), tag.asked.takeLast(2))
    }

    @Test
    fun anUnansweredOperationEndsTheConnection() {
        tag.reading = { null }
        val later = CompletableDeferred<FindmeshException.GattFailed>()
        val failed = failure(GattClient(phone.app, GattTimeouts(operationMillis = 300), PAUSE)) { link ->
            try {
                link.read(VALUE)
            } finally {
                runCatching { link.write(VALUE, hex("01")) }.exceptionOrNull()?.let { later.complete(it as FindmeshException.GattFailed) }
            }
        }
        assertEquals(GattFailure.TIMED_OUT to "read", failed.failure to failed.operation)
        assertEquals(GattFailure.LOST, phone.run { later.await() }.failure)
        assertTrue(tag.asked("write").isEmpty())
    }

    @Test
    fun aTagThatGoesIsMissedByEverybody() {
        tag.reading = {
            tag.leave(ENDED_BY_TAG)
            null
        }
        val heard = CompletableDeferred<Throwable?>()
        val failed = failure { link ->
            val values = link.subscribe(NOTIFIES)
            try {
                link.read(VALUE)
            } finally {
                heard.complete(runCatching { values.toList() }.exceptionOrNull())
                assertEquals(ENDED_BY_TAG, link.awaitEnd())
            }
        }
        assertEquals(Triple(GattFailure.LOST, "read", ENDED_BY_TAG), Triple(failed.failure, failed.operation, failed.status))
        assertEquals(GattFailure.LOST, (phone.run { heard.await() } as FindmeshException.GattFailed).failure)
    }

    @Test
    fun aRefusalHasTheTagsCode() {
        tag.writing = { _, _ -> 0x80 }
        val failed = failure { it.write(VALUE, hex("01")) }
        assertEquals(Triple(GattFailure.REFUSED, "write", 0x80), Triple(failed.failure, failed.operation, failed.status))
    }

    @Test
    fun whatIsNotThereIsNotAskedFor() {
        assertFalse(connected { it.has(ABSENT) })
        assertEquals(GattFailure.NOT_THERE, failure { it.read(ABSENT) }.failure)
        assertEquals(GattFailure.NOT_THERE, failure { it.read(QUIET) }.failure)
        assertEquals(GattFailure.NOT_THERE, failure { it.subscribe(VALUE) }.failure)
        assertTrue(tag.asked("read").isEmpty())
    }

    @Test
    fun aPacketHoldsWhatTheMtuSays() {
        connected { link ->
            assertEquals(23, link.mtu)
            assertEquals(185, link.requestMtu(517))
            link.write(QUIET, ByteArray(182))
        }
        assertEquals(GattFailure.TOO_LONG, failure { it.write(QUIET, ByteArray(21)) }.failure)
        assertEquals(GattFailure.TOO_LONG, failure { it.write(VALUE, ByteArray(513)) }.failure)
    }

    @Test
    fun aTagThatWantsNoOtherMtuStaysWithIts() {
        tag.mtuMax = null
        assertEquals(23, connected { it.requestMtu(100) })
    }

    @Test
    fun changesComeInOrderAndWhole() {
        val values = connected { link ->
            val changes = link.subscribe(NOTIFIES)
            // The platform keeps one value an object: all are said before the first is looked at.
            (0 until 8).forEach { tag.say(NOTIFIES, byteArrayOf(it.toByte())) }
            changes.take(8).toList()
        }
        assertEquals((0 until 8).toList(), values.map { it.single().toInt() })
    }

    @Test
    fun indicationsAreSwitchedOnAsSuch() {
        connected {
            it.subscribe(NOTIFIES)
            it.subscribe(INDICATES)
        }
        assertEquals(listOf("subscribe 0100", "subscribe 0200"), tag.asked("subscribe"))
        tag.subscribing = 0x0E
        assertEquals(
            Triple(GattFailure.REFUSED, "subscribe", 0x0E),
            failure {
                it.subscribe(NOTIFIES)
            }.run { Triple(failure, operation, status) },
        )
    }

    @Test
    fun servicesThatThePlatformForgotAreLookedForAgain() {
        tag.emptySearches = 1
        assertTrue(connected { it.has(VALUE) })
        assertEquals(listOf("connect", "discover", "refresh", "discover"), tag.asked.take(4))
    }

    @Test
    @Config(sdk = [34, 35, 36]) // from API 31 the platform tells
    fun servicesThatChangedAreLookedForAgain() {
        connected { link ->
            assertFalse(link.has(ABSENT))
            tag.has(ABSENT, FakeTag.READ)
            tag.changeServices()
            while (!link.has(ABSENT)) yield()
        }
        assertEquals(2, tag.asked("discover").size)
    }

    @Test
    fun anEndThatIsNotToldIsNotWaitedForForEver() {
        tag.tellsDisconnect = false
        connected { }
        assertEquals(listOf("disconnect", "close"), tag.asked.takeLast(2))
    }

    @Test
    fun withoutTheRadioNothingIsTried() {
        phone.bluetooth(false)
        assertEquals(GattFailure.RADIO_OFF, failure { }.failure)
        assertTrue(tag.asked.isEmpty())
    }

    @Test
    @Config(sdk = [34, 35, 36]) // there is no such permission before
    fun withoutThePermissionNothingIsTried() {
        phone.deny(Manifest.permission.BLUETOOTH_CONNECT)
        val missing = assertThrows(FindmeshException.PermissionMissing::class.java) { connected { } }
        assertEquals(listOf(Manifest.permission.BLUETOOTH_CONNECT), missing.permissions)
        assertTrue(tag.asked.isEmpty())
    }

    @Test
    fun aLateAnswerIsNotTakenForAnother() {
        tag.reading = {
            // Of a characteristic that nobody asked about, then the right one.
            tag.link!!.tell("onCharacteristicWrite", tag.address, 0x85, FIRST_HANDLE, ByteArray(0))
            FakeTag.Reply(0, hex("07"))
        }
        assertArrayEquals("07", connected { it.read(VALUE) })
    }

    private fun assertArrayEquals(expected: String, actual: ByteArray) = assertEquals(expected, hex(actual))

    private companion object {
        const val PAUSE = 1L
        const val COUNT = 32
        const val GATT_ERROR = 133
        const val ENDED_BY_TAG = 19
        const val FIRST_HANDLE = 0x11

        fun endpoint(number: Int) = GattEndpoint(UUID(number.toLong() and 2, 1), UUID(number.toLong(), 2))

        val VALUE = endpoint(0)
        val QUIET = endpoint(1)
        val NOTIFIES = endpoint(2)
        val INDICATES = endpoint(3)
        val ABSENT = endpoint(9)
    }
}
