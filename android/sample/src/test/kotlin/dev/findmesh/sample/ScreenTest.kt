package dev.findmesh.sample

import android.content.Intent
import android.net.Uri
import android.os.Bundle
import dev.findmesh.FinderState
import dev.findmesh.Purpose
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.Vectors
import dev.findmesh.ui.ScreenId
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import java.io.File
import java.time.Clock
import java.time.Instant
import java.time.ZoneId
import java.time.ZoneOffset
import dev.findmesh.ui.R as Ui

/** The app with the real library under it: tabs, links, back, rotation, the end of the process; pictures go to target/screens. */
@RunWith(PhoneRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(qualifiers = SCREEN)
class ScreenTest {
    @get:Rule
    val phone: Phone = Phone()

    private var controller: ActivityController<MainActivity>? = null
    private val activity get() = controller!!.get()
    private val finger = Finger(phone) { activity }

    private fun open(link: Intent? = null, saved: Bundle? = null) {
        SampleApplication.clock = PhoneClock(phone)
        val created = Robolectric.buildActivity(MainActivity::class.java, link)
        controller = created
        if (saved == null) created.setup() else created.setup(saved)
        phone.idle()
    }

    @After
    fun close() {
        controller?.pause()?.stop()?.destroy()
        SampleApplication.clock = Clock.systemUTC()
    }

    private fun picture(name: String) {
        phone.idle()
        assertTrue(Screenshot.of(activity, File(System.getProperty("findmesh.screens"), "$name.png")).length() > 5_000)
    }

    @Suppress("DEPRECATION")
    private fun back() {
        activity.onBackPressed()
        phone.idle()
    }

    @Test
    fun everyTabOpens() {
        open()
        for (tab in Tab.all - Tab.MORE) {
            finger.tab(tab)
            phone.until("${tab.key} is there") { activity.shown == tab.screen }
        }
        finger.tab(Tab.MORE)
        assertNull(activity.shown)
        for (screen in Tab.others) {
            finger.tap(screen.title)
            assertEquals(screen, activity.shown)
            back()
            assertNull("back to the list", activity.shown)
        }
        picture("more")
    }

    @Test
    fun everyScreenIsInATabOrInTheList() {
        val inner = ScreenId.entries.filter { Tab.of(it) === Tab.MORE } - Tab.others.toSet()
        assertTrue("$inner", inner.all { it.key == "tag" })
    }

    @Test
    fun oneQuestionAndItListens() {
        open()
        finger.agree()
        phone.until("it listens") { phone.findmesh.finder.state.value is FinderState.Listening }
        assertEquals(setOf(Purpose.CROWD_REPORTING), phone.findmesh.consent.grants.value)
        phone.until("the screen says so") { finger.says(Ui.string.findmesh_mood_looking) }
        picture("listening")
    }

    @Test
    fun whatWasHeardIsShown() {
        phone.beginFinding()
        phone.fix(52.3702, 4.8952)
        FakeRadio.send(Vectors.compactTag())
        phone.until("it is sealed") { phone.findmesh.health.value.queue.reports == 1 }
        phone.advance(4 * 60_000)
        open()
        phone.until("a report waits") { finger.says(Ui.string.findmesh_status_waiting) && finger.says("1") }
        picture("heard")
    }

    @Test
    @Config(qualifiers = "zh-rCN-w392dp-h800dp-night-xhdpi")
    fun bluetoothOffInChinese() {
        phone.beginFinding()
        phone.bluetooth(false)
        phone.until("health says so") { phone.findmesh.health.value.blocking?.code == "bluetooth_off" }
        open()
        phone.until("the screen says so") { finger.says("蓝牙已关闭") }
        picture("bluetooth-off-zh-night")
    }

    @Test
    fun everyScreenHasALink() {
        for (screen in ScreenId.entries) {
            val link = MainActivity.link(screen)
            val found = phone.app.packageManager.resolveActivity(Intent(link).setPackage(phone.app.packageName), 0)
            assertNotNull("the manifest declares it: ${link.data}", found)
            open(link)
            assertEquals(screen, activity.shown)
            close()
            controller = null
        }
    }

    @Test
    fun aLinkReachesTheAppThatIsOpen() {
        open()
        controller!!.newIntent(MainActivity.link(ScreenId.PERMISSIONS))
        assertEquals(ScreenId.PERMISSIONS, activity.shown)
        back()
        back()
        assertEquals(ScreenId.STATUS, activity.shown)
    }

    @Test
    fun whatIsNoLinkLeadsNowhere() {
        for (link in listOf(
            "findmesh-sample://screen/unknown",
            "findmesh-sample://screen/",
            "other://screen/usage",
            "findmesh-sample:usage",
        )) {
            open(Intent(Intent.ACTION_VIEW, Uri.parse(link)))
            assertEquals(link, ScreenId.STATUS, activity.shown)
            close()
            controller = null
        }
    }

    @Test
    fun rotationAndTheEndOfTheProcessKeepTheTab() {
        open(MainActivity.link(ScreenId.MAKER))
        finger.tab(Tab.of(ScreenId.USAGE))
        controller!!.recreate()
        assertEquals(ScreenId.USAGE, activity.shown)
        finger.tab(Tab.MORE)
        assertEquals("each tab keeps its own way", ScreenId.MAKER, activity.shown)
        val saved = Bundle()
        controller!!.saveInstanceState(saved)
        close()
        open(saved = saved)
        assertEquals(ScreenId.MAKER, activity.shown)
        back()
        assertNull(activity.shown)
        back()
        assertEquals(ScreenId.STATUS, activity.shown)
        assertFalse(activity.isFinishing)
        back()
        assertTrue(activity.isFinishing)
    }

    @Test
    fun theTabThatIsShownLeadsToItsBeginning() {
        open()
        finger.tap(ScreenId.USAGE.title)
        assertEquals(ScreenId.USAGE, activity.shown)
        finger.tab(Tab.all.first())
        assertEquals(ScreenId.STATUS, activity.shown)
    }

    private companion object
}

/** The phone's wall time. */
internal class PhoneClock(private val phone: Phone) : Clock() {
    override fun getZone(): ZoneId = ZoneOffset.UTC

    override fun withZone(zone: ZoneId): Clock = this

    override fun instant(): Instant = Instant.ofEpochMilli(phone.wall)
}

private const val SCREEN = "w392dp-h800dp-xhdpi"
