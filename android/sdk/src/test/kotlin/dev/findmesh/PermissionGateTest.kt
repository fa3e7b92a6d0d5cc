package dev.findmesh

import android.Manifest.permission.ACCESS_BACKGROUND_LOCATION
import android.Manifest.permission.ACCESS_COARSE_LOCATION
import android.Manifest.permission.ACCESS_FINE_LOCATION
import android.Manifest.permission.BLUETOOTH_CONNECT
import android.Manifest.permission.BLUETOOTH_SCAN
import android.app.Activity
import android.app.AlertDialog
import android.content.DialogInterface
import android.content.Intent
import android.os.Build
import android.provider.Settings
import dev.findmesh.PermissionStep.Ask
import dev.findmesh.PermissionStep.Kind
import dev.findmesh.PermissionStep.Partly
import dev.findmesh.platform.FindmeshClient
import dev.findmesh.platform.permission.PermissionMemory
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowActivity
import org.robolectric.shadows.ShadowAlertDialog
import java.util.Collections

/** A person, the platform's dialogs and the settings, as the gate leads through them. */
@RunWith(PhoneRunner::class)
class PermissionGateTest {
    @get:Rule
    val phone: Phone = Phone()

    private val scope = CoroutineScope(Dispatchers.Default)
    private val explained: MutableList<PermissionStep> = Collections.synchronizedList(mutableListOf())
    private val telling = PermissionRationale { _, step -> explained.add(step) }
    private val gate get() = phone.findmesh.permissions
    private var screen: ActivityController<Activity> = Robolectric.buildActivity(Activity::class.java)

    @After
    fun end() = scope.cancel()

    private fun open(): Activity = screen.setup().get()

    private fun ask(feature: Feature, rationale: PermissionRationale = telling): Deferred<PermissionResult> {
        val activity = screen.get()
        return scope.async { gate.request(activity, feature, rationale) }
    }

    private fun denyAll() = phone.deny(*Phone.ALL_PERMISSIONS)

    private fun openWithNothingGranted() {
        open()
        denyAll()
    }

    /** The dialog that the platform shows. */
    private fun dialog(): List<String> {
        phone.until("a dialog is there") { shadowOf(screen.get()).lastRequestedPermission != null }
        val request = shadowOf(screen.get()).lastRequestedPermission
        assertEquals(PermissionGate.REQUEST_CODE, request.requestCode)
        return request.requestedPermissions.toList()
    }

    /** The app's page of the settings, once it is opened. */
    private fun settings(): Intent {
        val opened = mutableListOf<Intent>()
        phone.until("the settings are open") {
            shadowOf(screen.get()).nextStartedActivity?.let { opened += it }
            opened.lastOrNull()?.action == Settings.ACTION_APPLICATION_DETAILS_SETTINGS
        }
        return opened.last()
    }

    private fun advise(rationale: Boolean, vararg permissions: String) = permissions.forEach {
        shadowOf(phone.app.packageManager).setShouldShowRequestPermissionRationale(it, rationale)
    }

    /** Something covers the activity for a while; meanwhile these are granted. */
    private fun cover(vararg granted: String, millis: Long = 3_000) {
        screen.pause()
        phone.grant(*granted)
        if (millis > 0) phone.advance(millis)
        shadowOf(screen.get()).clearLast()
        screen.resume()
    }

    private fun Deferred<PermissionResult>.result(): PermissionResult {
        phone.until("the person is through") { isCompleted }
        return phone.run { await() }
    }

    /** Robolectric remembers the last request; another one is told apart by forgetting it. */
    private fun ShadowActivity.clearLast() {
        val field = ShadowActivity::class.java.getDeclaredField("lastRequestedPermission")
        field.isAccessible = true
        field.set(this, null)
    }

    @Test
    fun nothingIsAskedWhereAllIsThere() {
        open()
        assertEquals(emptyList<PermissionStep>(), gate.check(Feature.FINDING))
        assertTrue(ask(Feature.FINDING).result().complete)
        assertNull(shadowOf(screen.get()).lastRequestedPermission)
    }

