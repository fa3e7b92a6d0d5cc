package dev.findmesh.gatt

import android.bluetooth.BluetoothDevice
import android.bluetooth.BluetoothManager
import dev.findmesh.FindmeshException
import dev.findmesh.testing.FakeGattService
import dev.findmesh.testing.FakeTag
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.ShadowFrameworkGatt
import dev.findmesh.testing.ShadowTagDevice
import dev.findmesh.testing.Vectors.hex
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.annotation.Config
import java.util.UUID

/** Tags of each kind, as their specifications and other people's detectors describe them. */
@RunWith(PhoneRunner::class)
@Config(shadows = [ShadowTagDevice::class, ShadowFrameworkGatt::class])
class TagSoundsTest {
    @get:Rule
    val phone: Phone = Phone()
    private val tag = FakeTag()
    private val device: BluetoothDevice
        get() = phone.app.getSystemService(BluetoothManager::class.java).adapter.getRemoteDevice(tag.address)

    /** Tags that say nothing are given up, or have sounded long enough, at once. */
    private val sounds get() = TagSounds(
        phone.app,
        GattClient(phone.app, GattTimeouts(), pauseMillis = 1),
        SoundPatience(answerMillis = 100, endMillis = 100, soundMillis = 100),
    )
    private val written get() = tag.asked("write").map { it.removePrefix("write ") }

    @Before
    fun tag() = FakeGattService.add(tag)

    @After
    fun nothingStaysOpen() {
        assertEquals(0, tag.open)
        FakeGattService.reset()
    }

    private fun play(with: TagSounds = sounds): List<SoundEvent> = phone.run { with.play(device).toList() }

    private fun refusal(): SoundRefusal = assertThrows(FindmeshException.SoundRefused::class.java) { play() }.reason

    /** Answers commands as a tag away from its owner. */
    private fun dult(onStart: () -> Unit = { sayDult(STARTED) }, onStop: () -> Unit = { sayDult(STOPPED, COMPLETED) }) {
        tag.has(DULT, FakeTag.WRITE or FakeTag.INDICATE)
        tag.writing = { _, value ->
            if (hex(value) == "0003") onStart() else onStop()
            0
        }
    }

    private fun sayDult(vararg messages: String) = messages.forEach { tag.say(DULT, hex(it)) }

    private fun ring(state: String) = tag.say(BEACON_ACTIONS, hex("050c0102030405060708${state}ff0078"))

    @Test
    fun aTagThatAnswersSaysWhenItBeginsAndEnds() {
        dult(onStart = { sayDult(STARTED, COMPLETED) })
        assertEquals(listOf(SoundEvent.Sounding(SoundWay.DULT, confirmed = true), SoundEvent.Ended(confirmed = true)), play())
        assertEquals(listOf("mtu 69", "listen", "subscribe 0200", "write 0003", "disconnect", "close"), tag.asked.drop(2))
    }

    @Test
    fun aTagNearItsOwnerServesNobodyElse() {
        dult(onStart = { sayDult("02030003ffff") })
        assertEquals(SoundRefusal.OWNER_ONLY, refusal())
        assertEquals(listOf("0003"), written)
    }

    @Test
    fun aTagThatSoundsAlreadySaysSo() {
        dult(onStart = { sayDult("020300030100") })
        assertEquals(SoundRefusal.ALREADY_SOUNDING, refusal())
    }

    @Test
    fun aRefusalIsNotCircumvented() {
        dult(onStart = { sayDult("02030003ffff") })
        tag.has(ACCESSORY, FakeTag.WRITE)
        assertEquals(SoundRefusal.OWNER_ONLY, refusal())
        assertEquals(listOf("0003"), written)
    }

    @Test
    fun aTagThatDoesNotAnswerIsStoppedAllTheSame() {
        dult(onStart = { })
        val failed = assertThrows(FindmeshException.GattFailed::class.java) { play() }
        assertEquals(GattFailure.TIMED_OUT to "sound", failed.failure to failed.operation)
        assertEquals(listOf("0003", "0103"), written)
    }

    @Test
    fun aSoundWithoutEndIsStopped() {
        dult(onStart = { sayDult(STARTED) })
        assertEquals(SoundEvent.Ended(confirmed = false), play().last())
        assertEquals(listOf("0003", "0103"), written)
    }

    @Test
    fun cancellingStopsTheSound() {
        dult()
        phone.run {
            coroutineScope {
                val sounding = CompletableDeferred<SoundEvent>()
                val playing = launch { TagSounds(phone.app).play(device).collect { sounding.complete(it) } }
                assertEquals(SoundEvent.Sounding(SoundWay.DULT, confirmed = true), sounding.await())
                playing.cancelAndJoin()
            }
        }
        assertEquals(listOf("0003", "0103"), written)
    }

