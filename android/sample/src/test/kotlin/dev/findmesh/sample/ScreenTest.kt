package dev.findmesh.sample

import android.view.View
import android.widget.TextView
import dev.findmesh.Purpose
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.Vectors
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import java.io.File
import java.time.Instant

/** The one screen in its states, with the real library under it; pictures go to target/screens. */
@RunWith(PhoneRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(qualifiers = SCREEN)
class ScreenTest {
    @get:Rule
    val phone: Phone = Phone()

    private lateinit var controller: ActivityController<MainActivity>
    private val activity get() = controller.get()

    private fun open() {
        MainActivity.clock = { Instant.ofEpochMilli(phone.wall) }
        controller = Robolectric.buildActivity(MainActivity::class.java).setup()
    }

    @After
    fun close() {
        controller.pause().stop().destroy()
        MainActivity.clock = Instant::now
    }

    private fun text(id: Int): String = activity.findViewById<TextView>(id).text.toString()

    private fun figure(id: Int): String = activity.findViewById<View>(id).findViewById<TextView>(R.id.figure_value).text.toString()

    private fun shown(id: Int): Boolean = activity.findViewById<View>(id).isShown

    private fun picture(name: String) {
        phone.idle()
        assertTrue(Screenshot.of(activity, File(System.getProperty("findmesh.screens"), "$name.png")).length() > 5_000)
    }

    @Test
    fun beforeConsent() {
        open()
        phone.until("the card is there") { shown(R.id.consent) }
        assertEquals("Not started yet", text(R.id.hero_title))
        picture("consent")
    }

    @Test
    fun oneTapAndItListens() {
        open()
        phone.until("the card is there") { shown(R.id.consent) }
        activity.findViewById<View>(R.id.agree).performClick()
        phone.until("it listens") { text(R.id.hero_title) == "Looking around" }
        val entry = phone.run { phone.findmesh.consent.ledger() }.single()
        assertEquals(Purpose.CROWD_REPORTING to "sample screen", entry.purpose to entry.how)
        activity.findViewById<View>(R.id.pause).performClick()
        phone.until("it rests") { text(R.id.hero_title) == "Paused" }
        picture("paused")
        activity.findViewById<View>(R.id.erase).performClick()
        phone.until("the card is back") { shown(R.id.consent) }
    }

    @Test
    fun listeningWithFigures() {
        listening()
        picture("listening")
    }

    @Test
    @Config(qualifiers = "+night")
    fun listeningAtNight() {
        listening()
        picture("listening-night")
    }

    private fun listening() {
        phone.beginFinding()
        phone.fix(52.3702, 4.8952)
        FakeRadio.send(Vectors.compactTag())
        phone.until("it is sealed") { phone.findmesh.health.value.queue.reports == 1 }
        phone.advance(4 * 60_000)
        open()
        phone.until("somebody looks") { text(R.id.hero_title) == "Looking around" && figure(R.id.figure_queue) == "1 report" }
        assertEquals("4 min. ago", figure(R.id.figure_sighting))
        assertEquals("Not yet", figure(R.id.figure_upload))
    }

    @Test
    fun bluetoothOff() {
        blocked()
        assertEquals("Bluetooth is off", text(R.id.hero_title))
        assertTrue(shown(R.id.hero_button))
        picture("bluetooth-off")
    }

    @Test
    @Config(qualifiers = "zh-rCN-$SCREEN")
    fun bluetoothOffInChinese() {
        blocked()
        assertEquals("蓝牙已关闭", text(R.id.hero_title))
        picture("bluetooth-off-zh")
    }

    private fun blocked() {
        phone.beginFinding()
        phone.deny(android.Manifest.permission.ACCESS_BACKGROUND_LOCATION)
        phone.bluetooth(false)
        phone.until("health says so") { phone.findmesh.health.value.blocking?.code == "bluetooth_off" }
        open()
        phone.until("the screen says so") { activity.findViewById<View>(R.id.hero_button).isShown }
    }

    private companion object
}

private const val SCREEN = "w392dp-h800dp-xhdpi"
