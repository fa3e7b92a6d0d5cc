package dev.findmesh.ui.host

import android.app.Activity
import android.os.Bundle
import android.widget.TextView
import dev.findmesh.Purpose
import dev.findmesh.gatt.SoundEvent
import dev.findmesh.gatt.SoundWay
import dev.findmesh.testing.FakeFindmesh
import dev.findmesh.testing.FakePhone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.ui.FindmeshActivity
import dev.findmesh.ui.FindmeshScreens
import dev.findmesh.ui.R
import dev.findmesh.ui.ScreenId
import dev.findmesh.ui.gallery.GalleryApplication
import dev.findmesh.ui.gallery.Hand
import dev.findmesh.ui.gallery.Stage
import dev.findmesh.ui.gallery.heard
import dev.findmesh.ui.gallery.views
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config

/** The screens in an activity: taps lead on, back leads back, rotation and the end of the process lose nothing. */
@RunWith(PhoneRunner::class)
@Config(sdk = [26, 34])
class ScreenHostTest {
    private val stage = Stage()
    private var controller: ActivityController<FindmeshActivity>? = null
    private val activity: FindmeshActivity get() = controller!!.get()

    private fun open(screen: ScreenId, saved: Bundle? = null, about: String? = null) {
        GalleryApplication.screens = stage.screens()
        val intent = FindmeshScreens.intent(RuntimeEnvironment.getApplication(), screen, about)
        val created = Robolectric.buildActivity(FindmeshActivity::class.java, intent)
        controller = created
        if (saved == null) created.setup() else created.setup(saved)
        Hand.idle()
    }

    private fun says(text: Int): Boolean {
        val words = activity.getString(text)
        return views(activity.window.decorView).any { it is TextView && it.isShown && it.text.toString() == words }
    }

    private fun tap(text: Int) = Hand(activity, stage).tap(text)

    @Suppress("DEPRECATION")
    private fun back() {
        activity.onBackPressed()
        Hand.idle()
    }

    @After
    fun close() {
        controller?.pause()?.stop()?.destroy()
        GalleryApplication.screens = null
    }

    @Test
    fun fromTheStatusToTheQuestionAndBack() {
        open(ScreenId.STATUS)
        tap(R.string.findmesh_do_begin)
        assertTrue(says(R.string.findmesh_intro_title))
        tap(R.string.findmesh_do_continue)
        back()
        assertTrue("one page back", says(R.string.findmesh_intro_title))
        back()
        assertTrue("one screen back", says(R.string.findmesh_mood_not_asked))
        back()
        assertTrue(activity.isFinishing)
    }

    @Test
    fun theWholeWay() {
        open(ScreenId.ONBOARDING)
        tap(R.string.findmesh_do_continue)
        tap(R.string.findmesh_agree_yes)
        tap(R.string.findmesh_away)
        tap(R.string.findmesh_do_continue)
        tap(R.string.findmesh_diagnostics_no)
        tap(R.string.findmesh_do_finish)
        assertTrue(says(R.string.findmesh_mood_helping))
        assertEquals(setOf(Purpose.CROWD_REPORTING), stage.findmesh.consent.grants.value)
    }

    @Test
    fun aRotationKeepsPageAndChoice() {
        open(ScreenId.ONBOARDING)
        tap(R.string.findmesh_do_continue)
        tap(R.string.findmesh_agree_yes)
        tap(R.string.findmesh_everywhere)
        controller!!.recreate()
        Hand.idle()
        assertTrue(says(R.string.findmesh_places_title))
        tap(R.string.findmesh_do_continue)
        assertTrue(says(R.string.findmesh_diagnostics_title))
    }

    @Test
    fun theEndOfTheProcessKeepsTheWayBack() {
        open(ScreenId.STATUS)
        tap(R.string.findmesh_do_begin)
        tap(R.string.findmesh_do_continue)
        val saved = Bundle()
        controller!!.saveInstanceState(saved)
        close()
        open(ScreenId.STATUS, saved)
        assertTrue(says(R.string.findmesh_agree_title))
        back()
        back()
        assertTrue(says(R.string.findmesh_mood_not_asked))
    }