    @Test
    fun whoLooksAtTheFirstEventOnlyStopsTheSoundToo() {
        dult()
        phone.run { TagSounds(phone.app).play(device).first() }
        assertEquals(listOf("0003", "0103"), written)
    }

    @Test
    fun anAccessoryIsToldToStop() {
        tag.has(ACCESSORY, FakeTag.WRITE)
        assertEquals(listOf(SoundEvent.Sounding(SoundWay.APPLE_ACCESSORY, confirmed = false), SoundEvent.Ended(confirmed = false)), play())
        assertEquals(listOf("010003", "010103"), written)
    }

    @Test
    fun anAirTagEndsTheConnectionWithItsSound() {
        tag.has(AIRTAG, FakeTag.WRITE)
        val patient = TagSounds(phone.app)
        val events = phone.run {
            val events = mutableListOf<SoundEvent>()
            patient.play(device).collect {
                events += it
                if (it is SoundEvent.Sounding) tag.leave(ENDED_BY_TAG)
            }
            events
        }
        assertEquals(listOf(SoundEvent.Sounding(SoundWay.AIRTAG, confirmed = false), SoundEvent.Ended(confirmed = true)), events)
        assertEquals(listOf("af"), written)
    }

    @Test
    fun anAirTagCannotBeStopped() {
        tag.has(AIRTAG, FakeTag.WRITE)
        assertEquals(SoundEvent.Ended(confirmed = false), play().last())
        assertEquals(listOf("af"), written)
    }

    @Test
    fun aFindHubTagThatLetsAnybodyRingRings() {
        tag.has(BEACON_ACTIONS, FakeTag.READ or FakeTag.WRITE or FakeTag.NOTIFY)
        tag.reading = { FakeTag.Reply(0, hex("010011223344556677")) }
        tag.writing = { _, value ->
            if (hex(value) == RING) ring(RINGING).also { ring(BUTTON_PRESSED) }
            0
        }
        assertEquals(listOf(SoundEvent.Sounding(SoundWay.FIND_HUB, confirmed = true), SoundEvent.Ended(confirmed = true)), play())
        assertEquals(listOf("read", "write $RING"), tag.asked.filter { it.startsWith("read") || it.startsWith("write") })
    }

    @Test
    fun aFindHubTagOfACarefulOwnerRefuses() {
        tag.has(BEACON_ACTIONS, FakeTag.READ or FakeTag.WRITE or FakeTag.NOTIFY)
        tag.reading = { FakeTag.Reply(0, hex("010011223344556677")) }
        tag.writing = { _, _ -> UNAUTHENTICATED }
        assertEquals(SoundRefusal.OWNER_ONLY, refusal())
    }

    @Test
    fun aFindHubTagOfAnotherVersionIsNotAsked() {
        tag.has(BEACON_ACTIONS, FakeTag.READ or FakeTag.WRITE or FakeTag.NOTIFY)
        tag.reading = { FakeTag.Reply(0, hex("020011223344556677")) }
        assertEquals(SoundRefusal.FAILED, refusal())
        assertEquals(emptyList<String>(), written)
    }

    @Test
    fun aTagWithoutAnyWayIsSaidToBeSo() {
        tag.has(GattEndpoint(UUID(1, 1), UUID(1, 2)), FakeTag.READ)
        assertEquals(SoundRefusal.NO_WAY, refusal())
    }

    @Test
    fun aTagThatGoesIsToldAsGone() {
        dult(onStart = { tag.leave(SUPERVISION_TIMEOUT) })
        val failed = assertThrows(FindmeshException.GattFailed::class.java) { play() }
        assertEquals(GattFailure.LOST to SUPERVISION_TIMEOUT, failed.failure to failed.status)
    }

    private companion object {
        const val STARTED = "020300030000"
        const val STOPPED = "020301030000"
        const val COMPLETED = "0303"
        const val RING = "050c0000000000000000ff007803"
        const val RINGING = "00"
        const val BUTTON_PRESSED = "03"
        const val UNAUTHENTICATED = 0x80
        const val ENDED_BY_TAG = 19
        const val SUPERVISION_TIMEOUT = 8

        fun endpoint(service: String, characteristic: String) = GattEndpoint(UUID.fromString(service), UUID.fromString(characteristic))

        val DULT = endpoint("15190001-12f4-c226-88ed-2ac5579f2a85", "8e0c0001-1d68-fb92-bf61-48377421680e")
        val ACCESSORY = endpoint("0000fd44-0000-1000-8000-00805f9b34fb", "4f860003-943b-49ef-bed4-2f730304427a")
        val AIRTAG = endpoint("7dfc9000-7d1c-4951-86aa-8d9728f8d66c", "7dfc9001-7d1c-4951-86aa-8d9728f8d66c")
        val BEACON_ACTIONS = endpoint("0000fe2c-0000-1000-8000-00805f9b34fb", "fe2c1238-8366-4814-8eb0-01de32100bea")
    }
}