    @Test
    @Config(sdk = [34, 35, 36])
    fun oneStepAfterAnotherAndTheBackgroundAlone() {
        openWithNothingGranted()
        val asking = ask(Feature.FINDING)
        assertEquals(listOf(BLUETOOTH_SCAN, BLUETOOTH_CONNECT), dialog())
        cover(BLUETOOTH_SCAN, BLUETOOTH_CONNECT)
        assertEquals(listOf(ACCESS_FINE_LOCATION, ACCESS_COARSE_LOCATION), dialog())
        assertTrue("no word before what was never asked", explained.isEmpty())
        cover(ACCESS_FINE_LOCATION, ACCESS_COARSE_LOCATION)
        assertEquals(listOf(ACCESS_BACKGROUND_LOCATION), dialog())
        assertEquals(Kind.BACKGROUND_LOCATION, explained.single().kind)
        cover(ACCESS_BACKGROUND_LOCATION)
        assertTrue(asking.result().complete)
    }

    @Test
    @Config(sdk = [26])
    fun oldPhonesAskForOneThing() {
        openWithNothingGranted()
        val asking = ask(Feature.FINDING)
        assertEquals(listOf(ACCESS_FINE_LOCATION), dialog())
        cover(ACCESS_FINE_LOCATION, ACCESS_COARSE_LOCATION)
        assertTrue(asking.result().complete)
    }

    @Test
    fun aRefusalEndsItAndTheNextTimeAWordComesFirst() {
        openWithNothingGranted()
        refuse(ACCESS_FINE_LOCATION, Feature.NEARBY)
        val result = ask(Feature.NEARBY) { _, step -> explained.add(step).let { false } }.result()
        assertFalse(result.usable)
        assertEquals(Kind.LOCATION, explained.single().kind)
        assertEquals(Ask.EXPLAIN, explained.single().ask)
        assertNull("a person who declines sees no dialog", shadowOf(screen.get()).lastRequestedPermission)
    }

    @Test
    fun askNoMoreLeadsThroughTheSettingsAndBack() {
        openWithNothingGranted()
        refuse(ACCESS_FINE_LOCATION, Feature.NEARBY)
        refuse(ACCESS_FINE_LOCATION, Feature.NEARBY, again = false)
        assertEquals(Ask.SETTINGS, gate.check(Feature.NEARBY).single().ask)
        val asking = ask(Feature.NEARBY)
        assertEquals("package:${phone.app.packageName}", settings().dataString)
        assertEquals(Ask.SETTINGS, explained.last().ask)
        assertTrue(explained.last().text(phone.app).contains("“Location”"))
        cover(ACCESS_FINE_LOCATION)
        assertTrue(asking.result().usable)
    }

    @Test
    fun whoComesBackWithNothingIsAskedByTheDialogAgain() {
        openWithNothingGranted()
        refuse(ACCESS_FINE_LOCATION, Feature.NEARBY)
        refuse(ACCESS_FINE_LOCATION, Feature.NEARBY, again = false)
        val asking = ask(Feature.NEARBY)
        settings()
        cover()
        assertEquals(Ask.DIALOG, asking.result().missing.single().ask)
    }

    @Test
    fun aDialogThatNobodySawLeadsToTheSettingsAtOnce() {
        openWithNothingGranted()
        grantRadio()
        val asking = ask(Feature.NEARBY)
        dialog()
        cover(millis = 0)
        settings()
        cover(ACCESS_FINE_LOCATION)
        assertTrue(asking.result().usable)
        assertEquals(listOf(Ask.SETTINGS), explained.map { it.ask })
    }

    @Test
    fun aRequestThatThePlatformSwallowsEnds() {
        openWithNothingGranted()
        grantRadio()
        val asking = ask(Feature.NEARBY)
        dialog()
        phone.advance(2_000)
        assertFalse(asking.result().usable)
    }

    @Test
    fun anApproximateLocationIsAskedForAgainAsPrecise() {
        openWithNothingGranted()
        grantRadio()
        val asking = ask(Feature.NEARBY)
        dialog()
        advise(true, ACCESS_FINE_LOCATION)
        cover(ACCESS_COARSE_LOCATION)
        val step = asking.result().missing.single()
        assertEquals(Partly.APPROXIMATE, step.partly)
        assertTrue(step.text(phone.app).contains("2 km"))
        val again = ask(Feature.NEARBY)
        dialog()
        cover(ACCESS_FINE_LOCATION)
        assertTrue(again.result().complete)
    }

    @Test
    fun aPhoneThatIsTurnedMeanwhileIsWaitedFor() {
        openWithNothingGranted()
        grantRadio()
        val asking = ask(Feature.NEARBY)
        dialog()
        screen.pause()
        phone.grant(ACCESS_FINE_LOCATION)
        phone.advance(3_000)
        screen.recreate()
        assertTrue(asking.result().complete)
    }

