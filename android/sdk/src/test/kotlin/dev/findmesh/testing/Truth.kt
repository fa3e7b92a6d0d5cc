package dev.findmesh.testing

import android.Manifest
import android.content.pm.PackageManager
import android.os.Build
import dev.findmesh.Purpose
import dev.findmesh.ffi.FinderState
import dev.findmesh.ffi.Health
import dev.findmesh.ffi.Severity
import dev.findmesh.platform.FindmeshClient
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue

/** What is so on the phone, held against what the library says. */
class Truth(private val phone: Phone, private val life: PhoneLife, private val services: Services) {
    var bluetooth: Boolean = true
    var location: Boolean = true
    var saver: Boolean = false
    var dozing: Boolean = false

    /** What the engine says now. */
    fun health(): Health = phone.run { (phone.findmesh as FindmeshClient).host.session().engine.health() }

    /** @param health what is said of the phone as it is. */
    fun check(health: Health) {
        checkSwitches(health)
        checkScans(health)
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
        val said = "${health.state}: ${health.reasons}"
        when (val state = health.state) {
            is FinderState.Off -> assertEquals("nothing runs; $said", emptyList<Any>(), life.scans)
            is FinderState.Blocked -> checkBlocked(health, state.reason, said)
            is FinderState.Listening -> assertTrue("what listens runs; $said", life.scans.any { runs(state.plan, it) })
            is FinderState.Starting -> assertTrue("it does not start and says nothing; $said", isExplained(health))
        }
    }

    private fun checkBlocked(health: Health, reason: String, said: String) {
        val blocking = health.reasons.filter { it.severity == Severity.BLOCKING }.map { it.code }
        assertTrue("blocked by what? $said", reason in blocking)
        assertEquals("nothing runs; $said", emptyList<Any>(), life.scans)
    }

    /** A person who looks has a callback scan, every other plan its standing one. */
    private fun runs(plan: String, scan: FakeRadio.Client) = if (plan == "visible") scan.callback != null else scan.intent != null

    private fun isExplained(health: Health): Boolean {
        val reasons = health.reasons.any { it.code in OF_THE_SCAN || it.severity == Severity.BLOCKING }
        return reasons || life.scans.isNotEmpty()
    }

    private fun said(codes: List<String>, code: String, so: Boolean) = assertEquals("$code in $codes", so, code in codes)

    private fun hears(): Boolean =
        places() && (Build.VERSION.SDK_INT < Build.VERSION_CODES.S || granted(Manifest.permission.BLUETOOTH_SCAN))

    private fun places(): Boolean = granted(Manifest.permission.ACCESS_FINE_LOCATION) || granted(Manifest.permission.ACCESS_COARSE_LOCATION)

    private fun background(): Boolean =
        Build.VERSION.SDK_INT < Build.VERSION_CODES.Q || !places() || granted(Manifest.permission.ACCESS_BACKGROUND_LOCATION)

    private fun granted(permission: String) = phone.app.checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED

    private companion object {
        /** While one stands that does not block, the scan is about to start again. */
        val OF_THE_SCAN = setOf("scan_failed", "scan_lost", "scanner_exhausted")
    }
}
