package dev.findmesh.ui

import android.os.Looper
import android.widget.TextView
import dev.findmesh.Consent
import dev.findmesh.Findmesh
import dev.findmesh.Purpose
import dev.findmesh.testing.FakeFindmesh
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.ui.gallery.GalleryApplication
import dev.findmesh.ui.gallery.Hand
import dev.findmesh.ui.gallery.Stage
import dev.findmesh.ui.gallery.views
import kotlinx.coroutines.CompletableDeferred
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RuntimeEnvironment
import java.util.Locale
import java.util.concurrent.CountDownLatch

/** An engine that takes its time: the main thread never waits for it, and what was begun is finished. */
@RunWith(PhoneRunner::class)
class SlowEngineTest {
    private val fake = FakeFindmesh()
    private val gate = CompletableDeferred<Unit>()
    private val asked = CountDownLatch(1)
    private val done = CountDownLatch(1)

    /** Writes consent down only when the test lets it, on a thread that blocks as a slow disk does. */
    private val slow = object : Findmesh by fake {
        override val consent: Consent = object : Consent by fake.consent {
            override suspend fun grant(purpose: Purpose, textVersion: String, locale: Locale, how: String) {
                assertFalse("on the main thread", Looper.getMainLooper().isCurrentThread)
                asked.countDown()
                gate.await()
                fake.consent.grant(purpose, textVersion, locale, how)
                done.countDown()
            }
        }
    }

    @Test
    fun theScreenWaitsAndTheMainThreadDoesNot() {
        GalleryApplication.screens = FindmeshScreens.Builder(slow).build()
        val intent = FindmeshScreens.intent(RuntimeEnvironment.getApplication(), ScreenId.ONBOARDING)
        val controller = Robolectric.buildActivity(FindmeshActivity::class.java, intent).setup()
        Hand.idle()
        val hand = Hand(controller.get(), Stage())
        hand.tap(R.string.findmesh_do_continue)
        hand.tap(R.string.findmesh_agree_yes)
        asked.await()
        Hand.idle()
        val words = controller.get().getString(R.string.findmesh_agree_no)
        val other = views(controller.get().window.decorView).first { it is TextView && it.text.toString() == words }
        assertFalse("one thing at a time", other.isEnabled)
        // The activity goes while the engine still works.
        controller.pause().stop().destroy()
        gate.complete(Unit)
        done.await()
        assertEquals(setOf(Purpose.CROWD_REPORTING), fake.consent.grants.value)
        assertTrue(controller.get().isDestroyed)
        GalleryApplication.screens = null
    }
}