    @Test
    fun whoLeavesTheAppEndsIt() {
        openWithNothingGranted()
        grantRadio()
        val asking = ask(Feature.NEARBY)
        dialog()
        screen.get().finish()
        screen.pause().stop().destroy()
        assertFalse(asking.result().usable)
    }

    @Test
    fun thePlatformsOwnDialogSaysWhy() {
        openWithNothingGranted()
        refuse(ACCESS_FINE_LOCATION, Feature.NEARBY)
        ShadowAlertDialog.reset()
        val asking = ask(Feature.NEARBY, PermissionRationale.Dialog)
        phone.until("it says why") { ShadowAlertDialog.getLatestAlertDialog() != null }
        val why: AlertDialog = ShadowAlertDialog.getLatestAlertDialog()
        assertTrue(shadowOf(why).message.contains("owner"))
        why.getButton(DialogInterface.BUTTON_POSITIVE).performClick()
        assertEquals(ACCESS_FINE_LOCATION, dialog().first())
        cover(ACCESS_FINE_LOCATION)
        assertTrue(asking.result().usable)
    }

    @Test
    fun theEndOfTheActivityIsANo() {
        openWithNothingGranted()
        refuse(ACCESS_FINE_LOCATION, Feature.NEARBY)
        ShadowAlertDialog.reset()
        val asking = ask(Feature.NEARBY, PermissionRationale.Dialog)
        phone.until("it says why") { ShadowAlertDialog.getLatestAlertDialog() != null }
        screen.pause().stop().destroy()
        assertFalse(asking.result().usable)
    }

    @Test
    fun observersHearOfEveryReturn() {
        denyAll()
        grantRadio()
        val seen = Collections.synchronizedList(mutableListOf<Int>())
        val watching: Job = scope.launch { gate.observe(Feature.NEARBY).collect { seen += it.size } }
        phone.until("it is told") { seen.toList() == listOf(1) }
        open()
        screen.pause()
        phone.grant(ACCESS_FINE_LOCATION)
        screen.resume()
        phone.until("the return is noticed") { seen.toList() == listOf(1, 0) }
        watching.cancel()
    }

    @Test
    @Config(sdk = [34, 35, 36])
    fun aGrantForOneTimeIsKnownOnceItIsGone() {
        val memory = PermissionMemory((phone.findmesh as FindmeshClient).host.notes)
        val hour = 3_600_000L
        memory.look(ACCESS_FINE_LOCATION, granted = true, now = phone.wall)
        memory.look(ACCESS_FINE_LOCATION, granted = false, now = phone.wall + hour)
        denyAll()
        grantRadio()
        val step = gate.check(Feature.NEARBY).single()
        assertEquals(Partly.ONLY_ONCE, step.partly)
        assertTrue(step.text(phone.app).contains("While using the app"))
        memory.look(ACCESS_FINE_LOCATION, granted = true, now = phone.wall + 2 * hour)
        assertTrue("it may go again", memory.answers(ACCESS_FINE_LOCATION).lapsed)
        memory.look(ACCESS_FINE_LOCATION, granted = true, now = phone.wall + 27 * hour)
        assertFalse("a day is more than once", memory.answers(ACCESS_FINE_LOCATION).lapsed)
        memory.look(ACCESS_FINE_LOCATION, granted = false, now = phone.wall + 28 * hour)
        assertFalse("taken back is not lapsed", memory.answers(ACCESS_FINE_LOCATION).lapsed)
    }

    @Test
    fun whatIsRememberedOutlivesTheProcess() {
        openWithNothingGranted()
        refuse(ACCESS_FINE_LOCATION, Feature.NEARBY)
        refuse(ACCESS_FINE_LOCATION, Feature.NEARBY, again = false)
        phone.restart()
        assertEquals(Ask.SETTINGS, gate.check(Feature.NEARBY).single().ask)
    }

    private fun grantRadio() {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) phone.grant(BLUETOOTH_SCAN, BLUETOOTH_CONNECT)
    }

    /** A dialog is refused; [again]: the platform would ask once more. */
    private fun refuse(permission: String, feature: Feature, again: Boolean = true) {
        grantRadio()
        val asking = ask(feature)
        dialog()
        advise(again, permission)
        cover()
        assertFalse(asking.result().usable)
        if (again) explained.clear()
    }
}
