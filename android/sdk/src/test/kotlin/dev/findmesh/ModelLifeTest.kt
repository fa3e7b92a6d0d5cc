package dev.findmesh

import android.Manifest
import android.app.job.JobScheduler
import android.bluetooth.BluetoothDevice
import android.content.Intent
import android.os.Build
import dev.findmesh.platform.Clocks
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneLife
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.Vectors
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.annotation.Config

/** What happens to the app's process, and what the library makes of it: the table of docs/android-background.md. */
@RunWith(PhoneRunner::class)
class ModelLifeTest {
    @get:Rule
    val phone: Phone = Phone()
    private val life by lazy { PhoneLife(phone) }

    private val standing get() = FakeRadio.clients.filter { it.intent != null }
    private val health get() = phone.findmesh.health.value
    private val codes get() = health.reasons.map { it.code }

    private fun awaitListening() = phone.untilLater("it listens") {
        standing.size == 2 && phone.findmesh.finder.state.value is FinderState.Listening
    }

    @Test
    fun afterARebootTheScanIsArmedAgain() {
        phone.beginFinding()
        life.reboot()
        awaitListening()
    }

    @Test
    fun theUploadJobOutlivesAReboot() {
        phone.beginFinding()
        life.settle()
        assertTrue(phone.pendingJob!!.isPersisted)
    }

    @Test
    fun afterAnUpdateTheScanIsArmedAgain() {
        phone.beginFinding()
        life.update()
        awaitListening()
    }

    @Test
    fun aKilledProcessIsStartedByTheNextTag() {
        phone.beginFinding()
        phone.fix(1.0, 2.0)
        val activity = life.open()
        phone.until("somebody looks") { FakeRadio.clients.size == 3 }
        activity.pause().stop().destroy()
        life.kill()
        assertEquals("what outlives a process", 2, FakeRadio.clients.size)
        FakeRadio.send(Vectors.compactTag())
        phone.until("it is sealed") { health.queue.reports == 1 }
    }

    @Test
    fun aProcessThatEndsLeavesNothingBehind() {
        phone.beginFinding()
        val activity = life.open()
        phone.until("somebody looks") { FakeRadio.clients.size == 3 }
        assertTrue(life.receivers.isNotEmpty())
        activity.pause().stop().destroy()
        phone.restart()
        assertEquals(emptyList<Any>(), life.receivers)
        assertTrue(FakeRadio.clients.all { it.intent != null })
    }

    @Test
    fun afterAForcedStopAPersonWhoOpensTheAppStartsEverythingAgain() {
        phone.beginFinding()
        life.settle()
        life.forceStop()
        assertNull(phone.pendingJob)
        assertNull(life.alarm)
        assertEquals(0, if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.VANILLA_ICE_CREAM) FakeRadio.clients.size else 0)
        phone.advance(HOUR)
        val activity = life.open()
        awaitListening()
        life.settle()
        assertNotNull(phone.pendingJob)
        activity.pause().stop().destroy()
    }

    @Test
    fun anotherUserInFrontIsSaid() {
        phone.beginFinding()
        life.inFront(false)
        phone.until("health says so") { "user_in_background" in codes }
        val before = standing
        phone.advance(HOUR)
        life.inFront(true)
        phone.untilLater("it is armed anew") { "user_in_background" !in codes && standing.size == 2 && standing.none { it in before } }
    }

    @Test
    fun aUserWhoHasNotUnlockedIsWaitedFor() {
        phone.beginFinding()
        life.kill()
        life.lock()
        assertThrows(FindmeshException.StorageFailed::class.java) { phone.run { phone.findmesh.finder.enable() } }
        assertEquals("user_locked", health.blocking!!.code)
        assertEquals(FinderState.Blocked("user_locked"), phone.findmesh.finder.state.value)
        life.unlock()
        awaitListening()
        assertTrue("user_locked" !in codes)
    }

    @Test
    fun aWaitForTheUnlockLeavesNothingBehind() {
        life.lock()
        phone.findmesh
        phone.until("it waits") { life.receivers.size == 1 }
        phone.restart()
        assertEquals(emptyList<Any>(), life.receivers)
        life.unlock()
    }

    @Test
    fun aConnectionAfterBluetoothOnArmsTheScanOfADeadProcess() {
        phone.beginFinding()
        life.kill()
        FakeRadio.powerOff()
        phone.advance(HOUR)
        life.broadcast(BluetoothDevice.ACTION_ACL_CONNECTED)
        awaitListening()
    }

    @Test
    fun aStrangersBroadcastDoesNothing() {
        phone.beginFinding()
        life.kill()
        FakeRadio.powerOff()
        phone.advance(HOUR)
        for (receiver in listOf("ConnectionReceiver", "RearmReceiver", "WakeReceiver", "ScanReceiver")) {
            phone.app.sendBroadcast(Intent("com.example.PLEASE").setClassName(phone.app, "dev.findmesh.platform.$receiver"))
        }
        phone.idle()
        assertNull("no engine was opened", dev.findmesh.platform.FindmeshHolder.current())
    }

    @Test
    fun theAlarmLooksAfterAScanThatIsGone() {
        phone.beginFinding()
        life.settle()
        FakeRadio.powerOff()
        val at = life.alarm!!.triggerAtMs
        assertTrue("within the floor", at - Clocks.bootMillis() in 1..2 * HOUR)
        life.kill()
        phone.advance(at - Clocks.bootMillis())
        life.ring()
        awaitListening()
    }

    @Test
    fun whoRestsIsNotWoken() {
        phone.beginFinding()
        life.settle()
        phone.run { phone.findmesh.finder.disable() }
        phone.until("nothing is planned") { life.settle().let { life.alarm == null && phone.pendingJob == null } }
        assertEquals(0, phone.app.getSystemService(JobScheduler::class.java).allPendingJobs.size)
    }

    @Test
    fun locationOffAndOnAgain() {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.P) return
        phone.beginFinding()
        phone.location(false)
        phone.until("health says so") { "location_services_off" in codes }
        phone.location(true)
        awaitListening()
        assertEquals(1, FakeRadio.send(Vectors.compactTag()))
    }

    @Test
    @Config(sdk = [34, 35, 36])
    fun aPermissionTakenAwayAndGivenBack() {
        phone.beginFinding()
        phone.deny(Manifest.permission.BLUETOOTH_SCAN, Manifest.permission.ACCESS_FINE_LOCATION, Manifest.permission.ACCESS_COARSE_LOCATION)
        life.kill()
        life.open().pause().stop().destroy()
        phone.until("health says so") { "permission_missing" in codes }
        phone.grant(*Phone.ALL_PERMISSIONS)
        val activity = life.open()
        awaitListening()
        activity.pause().stop().destroy()
    }

    private companion object {
        const val HOUR = 3_600_000L
    }
}