    @Test
    fun theEndOfTheProcessKeepsWhatAScreenIsAbout() {
        open(ScreenId.NEARBY)
        stage.heard(1, "apple", rssi = -50, device = "airtag")
        Hand.idle()
        tap(R.string.findmesh_tag_airtag)
        assertTrue(says(R.string.findmesh_tag_away_text))
        val saved = Bundle()
        controller!!.saveInstanceState(saved)
        close()
        open(ScreenId.STATUS, saved)
        assertTrue(says(R.string.findmesh_tag_looking))
        stage.heard(2, "apple", rssi = -50, device = "airtag")
        Hand.idle()
        assertTrue("another tag is another", says(R.string.findmesh_tag_looking))
        stage.heard(1, "apple", rssi = -50, device = "airtag")
        Hand.idle()
        assertTrue(says(R.string.findmesh_tag_away_text))
        back()
        assertTrue(says(R.string.findmesh_nearby_title))
    }

    @Test
    fun aSoundOutlivesARotationAndTheBackgroundButNotItsPage() {
        val sound = MutableSharedFlow<SoundEvent>(replay = 1)
        sound.tryEmit(SoundEvent.Sounding(SoundWay.AIRTAG, confirmed = true))
        stage.sounds = sound
        open(ScreenId.TAG, about = "C0:00:00:00:01:01")
        stage.heard(1, "apple", rssi = -50, device = "airtag")
        Hand.idle()
        tap(R.string.findmesh_sound_play)
        assertTrue(says(R.string.findmesh_sound_now))
        controller!!.recreate()
        Hand.idle()
        assertTrue(says(R.string.findmesh_sound_now))
        controller!!.pause().stop()
        assertEquals("played once, in the background too", 1, sound.subscriptionCount.value)
        controller!!.destroy()
        controller = null
        Hand.idle()
        runBlocking { withTimeout(PATIENCE_MILLIS) { sound.subscriptionCount.first { it == 0 } } }
    }

    @Test
    fun aFixOpensItsSettings() {
        stage.helping()
        stage.findmesh.phone.bluetooth = FakePhone.Bluetooth.OFF
        open(ScreenId.STATUS)
        tap(R.string.findmesh_do_bluetooth)
        assertEquals("android.settings.BLUETOOTH_SETTINGS", shadowOf(activity).nextStartedActivity.action)
    }

    @Test
    fun whatHappensWhileNobodyLooksIsThereAfterwards() {
        stage.helping()
        open(ScreenId.STATUS)
        controller!!.pause().stop()
        stage.findmesh.phone.bluetooth = FakePhone.Bluetooth.OFF
        Hand.idle()
        assertFalse("a screen that is not seen does no work", says(R.string.findmesh_reason_bluetooth_off))
        controller!!.start().resume()
        Hand.idle()
        assertTrue(says(R.string.findmesh_reason_bluetooth_off))
    }

    @Test
    fun anyActivityWithAThemeOfItsOwnShowsThem() {
        val plain = Robolectric.buildActivity(Activity::class.java)
        plain.get().setTheme(android.R.style.Theme_Material_Light)
        plain.setup()
        var left = false
        val listener = object : ScreenHost.Listener {
            override fun onLeave() {
                left = true
            }
        }
        val screens = FindmeshScreens.Builder(FakeFindmesh()).without(ScreenId.STATUS).build()
        val host = screens.host(plain.get(), ScreenId.ONBOARDING, null, listener)
        plain.get().setContentView(host.view)
        host.start()
        Hand.idle()
        host.open(ScreenId.STATUS)
        assertEquals(ScreenId.ONBOARDING, host.current)
        Hand(plain.get(), stage).tap(R.string.findmesh_do_not_now)
        assertTrue(left)
        host.destroy()
        plain.pause().stop().destroy()
    }

    private companion object {
        const val PATIENCE_MILLIS = 60_000L
    }
}
