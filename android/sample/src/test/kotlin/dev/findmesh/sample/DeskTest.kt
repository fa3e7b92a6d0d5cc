package dev.findmesh.sample

import android.Manifest
import android.bluetooth.BluetoothManager
import android.content.pm.PackageManager
import android.view.View
import dev.findmesh.FindmeshException
import dev.findmesh.gatt.GattFailure
import dev.findmesh.gatt.SoundEvent
import dev.findmesh.gatt.SoundWay
import dev.findmesh.sample.desk.DeskDay
import dev.findmesh.sample.desk.DeskScript
import dev.findmesh.sample.desk.DeskSounds
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.ui.ScreenId
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Assert.fail
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import java.io.File
import java.time.Duration
import dev.findmesh.ui.R as Ui

/** Desk mode: a day that is made up, always the same, and plain to see. */
@RunWith(PhoneRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(qualifiers = "w392dp-h800dp-xhdpi")
class DeskTest {
    @get:Rule
    val phone: Phone = Phone()

    private var controller: ActivityController<MainActivity>? = null
    private val activity get() = controller!!.get()
    private val finger = Finger(phone) { activity }
    private val desk get() = (phone.app as SampleApplication).desk

    private fun open() {
        controller = Robolectric.buildActivity(MainActivity::class.java).setup()
        phone.idle()
    }

    @After
    fun close() {
        controller?.pause()?.stop()?.destroy()
        desk.isOn = false
    }

    private fun banner() = activity.findViewById<View>(R.id.banner).isShown

    private fun picture(name: String) {
        phone.idle()
        assertTrue(Screenshot.of(activity, File(System.getProperty("findmesh.screens"), "$name.png")).length() > 5_000)
    }

    @Test
    fun itIsChosenSeenAndSwitchedOff() {
        open()
        assertFalse(banner())
        finger.tab(Tab.MORE)
        finger.tap(R.string.desk_begin)
        assertTrue(desk.isOn)
        assertTrue("it is plain to see", finger.says(R.string.desk_on))
        for (tab in Tab.all) {
            finger.tab(tab)
            assertTrue("on every tab", banner())
        }
        finger.tab(Tab.of(ScreenId.STATUS))
        phone.until("the day has begun") { finger.says(Ui.string.findmesh_mood_helping) }
        assertTrue("the real library was asked for nothing", phone.findmesh.consent.grants.value.isEmpty())
        picture("desk-status")
        finger.tab(Tab.of(ScreenId.USAGE))
        phone.until("it counts") { finger.says(Ui.string.findmesh_usage_heard) }
        picture("desk-usage")
        finger.tap(R.string.desk_end)
        assertFalse(desk.isOn)
        assertFalse(banner())
        finger.tab(Tab.of(ScreenId.STATUS))
        phone.until("the phone itself again") { finger.says(Ui.string.findmesh_mood_not_asked) }
    }

    @Test
    fun itOutlivesTheProcess() {
        desk.isOn = true
        assertTrue(dev.findmesh.sample.desk.Desk(phone.app).isOn)
    }

    @Test
    fun whereThereIsNoBluetoothItIsOffered() {
        shadowOf(phone.app.packageManager).setSystemFeature(PackageManager.FEATURE_BLUETOOTH_LE, false)
        open()
        assertTrue(finger.says(R.string.desk_offer))
        picture("desk-offer")
        finger.tap(R.string.desk_begin)
        assertTrue(desk.isOn)
    }

    @Test
    fun theDayIsTheSameInWhateverStepsItIsPlayed() {
        fun played(step: Duration): List<Any?> = runBlocking {
            val day = DeskDay()
            day.begin()
            var left = Duration.ofHours(31)
            while (left > Duration.ZERO) {
                day.play(minOf(step, left))
                left -= step
            }
            val health = day.findmesh.health.value
            listOf(day.now, day.findmesh.myData.usage.first(), health.today, health.lastSighting, health.lastUpload, health.queue.reports)
        }
        val once = played(Duration.ofHours(31))
        assertEquals(once, played(Duration.ofMinutes(3)))
        assertEquals(once, played(Duration.ofMinutes(47)))
    }

    @Test
    fun whoLooksAroundFindsTags() {
        desk.isOn = true
        open()
        finger.tab(Tab.of(ScreenId.NEARBY))
        val three = activity.resources.getQuantityString(Ui.plurals.findmesh_nearby_count, 3, 3)
        phone.until(three) {
            // The screen's beat is the main thread's clock, which stands still in tests.
            phone.advance(1_000)
            finger.says(three)
        }
        picture("desk-nearby")
    }

    @Test
    fun aTagSoundsWithoutTheRealBluetooth() {
        phone.deny(Manifest.permission.BLUETOOTH_SCAN, Manifest.permission.BLUETOOTH_CONNECT)
        desk.isOn = true
        open()
        finger.tab(Tab.of(ScreenId.NEARBY))
        // The first of that name is the person's own, whose owner is near.
        val bag = activity.getString(Ui.string.findmesh_tag_numbered, activity.getString(Ui.string.findmesh_tag_findmesh), "2")
        phone.until("it is near") {
            phone.advance(1_000)
            finger.says(bag)
        }
        finger.tap(bag)
        finger.tap(Ui.string.findmesh_sound_play)
        phone.until("it sounds") { finger.says(Ui.string.findmesh_sound_now) }
        picture("desk-sound")
        finger.tap(Ui.string.findmesh_sound_stop)
        assertTrue(finger.says(Ui.string.findmesh_sound_play))
        assertNull("nothing was asked for", shadowOf(activity).lastRequestedPermission)
        val device = phone.app.getSystemService(BluetoothManager::class.java).adapter.getRemoteDevice(DeskScript.NEAR)
        assertEquals("nobody connected", emptyList<Any>(), shadowOf(device).bluetoothGatts)
    }

    @Test
    fun tagsAnswerAsTheScriptSays() = runBlocking {
        val waited = mutableListOf<Duration>()
        val sounds = DeskSounds { waited += it }
        val near = listOf(SoundEvent.Sounding(SoundWay.DULT, confirmed = true), SoundEvent.Ended(confirmed = true))
        assertEquals(near, sounds.of(DeskScript.NEAR).toList())
        assertEquals(listOf(Duration.ofMillis(1_500), Duration.ofSeconds(8)), waited)
        try {
            sounds.of(DeskScript.FAR).collect { fail("it cannot be reached: $it") }
            fail("nothing went wrong")
        } catch (e: FindmeshException.GattFailed) {
            assertEquals(GattFailure.UNREACHABLE, e.failure)
        }
    }

    @Test
    fun theDayHasSomethingOfEverything() = runBlocking {
        val day = DeskDay()
        day.begin()
        val seen = mutableSetOf<String>()
        repeat(7 * 24 * 4) {
            day.play(Duration.ofMinutes(15))
            seen += day.findmesh.health.value.reasons.map { it.code }
        }
        assertEquals(setOf("bluetooth_off", "relay_unreachable"), seen)
        assertEquals(listOf(true, false), day.findmesh.myData.familiarPlaces.first().map { it.isHome })
        val usage = day.findmesh.myData.usage.first()
        assertTrue(usage.drop(1).all { it.reported > 0 && it.uploaded > 0 && it.keysHeard > 0 })
        assertEquals(setOf("my_place", "near_owner"), usage.flatMap { it.suppressed.keys }.toSet())
    }
}
