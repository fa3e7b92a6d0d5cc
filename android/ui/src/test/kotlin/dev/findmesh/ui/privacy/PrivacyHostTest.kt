package dev.findmesh.ui.privacy

import android.Manifest
import android.app.Activity
import android.content.ClipboardManager
import android.content.Intent
import android.location.Location
import android.location.LocationManager
import android.net.Uri
import android.os.SystemClock
import android.widget.TextView
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.ui.FindmeshActivity
import dev.findmesh.ui.FindmeshScreens
import dev.findmesh.ui.R
import dev.findmesh.ui.ScreenId
import dev.findmesh.ui.gallery.GalleryApplication
import dev.findmesh.ui.gallery.Hand
import dev.findmesh.ui.gallery.Stage
import dev.findmesh.ui.gallery.views
import dev.findmesh.ui.host.DocumentPicker
import org.junit.After
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import java.io.ByteArrayOutputStream

/** What the privacy screen wants of the platform: a place to write to, a place to be at, a clipboard. */
@RunWith(PhoneRunner::class)
@Config(sdk = [26, 34])
class PrivacyHostTest {
    private val stage = Stage().also { it.helping() }
    private val app = RuntimeEnvironment.getApplication()
    private val document = Uri.parse("content://documents/export.zip")
    private lateinit var controller: ActivityController<FindmeshActivity>
    private val activity get() = controller.get()

    @Before
    fun open() {
        GalleryApplication.screens = stage.screens()
        controller = Robolectric.buildActivity(FindmeshActivity::class.java, FindmeshScreens.intent(app, ScreenId.PRIVACY)).setup()
        Hand.idle()
    }

    @After
    fun close() {
        controller.pause().stop().destroy()
        GalleryApplication.screens = null
    }

    private fun tap(text: Int) = Hand(activity, stage).tap(text)

    private fun says(text: Int) = activity.getString(text).let { words ->
        views(activity.window.decorView).any { it is TextView && it.isShown && it.text.toString() == words }
    }

    private fun here() = Location(LocationManager.GPS_PROVIDER).also {
        it.latitude = 31.2
        it.longitude = 121.4
        it.accuracy = 12f
        it.time = System.currentTimeMillis()
        it.elapsedRealtimeNanos = SystemClock.elapsedRealtimeNanos()
    }

    private fun locationKnown() {
        shadowOf(app).grantPermissions(Manifest.permission.ACCESS_FINE_LOCATION)
        shadowOf(app.getSystemService(LocationManager::class.java)).setLastKnownLocation(LocationManager.GPS_PROVIDER, here())
    }

    @Test
    fun theExportGoesWhereThePersonSays() {
        val paper = ByteArrayOutputStream()
        shadowOf(app.contentResolver).registerOutputStream(document, paper)
        tap(R.string.findmesh_export)
        val asked = shadowOf(activity).nextStartedActivityForResult
        assertEquals(Intent.ACTION_CREATE_DOCUMENT, asked.intent.action)
        assertEquals("findmesh-2026-11-20.zip", asked.intent.getStringExtra(Intent.EXTRA_TITLE))
        shadowOf(activity).receiveResult(asked.intent, Activity.RESULT_OK, Intent().setData(document))
        Hand.idle()
        assertArrayEquals("a zip", byteArrayOf('P'.code.toByte(), 'K'.code.toByte()), paper.toByteArray().copyOf(2))
        assertTrue(says(R.string.findmesh_told_exported))
    }

    @Test
    fun whoTurnsThePickerAwayIsWhereTheyWere() {
        tap(R.string.findmesh_export)
        shadowOf(activity).receiveResult(shadowOf(activity).nextStartedActivityForResult.intent, Activity.RESULT_CANCELED, null)
        Hand.idle()
        assertTrue(says(R.string.findmesh_export))
    }

    @Test
    fun aRotationBehindThePickerLosesNoAnswer() {
        val paper = ByteArrayOutputStream()
        shadowOf(app.contentResolver).registerOutputStream(document, paper)
        tap(R.string.findmesh_export)
        val asked = shadowOf(activity).nextStartedActivityForResult
        controller.recreate()
        Hand.idle()
        // The platform hands the answer to the activity that stands there now, which finds its fragment.
        @Suppress("DEPRECATION")
        checkNotNull(DocumentPicker.find(activity)).onActivityResult(asked.requestCode, Activity.RESULT_OK, Intent().setData(document))
        Hand.idle()
        assertTrue(paper.size() > 0)
        assertTrue(says(R.string.findmesh_told_exported))
    }

    @Test
    fun aPlaceIsWhereThePhoneIs() {
        locationKnown()
        tap(R.string.findmesh_place_add)
        assertTrue(says(R.string.findmesh_place_new_title))
        tap(R.string.findmesh_place_set)
        val place = stage.findmesh.finder.privateZones.all.value.single()
        assertEquals(31.2 to 121.4, place.latitude to place.longitude)
    }

    @Test
    fun aPlaceIsWhereThePhoneIsFoundWhenNobodyKnewYet() {
        shadowOf(app).grantPermissions(Manifest.permission.ACCESS_FINE_LOCATION)
        val manager = app.getSystemService(LocationManager::class.java)
        shadowOf(manager).setProviderEnabled(LocationManager.GPS_PROVIDER, true)
        tap(R.string.findmesh_place_add)
        assertTrue(says(R.string.findmesh_place_looking))
        shadowOf(manager).simulateLocation(here())
        Hand.idle()
        assertTrue(says(R.string.findmesh_place_new_title))
    }

    @Test
    fun whereEverythingIsSwitchedOffItSaysSoAtOnce() {
        val manager = shadowOf(app.getSystemService(LocationManager::class.java))
        for (provider in listOf(LocationManager.GPS_PROVIDER, LocationManager.NETWORK_PROVIDER)) manager.setProviderEnabled(provider, false)
        tap(R.string.findmesh_place_add)
        assertTrue(says(R.string.findmesh_told_nowhere))
    }

    @Test
    fun aRotationKeepsThePlaceThatIsBeingSet() {
        locationKnown()
        tap(R.string.findmesh_place_add)
        controller.recreate()
        Hand.idle()
        assertTrue(says(R.string.findmesh_place_new_title))
    }

    @Test
    fun theProofCanBePasted() {
        tap(R.string.findmesh_erase)
        tap(R.string.findmesh_erase_yes)
        tap(R.string.findmesh_proof_copy)
        val clip = activity.getSystemService(ClipboardManager::class.java).primaryClip!!
        assertEquals("""{"holds":true}""", clip.getItemAt(0).text)
    }
}
