package dev.findmesh

import android.Manifest
import android.app.job.JobInfo
import android.content.ComponentName
import android.os.Build
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneLife
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.Services
import dev.findmesh.testing.TestApplication
import dev.findmesh.testing.Vectors
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

/** An app whose manifest took one piece of the library out: the rest works, and health says what is missing. */
@RunWith(PhoneRunner::class)
class RemovedPartsTest {
    @get:Rule
    val phone: Phone = Phone()
    private val life by lazy { PhoneLife(phone) }

    private val codes get() = phone.findmesh.health.value.reasons.map { it.code }

    private fun removeReceiver(name: String) = shadowOf(phone.app.packageManager).removeReceiver(component(name))

    private fun removeService(name: String) = shadowOf(phone.app.packageManager).removeService(component(name))

    private fun component(name: String) = ComponentName(phone.app, "dev.findmesh.platform.$name")

    private fun findOne() {
        phone.beginFinding()
        phone.fix(1.0, 2.0)
        FakeRadio.send(Vectors.compactTag())
        phone.until("it is sealed") { phone.findmesh.health.value.queue.reports == 1 }
    }

    @Test
    fun withoutTheScanReceiverItListensOnlyWhileSomebodyLooks() {
        removeReceiver("ScanReceiver")
        phone.agreeAndEnable()
        phone.until("health says so") { phone.findmesh.health.value.reasons.any { it.code == "scan_failed" && it.detail["code"] == "-3" } }
        assertTrue(FakeRadio.clients.isEmpty())
        val activity = life.open()
        phone.until("somebody looks") { FakeRadio.clients.size == 1 }
        activity.pause().stop().destroy()
    }

    @Test
    fun withoutTheJobReportsLeaveWithDeliveries() {
        removeService("UploadJobService")
        findOne()
        life.settle()
        assertNull(phone.pendingJob)
        assertNotNull("the alarm wakes it", life.alarm)
    }

    @Test
    fun withoutTheAlarmTheJobWakesIt() {
        removeReceiver("WakeReceiver")
        findOne()
        life.settle()
        assertNull(life.alarm)
        assertNotNull(phone.pendingJob)
    }

    @Test
    fun withoutTheServiceItSaysThatItMayNotStart() {
        removeService("FinderService")
        TestApplication.notification = Services.NOTIFICATION
        val activity = life.open()
        findOne()
        phone.until("health says so") {
            life.settle()
            "fgs_start_refused" in codes
        }
        activity.pause().stop().destroy()
    }

    @Test
    @Config(sdk = [34, 35, 36])
    fun withoutTheServicesPermissionTheSame() {
        phone.deny(Manifest.permission.FOREGROUND_SERVICE)
        TestApplication.notification = Services.NOTIFICATION
        val activity = life.open()
        findOne()
        phone.until("health says so") {
            life.settle()
            "fgs_start_refused" in codes
        }
        activity.pause().stop().destroy()
    }

    @Test
    fun withoutBootTheJobIsNotToLast() {
        phone.deny(Manifest.permission.RECEIVE_BOOT_COMPLETED)
        findOne()
        life.settle()
        assertFalse(phone.pendingJob!!.isPersisted)
    }

    @Test
    fun withoutTheBootReceiverAPersonStartsIt() {
        removeReceiver("RearmReceiver")
        phone.beginFinding()
        life.kill()
        FakeRadio.powerOff()
        phone.advance(HOUR)
        val activity = life.open()
        phone.untilLater("it listens") { FakeRadio.clients.count { it.intent != null } == 2 }
        activity.pause().stop().destroy()
    }

    @Test
    fun withoutInternetWhatIsFoundWaits() {
        phone.deny(Manifest.permission.INTERNET)
        findOne()
        phone.until("health says so") { "offline" in codes }
        phone.runJob()
        assertEquals(1, phone.findmesh.health.value.queue.reports)
    }

    @Test
    fun withoutTheStateOfNetworksEveryOneCostsMoney() {
        phone.deny(Manifest.permission.ACCESS_NETWORK_STATE)
        findOne()
        life.settle()
        assertNull("jobs wait for none", phone.pendingJob!!.network())
        phone.runJobsUntil("it is tried") { (phone.counters()["retried"] ?: 0) > 0 }
        assertTrue("relay_unreachable" in phone.run { engineCodes() })
    }

    @Test
    fun withoutWakeLocksBurstsAreDoneWithout() {
        phone.deny(Manifest.permission.WAKE_LOCK)
        findOne()
    }

    @Test
    @Config(sdk = [34, 35, 36])
    fun withoutConnectionsNothingIsMissed() {
        phone.deny(Manifest.permission.BLUETOOTH_CONNECT)
        removeReceiver("ConnectionReceiver")
        findOne()
        assertTrue(codes.none { it == "permission_missing" })
    }

    @Test
    @Config(sdk = [34, 35, 36])
    fun withoutPlacesInTheBackgroundItSaysSo() {
        phone.deny(Manifest.permission.ACCESS_BACKGROUND_LOCATION)
        findOne()
        phone.until("health says so") { "background_location_missing" in codes }
    }

    @Suppress("DEPRECATION") // what API 26 has
    private fun JobInfo.network(): Any? = when {
        Build.VERSION.SDK_INT >= Build.VERSION_CODES.P -> requiredNetwork
        else -> networkType.takeIf { it != JobInfo.NETWORK_TYPE_NONE }
    }

    private suspend fun engineCodes() =
        (phone.findmesh as dev.findmesh.platform.FindmeshClient).host.session().engine.health().reasons.map { it.code }

    private companion object {
        const val HOUR = 3_600_000L
    }
}
