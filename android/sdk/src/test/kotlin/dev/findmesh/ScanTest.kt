package dev.findmesh

import android.app.Activity
import android.bluetooth.BluetoothDevice
import android.bluetooth.le.ScanSettings
import android.content.Intent
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.Vectors
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf

/** What is asked of the radio, and what becomes of what it hears. */
@RunWith(PhoneRunner::class)
class ScanTest {
    @get:Rule
    val phone: Phone = Phone()

    private val standing get() = FakeRadio.clients.filter { it.intent != null }
    private val looking get() = FakeRadio.clients.filter { it.callback != null }

    @Test
    fun theStandingScanIsCheapAndConcrete() {
        phone.beginFinding()
        assertEquals(2, standing.size)
        for (client in standing) {
            assertEquals(ScanSettings.SCAN_MODE_LOW_POWER, client.settings.scanMode)
            assertEquals(ScanSettings.CALLBACK_TYPE_ALL_MATCHES, client.settings.callbackType)
            assertEquals(0L, client.settings.reportDelayMillis)
            assertEquals(BluetoothDevice.PHY_LE_1M, client.settings.phy)
            assertEquals(1, client.filters.size)
            assertFalse("fits the slots", client.allPass)
            assertFalse("results can be added", shadowOf(client.intent).isImmutable)
            assertEquals("dev.findmesh.platform.ScanReceiver", shadowOf(client.intent).savedIntent.component!!.className)
        }
        assertEquals(listOf(true, false), standing.map { it.settings.legacy })
        assertTrue(looking.isEmpty())
    }

    @Test
    fun onlySeparatedTagsWakeThePhone() {
        phone.beginFinding()
        assertEquals(0, FakeRadio.send(Vectors.nearOwnerTag()))
        assertEquals(0, FakeRadio.send(Vectors.appleTag()))
        assertEquals(1, FakeRadio.send(Vectors.compactTag()))
        assertEquals(1, FakeRadio.send(Vectors.extendedTag()))
    }

    @Test
    fun radiosWithoutExtendedAdvertsGetOneClient() {
        shadowOf(android.bluetooth.BluetoothAdapter.getDefaultAdapter()).setIsLeExtendedAdvertisingSupported(false)
        phone.beginFinding()
        assertTrue(standing.single().settings.legacy)
    }

    @Test
    fun aPersonWhoLooksSeesMore() {
        phone.beginFinding()
        val activity = Robolectric.buildActivity(Activity::class.java).setup()
        phone.until("somebody looks") { looking.size == 1 }
        assertEquals(ScanSettings.SCAN_MODE_LOW_LATENCY, looking.single().settings.scanMode)
        assertEquals("the standing scan goes on", 2, standing.size)
        assertFalse("all of it fits the slots", FakeRadio.clients.any { it.allPass })
        assertEquals(1, FakeRadio.send(Vectors.appleTag()))
        phone.assertCount("suppressed_network_not_enabled", 1)
        assertEquals(0, phone.findmesh.health.value.queue.run { reports + pending })
        activity.pause().stop()
        phone.until("nobody looks") { looking.isEmpty() }
        assertEquals(2, standing.size)
    }

    @Test
    fun nobodyLooksForMoreThanFiveMinutes() {
        phone.beginFinding()
        val activity = Robolectric.buildActivity(Activity::class.java).setup()
        phone.until("somebody looks") { looking.size == 1 }
        phone.advance(5 * 60_000L)
        phone.until("the phone was put down") { looking.isEmpty() }
        phone.until("the plan says so") { phone.findmesh.finder.state.value == FinderState.Listening("background") }
        activity.pause().resume()
        phone.until("somebody looks again") {
            phone.advance(STOP_TO_START)
            looking.size == 1
        }
        activity.pause().stop().destroy()
        phone.until("nobody looks") { looking.isEmpty() }
    }

    @Test
    fun disablingStopsEverything() {
        phone.beginFinding()
        phone.run { phone.findmesh.finder.disable() }
        phone.until("all is quiet") { FakeRadio.clients.isEmpty() }
        phone.until("the state says so") { phone.findmesh.finder.state.value == FinderState.Off }
    }

    @Test
    fun aNewProcessLeavesALivingScanAlone() {
        phone.beginFinding()
        val before = standing
        phone.restart()
        assertEquals("a standing scan outlives the process", before, standing)
        FakeRadio.send(Vectors.compactTag())
        phone.until("the finder listens") { phone.findmesh.finder.state.value == FinderState.Listening("background") }
        assertEquals("what delivers needs no start", before, standing)
    }

    @Test
    fun afterAnUpdateOfTheAppTheScanIsStoppedAndArmedAnew() {
        phone.beginFinding()
        val before = standing
        phone.restart()
        phone.app.sendBroadcast(Intent(Intent.ACTION_MY_PACKAGE_REPLACED))
        phone.until("it is armed anew") { standing.size == 2 && standing.none { it in before } }
    }

    @Test
    fun theRadioOffAndOnArmsAgain() {
        phone.beginFinding()
        phone.bluetooth(false)
        phone.until("health says so") { phone.findmesh.health.value.blocking?.code == "bluetooth_off" }
        assertEquals(FinderState.Blocked("bluetooth_off"), phone.findmesh.finder.state.value)
        val fix = phone.findmesh.health.value.blocking!!.fix!!
        assertEquals("android.settings.BLUETOOTH_SETTINGS", fix.intent(phone.app)!!.action)
        assertTrue(fix.text(phone.app).startsWith("Turn Bluetooth on"))
        phone.bluetooth(true)
        phone.until("it listens again") {
            phone.advance(STOP_TO_START)
            standing.size == 2 && phone.findmesh.finder.state.value is FinderState.Listening
        }
    }

    @Test
    fun aRefusedScanIsToldAndAskedForAgain() {
        FakeRadio.refuseWith = 2
        phone.agreeAndEnable()
        phone.until("health says so") { phone.findmesh.health.value.reasons.any { it.code == "scan_failed" && it.detail["code"] == "2" } }
        FakeRadio.refuseWith = 0
        phone.until("it is asked again") {
            phone.advance(10_000)
            standing.size == 2
        }
    }

    private companion object {
        /** A stopped scan rests for so long before the next one starts. */
        const val STOP_TO_START = 400L
    }
}
