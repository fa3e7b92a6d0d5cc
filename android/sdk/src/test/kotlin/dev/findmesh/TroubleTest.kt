package dev.findmesh

import android.Manifest
import android.app.Application
import android.content.Intent
import android.os.Build
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.TestApplication
import dev.findmesh.testing.Vectors
import org.junit.Assert.assertEquals
import org.junit.Assert.assertSame
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.annotation.Config
import java.net.URI
import java.util.Locale

/** Why nothing happens, and what the app is told. */
@RunWith(PhoneRunner::class)
class TroubleTest {
    @get:Rule
    val phone: Phone = Phone()

    private val codes get() = phone.findmesh.health.value.reasons.map { it.code }

    private fun consent() = phone.run { phone.findmesh.consent.grant(Purpose.CROWD_REPORTING, "1", Locale.SIMPLIFIED_CHINESE, "test") }

    @Test
    fun withoutConsentNothingRuns() {
        val missing = assertThrows(FindmeshException.ConsentMissing::class.java) { phone.run { phone.findmesh.finder.enable() } }
        assertEquals(Purpose.CROWD_REPORTING, missing.purpose)
        assertTrue(FakeRadio.clients.isEmpty())
    }

    @Test
    fun withdrawalStopsAndErases() {
        phone.beginFinding()
        phone.fix(1.0, 2.0)
        FakeRadio.send(Vectors.compactTag())
        phone.until("it is sealed") { phone.findmesh.health.value.queue.reports == 1 }
        phone.run { phone.findmesh.consent.withdraw(Purpose.CROWD_REPORTING) }
        phone.until("it is gone") { phone.findmesh.health.value.queue.reports == 0 && FakeRadio.clients.isEmpty() }
        assertEquals(emptySet<Purpose>(), phone.findmesh.consent.grants.value)
        val ledger = phone.run { phone.findmesh.consent.ledger() }
        assertEquals(listOf(Decision.GRANTED, Decision.WITHDRAWN), ledger.map { it.decision })
        assertEquals("en-GB", ledger.first().locale)
    }

    @Test
    @Config(sdk = [34, 35, 36])
    fun missingPermissionsAreNamed() {
        consent()
        phone.deny(Manifest.permission.BLUETOOTH_SCAN)
        val missing = assertThrows(FindmeshException.PermissionMissing::class.java) { phone.run { phone.findmesh.finder.enable() } }
        assertEquals(listOf(Manifest.permission.BLUETOOTH_SCAN), missing.permissions)
    }

    @Test
    fun aPermissionThatWentIsNoticedAtTheNextWake() {
        phone.beginFinding()
        phone.deny(Manifest.permission.ACCESS_FINE_LOCATION, Manifest.permission.ACCESS_COARSE_LOCATION)
        phone.app.sendBroadcast(Intent(Intent.ACTION_MY_PACKAGE_REPLACED))
        phone.idle()
        phone.until("health says so") { "permission_missing" in codes }
        val reason = phone.findmesh.health.value.reasons.first { it.code == "permission_missing" }
        assertEquals(Severity.BLOCKING, reason.severity)
        assertEquals("android.settings.APPLICATION_DETAILS_SETTINGS", reason.fix!!.intent(phone.app)!!.action)
    }

    @Test
    fun locationOffIsSaid() {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.P) return
        phone.beginFinding()
        phone.location(false)
        phone.until("health says so") { "location_services_off" in codes }
        assertEquals("the platform drops every result", 0, FakeRadio.send(Vectors.compactTag()))
    }

    @Test
    fun aDeadRelayIsSaidAndNothingIsLost() {
        phone.beginFinding()
        phone.fix(1.0, 2.0)
        FakeRadio.send(Vectors.compactTag())
        phone.until("it is sealed") { phone.findmesh.health.value.queue.reports == 1 }
        phone.runJobsUntil("it is tried") { (phone.counters()["retried"] ?: 0) > 0 }
        phone.until("health says so") { "relay_unreachable" in codes }
        assertEquals(1, phone.findmesh.health.value.queue.reports)
    }

    @Test
    @Config(application = Application::class)
    fun anUnconfiguredAppIsToldSo() {
        val findmesh = Findmesh.get(phone.app)
        assertEquals("not_configured", findmesh.health.value.blocking!!.code)
        assertEquals(FinderState.Blocked("not_configured"), findmesh.finder.state.value)
        assertThrows(FindmeshException.InvalidConfig::class.java) { phone.run { findmesh.finder.enable() } }
        val created = Findmesh.create(phone.app, TestApplication.config())
        assertSame(created, Findmesh.get(phone.app))
    }

    @Test
    fun aNumberThatDoesNotExistIsToldByItsPath() {
        val limits = FinderLimits.Builder().number("scan.nothing", 1.0).build()
        val findmesh = Findmesh.create(phone.app, FindmeshConfig.Builder(URI("https://relay.example")).limits(limits).build())
        val refused = assertThrows(FindmeshException.InvalidConfig::class.java) { phone.run { findmesh.finder.disable() } }
        assertEquals("scan.nothing", refused.field)
        assertEquals("not_configured", findmesh.health.value.blocking!!.code)
    }

    @Test
    fun oneConfigurationAProcess() {
        val first = Findmesh.create(phone.app, TestApplication.config())
        assertSame(first, Findmesh.create(phone.app, TestApplication.config()))
        assertThrows(FindmeshException.AlreadyCreated::class.java) {
            Findmesh.create(phone.app, FindmeshConfig.Builder(URI("https://other.example")).build())
        }
    }

    @Test
    fun textsComeInChinese() {
        val chinese = phone.app.createConfigurationContext(
            android.content.res.Configuration(phone.app.resources.configuration).apply { setLocale(Locale.SIMPLIFIED_CHINESE) },
        )
        phone.beginFinding()
        phone.bluetooth(false)
        phone.until("health says so") { "bluetooth_off" in codes }
        assertTrue(phone.findmesh.health.value.blocking!!.fix!!.text(chinese).startsWith("请打开蓝牙"))
    }
}
