package dev.findmesh

import android.Manifest
import android.app.NotificationManager
import android.bluetooth.BluetoothDevice
import android.bluetooth.le.ScanSettings
import android.content.Intent
import android.content.pm.ServiceInfo
import android.os.Build
import android.os.PowerManager
import dev.findmesh.platform.ServiceKeeper
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneLife
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.Services
import dev.findmesh.testing.ShadowMotion
import dev.findmesh.testing.TestApplication
import dev.findmesh.testing.Vectors
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowPowerManager

/** The foreground service: when it starts, what it brings, what is said where it may not start. */
@RunWith(PhoneRunner::class)
class ServiceTest {
    @get:Rule
    val phone: Phone = Phone()
    private val life by lazy { PhoneLife(phone) }
    private val services by lazy { Services(phone) }

    private val codes get() = phone.findmesh.health.value.reasons.map { it.code }
    private val bursts get() = FakeRadio.clients.filter { it.callback != null }

    @Before
    fun ask() {
        TestApplication.notification = Services.NOTIFICATION
    }

    @After
    fun end() = services.end()

    /** The finder is switched on by a person who looks, which is when the service may start. */
    private fun beginWithService() {
        val activity = life.open()
        phone.beginFinding()
        awaitService()
        activity.pause().stop().destroy()
    }

    private fun awaitService() = phone.until("the service runs") {
        services.follow()
        services.running != null
    }

    @Test
    fun itRunsWithTheHostsNotificationAndItsTypes() {
        beginWithService()
        val service = services.running!!.get()
        assertEquals(ServiceKeeper.NOTIFICATION, shadowOf(service).lastForegroundNotificationId)
        assertEquals(Services.CHANNEL, shadowOf(service).lastForegroundNotification.channelId)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) {
            val types = ServiceInfo.FOREGROUND_SERVICE_TYPE_CONNECTED_DEVICE or ServiceInfo.FOREGROUND_SERVICE_TYPE_LOCATION
            assertEquals(types, service.foregroundServiceType)
        }
        phone.until("the plan says so") {
            life.settle()
            phone.findmesh.finder.state.value == FinderState.Listening("foreground_service")
        }
        assertTrue(codes.none { it == "fgs_start_refused" })
    }

    @Test
    fun anAppThatDoesNotAskGetsNone() {
        TestApplication.notification = null
        phone.beginFinding()
        life.settle()
        services.follow()
        assertNull(services.running)
        shadowOf(phone.app.getSystemService(NotificationManager::class.java)).setNotificationsEnabled(false)
        life.settle()
        assertTrue("nothing to show, nothing to say", "notifications_off" !in codes)
    }

    @Test
    fun itEndsWithTheWish() {
        beginWithService()
        phone.run { phone.findmesh.finder.disable() }
        phone.until("it ended") {
            services.follow()
            services.running == null
        }
        life.settle()
        assertEquals(FinderState.Off, phone.findmesh.finder.state.value)
    }

    @Test
    fun itGoesOnWhenTheAppIsSwipedAway() {
        beginWithService()
        services.running!!.get().onTaskRemoved(Intent())
        services.follow()
        assertNotNull(services.running)
        assertFalse(shadowOf(services.running!!.get()).isForegroundStopped)
    }

    private fun awaitQuiet() {
        phone.untilLater("nobody looks, and no burst is under way") {
            life.settle()
            bursts.isEmpty()
        }
        phone.advance(HOUR)
        life.settle()
        phone.untilLater("what the hour brought is over") { bursts.isEmpty() }
        phone.advance(SPACING)
        life.settle()
        assertEquals("sooner than an alarm may begin one", emptyList<Any>(), bursts)
    }

    @Test
    fun aPhoneThatBeginsToMoveLooksRoundOnce() {
        ShadowMotion.install(phone.app)
        beginWithService()
        life.settle()
        awaitQuiet()
        ShadowMotion.move()
        phone.until("a burst") { bursts.size == 1 }
        phone.run { phone.findmesh.finder.disable() }
        phone.until("it ended, and the sensor with it") {
            services.follow()
            services.running == null && !ShadowMotion.isArmed
        }
    }

    @Test
    fun aBurstHoldsTheCpuAndLetsGo() {
        beginWithService()
        awaitQuiet()
        val power = phone.app.getSystemService(PowerManager::class.java)
        shadowOf(power).setIsInteractive(false)
        life.settle()
        shadowOf(power).setIsInteractive(true)
        life.broadcast(Intent.ACTION_SCREEN_ON)
        phone.until("a burst") { bursts.size == 1 }
        assertEquals(ScanSettings.SCAN_MODE_LOW_LATENCY, bursts.single().settings.scanMode)
        val lock = ShadowPowerManager.getLatestWakeLock()
        assertTrue("held for the burst", lock.isHeld)
        phone.untilLater("it ended") { bursts.isEmpty() }
        phone.until("and let go") { !lock.isHeld }
    }

    @Test
    fun aRefusalIsSaidAndTriedAgain() {
        TestApplication.refusesServices = true
        phone.beginFinding()
        phone.until("health says so") { "fgs_start_refused" in codes }
        services.follow()
        assertNull(services.running)
        assertEquals("the standing scan goes on", 1, FakeRadio.send(Vectors.compactTag()))
        TestApplication.refusesServices = false
        life.broadcast(BluetoothDevice.ACTION_ACL_CONNECTED)
        awaitService()
        phone.until("nothing to say any more") {
            life.settle()
            "fgs_start_refused" !in codes
        }
    }

    @Test
    @Config(sdk = [34, 35, 36])
    fun fromTheBackgroundItIsTriedOnlyWhereThePlatformAllowsIt() {
        phone.beginFinding()
        phone.until("health says so") { "fgs_start_refused" in codes }
        life.ring()
        life.settle()
        services.follow()
        assertNull("an inexact alarm gives no right", services.running)
        life.broadcast(Intent.ACTION_MY_PACKAGE_REPLACED)
        awaitService()
    }

    @Test
    fun itComesBackAfterAReboot() {
        beginWithService()
        life.settle()
        services.end()
        life.reboot()
        awaitService()
    }

    @Test
    @Config(sdk = [34, 35, 36])
    fun fromTheBackgroundWithoutPlacesItHasNoTypeLocation() {
        phone.deny(Manifest.permission.ACCESS_BACKGROUND_LOCATION)
        phone.beginFinding()
        life.broadcast(Intent.ACTION_MY_PACKAGE_REPLACED)
        awaitService()
        assertEquals(ServiceInfo.FOREGROUND_SERVICE_TYPE_CONNECTED_DEVICE, services.running!!.get().foregroundServiceType)
    }

    @Test
    fun notificationsThatAreOffAreSaid() {
        shadowOf(phone.app.getSystemService(NotificationManager::class.java)).setNotificationsEnabled(false)
        beginWithService()
        phone.until("health says so") {
            life.settle()
            "notifications_off" in codes
        }
    }

    @Test
    fun aServiceThatThePlatformStartsAnewIsTakenBack() {
        beginWithService()
        life.settle()
        life.kill()
        services.follow()
        assertNull(services.running)
        phone.app.startForegroundService(Intent(phone.app, dev.findmesh.platform.FinderService::class.java))
        services.follow()
        assertNotNull(services.running)
        phone.until("the plan says so") {
            life.settle()
            phone.findmesh.finder.state.value == FinderState.Listening("foreground_service")
        }
    }

    private companion object {
        const val HOUR = 3_600_000L

        /** Between the spacing of bursts while the CPU is awake, a minute, and that of bursts by alarm, twelve. */
        const val SPACING = 5 * 60_000L
    }
}
