package dev.findmesh.testing

import android.Manifest
import android.app.AlarmManager
import android.app.job.JobScheduler
import android.content.pm.PackageManager
import android.net.ConnectivityManager
import android.os.Build
import dev.findmesh.Purpose
import dev.findmesh.ffi.FinderState
import dev.findmesh.ffi.Health
import dev.findmesh.ffi.Severity
import dev.findmesh.platform.FindmeshClient
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowPowerManager

/** What is so on the phone, held against what the library holds and says. */
class Truth(private val phone: Phone, private val life: PhoneLife, private val services: Services) {
    var bluetooth: Boolean = true
    var location: Boolean = true
    var saver: Boolean = false
    var dozing: Boolean = false

    /** Scans that still reach the app. */
    private val clients get() = FakeRadio.clients.filterNot { client -> client.intent?.let { shadowOf(it).isCanceled } ?: false }
    private val standing get() = clients.filter { it.intent != null }
    private val bursts get() = clients.filter { it.callback != null }

    /** Everything after a step. */
    fun check() {
        val health = phone.run { (phone.findmesh as FindmeshClient).host.session().engine.health() }
        checkSwitches(health)
        checkScans(health)
        checkLeaks()
    }

    private fun checkSwitches(health: Health) {
        val codes = health.reasons.map { it.code }
        said(codes, "bluetooth_off", !bluetooth)
        said(codes, "permission_missing", !hears())
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) said(codes, "location_services_off", !location)
        said(codes, "battery_saver", saver)
        said(codes, "doze", dozing)
        said(codes, "consent_missing", Purpose.CROWD_REPORTING !in phone.findmesh.consent.grants.value)
        said(codes, "background_location_missing", !background())
        said(codes, "user_in_background", false)
        said(codes, "user_locked", false)
        if ("fgs_start_refused" in codes) assertEquals("a service that runs was not refused", null, services.running)
    }

    /** What is said to run runs, what is not to run does not, and what should run and does not is explained. */
    private fun checkScans(health: Health) {
        val rests = health.state is FinderState.Blocked || health.state is FinderState.Off
        val troubled = health.reasons.any { it.code in OF_THE_SCAN }
        if (rests && !troubled) assertEquals("nothing runs: ${health.reasons}", emptyList<Any>(), clients)
        if (health.state is FinderState.Listening && !troubled) assertTrue("what listens runs: ${health.reasons}", clients.isNotEmpty())
        if (health.state is FinderState.Starting) {
            val explained = troubled || health.reasons.any { it.severity == Severity.BLOCKING } || clients.isNotEmpty()
            assertTrue("it does not start and says nothing: ${health.reasons}", explained)
        }
        if (health.state is FinderState.Blocked) assertTrue("blocked by what?", health.reasons.any { it.severity == Severity.BLOCKING })
    }

    private fun checkLeaks() {
        assertTrue("scans: ${clients.size}", standing.size <= 2 && bursts.size <= 1)
        assertTrue("receivers: ${life.receivers}", life.receivers.size <= 1)
        val networks = shadowOf(phone.app.getSystemService(ConnectivityManager::class.java)).networkCallbacks
        assertTrue("networks: ${networks.size}", networks.size <= 1)
        assertTrue("jobs", phone.app.getSystemService(JobScheduler::class.java).allPendingJobs.size <= 1)
        assertTrue("alarms", shadowOf(phone.app.getSystemService(AlarmManager::class.java)).scheduledAlarms.size <= 1)
        if (bursts.isEmpty()) assertTrue("wake lock", ShadowPowerManager.getLatestWakeLock()?.isHeld != true)
    }

    /** After the process: only what the platform keeps for the next one. */
    fun checkNothingIsLeft() {
        assertEquals(emptyList<Any>(), life.receivers)
        assertEquals(emptyList<Any>(), bursts)
        assertEquals(0, shadowOf(phone.app.getSystemService(ConnectivityManager::class.java)).networkCallbacks.size)
        assertTrue("wake lock", ShadowPowerManager.getLatestWakeLock()?.isHeld != true)
    }

    private fun said(codes: List<String>, code: String, so: Boolean) = assertEquals("$code in $codes", so, code in codes)

    private fun hears(): Boolean =
        places() && (Build.VERSION.SDK_INT < Build.VERSION_CODES.S || granted(Manifest.permission.BLUETOOTH_SCAN))

    private fun places(): Boolean = granted(Manifest.permission.ACCESS_FINE_LOCATION) || granted(Manifest.permission.ACCESS_COARSE_LOCATION)

    private fun background(): Boolean =
        Build.VERSION.SDK_INT < Build.VERSION_CODES.Q || !places() || granted(Manifest.permission.ACCESS_BACKGROUND_LOCATION)

    private fun granted(permission: String) = phone.app.checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED

    private companion object {
        val OF_THE_SCAN = setOf("scan_failed", "scan_lost", "scan_throttled", "scanner_exhausted", "scan_suspected_blocked")
    }
}
