package dev.findmesh

import android.Manifest
import android.app.Activity
import android.bluetooth.le.ScanSettings
import android.content.Intent
import android.os.Build
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.Vectors
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.annotation.Config

/** What the platform refuses, ends or garbles, and how the scan comes back. */
@RunWith(PhoneRunner::class)
class ModelScanRecoveryTest {
    @get:Rule
    val phone: Phone = Phone()

    private val standing get() = FakeRadio.clients.filter { it.intent != null }
    private val looking get() = FakeRadio.clients.filter { it.callback != null }
    private val codes get() = phone.findmesh.health.value.reasons.map { it.code }

    @Test
    fun platformCodesBecomeReasons() {
        FakeRadio.refuseWith = 5
        phone.agreeAndEnable()
        phone.until("health says so") { "scanner_exhausted" in codes }
        FakeRadio.refuseWith = 6
        phone.untilLater("health says so", 10_000) {
            "scan_throttled" in codes && "scanner_exhausted" !in codes
        }
        FakeRadio.refuseWith = 0
        phone.untilLater("it runs", 10_000) {
            standing.size == 2 && codes.none { it.startsWith("scan") }
        }
    }

    @Test
    fun aBatchThatTheRadioRefusesIsAskedForUnbatched() {
        FakeRadio.batching = true
        FakeRadio.busy = { if (it.reportDelayMillis > 0) UNSUPPORTED else 0 }
        phone.agreeAndEnable()
        phone.untilLater("it runs without batches") {
            standing.size == 2 && standing.all { it.settings.reportDelayMillis == 0L }
        }
        phone.until("nothing is wrong any more") { codes.none { it.startsWith("scan") } }
        assertEquals(2, standing.count { it.settings.scanMode == ScanSettings.SCAN_MODE_LOW_POWER })
    }

    @Test
    fun anExtendedScanThatTheRadioRefusesIsDoneWithout() {
        FakeRadio.busy = { if (it.legacy) 0 else UNSUPPORTED }
        phone.agreeAndEnable()
        phone.until("the legacy one runs") { standing.singleOrNull()?.settings?.legacy == true }
        phone.until("health says so") { "extended_unsupported" in codes && codes.none { it.startsWith("scan") } }
        FakeRadio.busy = { 0 }
        phone.bluetooth(false)
        phone.until("the radio is off") { "bluetooth_off" in codes }
        phone.bluetooth(true)
        phone.untilLater("a radio that came on anew is believed again") {
            standing.size == 2 && "extended_unsupported" !in codes
        }
    }

    @Test
    fun aBusyRadioLeavesTheLegacyScanAlone() {
        FakeRadio.busy = { if (it.legacy) 0 else 5 }
        phone.agreeAndEnable()
        phone.until("health says so") { "scanner_exhausted" in codes }
        assertEquals(listOf(true), standing.map { it.settings.legacy })
        FakeRadio.busy = { 0 }
        phone.untilLater("both run", 10_000) { standing.size == 2 && "scanner_exhausted" !in codes }
    }

    @Test
    fun aScanThatThePlatformEndedIsSaidAndAskedForAgain() {
        phone.beginFinding()
        FakeRadio.fail(2)
        phone.until("health says so") { "scan_failed" in codes }
        assertEquals("not at once", 0, standing.size)
        phone.untilLater("it is asked again", 10_000) { standing.size == 2 && "scan_failed" !in codes }
    }

    @Test
    fun aFailedLookIsAskedForAgain() {
        phone.beginFinding()
        val activity = Robolectric.buildActivity(Activity::class.java)
        FakeRadio.refuseWith = 2
        activity.setup()
        phone.until("health says so") { "scan_failed" in codes }
        assertTrue(looking.isEmpty())
        FakeRadio.refuseWith = 0
        phone.untilLater("somebody looks", 10_000) {
            looking.size == 1
        }
        activity.pause().stop().destroy()
        phone.until("nobody looks") { looking.isEmpty() }
    }

    @Test
    fun bluetoothThatCrashesIsNoticedThoughItIsOnAgain() {
        phone.beginFinding()
        val before = standing
        val activity = Robolectric.buildActivity(Activity::class.java).setup()
        phone.until("somebody looks") { looking.size == 1 }
        phone.bluetoothCrashes()
        phone.untilLater("both scans are back") {
            standing.size == 2 && standing.none { it in before } && looking.size == 1
        }
        activity.pause().stop().destroy()
    }

    @Test
    @Config(sdk = [34, 35, 36])
    fun aPermissionThatWentWhileItRanEndsTheScanAndIsSaid() {
        phone.beginFinding()
        phone.deny(Manifest.permission.BLUETOOTH_SCAN)
        phone.app.sendBroadcast(Intent(Intent.ACTION_MY_PACKAGE_REPLACED))
        phone.until("health says so") { "permission_missing" in codes }
        FakeRadio.send(Vectors.compactTag())
        phone.until("an intent that was cancelled ends its scan") { standing.none { it.settings.legacy } }
        phone.grant(Manifest.permission.BLUETOOTH_SCAN)
        phone.app.sendBroadcast(Intent(Intent.ACTION_MY_PACKAGE_REPLACED))
        phone.untilLater("it runs again") {
            standing.size == 2 && "permission_missing" !in codes
        }
    }

    @Test
    fun whatIsLeftOverFromLongAgoIsDropped() {
        phone.advance(2 * HOUR)
        phone.beginFinding()
        FakeRadio.send(Vectors.compactTag(), ageMillis = HOUR)
        phone.until("it was looked at") { FakeRadio.isQuiet() }
        FakeRadio.send(Vectors.compactTag(), ageMillis = 10_000)
        phone.until("the other one waits for a fix") { phone.findmesh.health.value.queue.pending == 1 }
        assertEquals(1L, phone.counters()["adverts"])
    }

    @Test
    fun theExtendedClientNeverAsksForTheModeOfABatch() {
        FakeRadio.batching = true
        phone.beginFinding()
        phone.until("both run") { standing.size == 2 }
        val (legacy, extended) = standing.sortedByDescending { it.settings.legacy }
        val new = Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU
        assertEquals(if (new) ScanSettings.SCAN_MODE_LOW_POWER else ScanSettings.SCAN_MODE_BALANCED, legacy.settings.scanMode)
        assertTrue(legacy.settings.reportDelayMillis >= 120_000)
        assertEquals(ScanSettings.SCAN_MODE_LOW_POWER, extended.settings.scanMode)
        assertEquals(0L, extended.settings.reportDelayMillis)
    }

    private companion object {
        const val UNSUPPORTED = 4
        const val HOUR = 3_600_000L
    }
}
