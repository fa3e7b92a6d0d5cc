package dev.findmesh.devicecheck

import android.app.AlarmManager
import android.app.job.JobScheduler
import android.bluetooth.BluetoothDevice
import android.bluetooth.BluetoothManager
import android.bluetooth.le.BluetoothLeScanner
import android.bluetooth.le.ScanCallback
import android.bluetooth.le.ScanRecord
import android.bluetooth.le.ScanResult
import android.bluetooth.le.ScanSettings
import android.content.Intent
import android.location.LocationManager
import android.os.Build
import android.os.SystemClock
import dev.findmesh.testing.Advert
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import java.util.concurrent.FutureTask

/** The probes on framework classes, the radio behind them ours: shown is what they ask and what they make of answers. */
@RunWith(PhoneRunner::class)
class ProbesTest {
    @get:Rule
    val phone = Phone()

    /** Measures off the main thread, as an instrumentation does, while time passes and [meanwhile] happens. */
    private fun measure(name: String, meanwhile: () -> Unit = {}): JSONObject {
        val report = FutureTask { Report.of(Probes.all(phone.app).filter { it.name == name }) }
        Thread(report).start()
        phone.untilLater("$name is measured") {
            if (!report.isDone) meanwhile()
            report.isDone
        }
        val rows = listOf("rows", "figures").map { report.get().getJSONArray(it) }
        return rows.single { it.length() == 1 }.getJSONObject(0)
    }

    private fun JSONObject.value(): Double = if (has("value")) getDouble("value") else error(getString("error"))

    @Test
    fun capabilities_are_ones_and_zeros() {
        assertEquals(0.0, measure("phones.batching").value(), 0.0)
        FakeRadio.batching = true
        assertEquals(1.0, measure("phones.batching").value(), 0.0)
        assertEquals(1.0, measure("phones.extended").value(), 0.0)
        assertEquals(1.0, measure("phones.network_provider").value(), 0.0)
    }

    @Test
    fun duty_is_a_share_of_what_is_heard_at_full_duty() {
        var tick = 0
        val duty = measure("scan.low_power.on") {
            val full = FakeRadio.clients.any { it.settings.scanMode == ScanSettings.SCAN_MODE_LOW_LATENCY }
            if (full || tick++ % 10 == 0) repeat(6) { FakeRadio.send(Advert(byteArrayOf(2, 1, 6), "C0:00:00:00:00:01")) }
        }
        assertEquals(0.1, duty.value(), duty.getDouble("accuracy"))
        assertTrue(FakeRadio.clients.isEmpty())
    }

    @Test
    fun a_silent_room_tells_nothing_of_duty() {
        val error = measure("scan.low_power.on").getString("error")
        assertTrue(error, "too few to tell" in error)
        assertTrue(FakeRadio.clients.isEmpty())
    }

    @Test
    fun the_quota_is_what_went_through_before_the_refusal() {
        var started = 0
        FakeRadio.busy = { if (started++ < 5) 0 else TOO_OFTEN }
        assertEquals(5.0, measure("scan.quota").value(), 0.0)
    }

    @Test
    fun a_phone_that_swallows_starts_is_silent_about_its_quota() {
        val error = measure("scan.quota").getString("error")
        assertTrue(error, "silent about its quota" in error)
        assertTrue(FakeRadio.clients.isEmpty())
    }

    @Test
    fun a_radio_in_trouble_is_an_error_and_no_quota() {
        FakeRadio.refuseWith = ScanCallback.SCAN_FAILED_INTERNAL_ERROR
        val error = measure("scan.quota").getString("error")
        assertTrue(error, "failed with 3" in error)
    }

    @Test
    fun batches_are_timed_by_their_deliveries() {
        FakeRadio.batching = true
        var last = SystemClock.elapsedRealtime()
        val floor = measure("scan.batch_delay_floor") {
            if (SystemClock.elapsedRealtime() - last >= FLOOR) {
                last = SystemClock.elapsedRealtime()
                FakeRadio.clients.forEach { it.callback?.onBatchScanResults(mutableListOf()) }
            }
        }
        assertEquals(5_200.0, floor.value(), 0.0)
        FakeRadio.batching = false
        assertTrue("does not batch" in measure("scan.batch_delay_floor").getString("error"))
    }

    @Test
    @Config(sdk = [26, 34])
    fun results_through_an_intent_are_as_old_as_their_stamps_say() {
        val latency = measure("scan.intent_latency") {
            val results = arrayListOf(result(ageMillis = 30))
            val extras = Intent().putParcelableArrayListExtra(BluetoothLeScanner.EXTRA_LIST_SCAN_RESULT, results)
            FakeRadio.clients.forEach { it.intent?.send(phone.app, 0, extras) }
            phone.idle()
        }
        assertEquals(30.0, latency.value(), 0.001)
        assertTrue(FakeRadio.clients.isEmpty())
    }

    @Test
    @Config(sdk = [26, 34])
    fun fixes_are_timed_and_their_radius_kept() {
        val network = LocationManager.NETWORK_PROVIDER
        val asked = { shadowOf(phone.app.getSystemService(LocationManager::class.java)).getLocationRequests(network).isNotEmpty() }
        val meanwhile = { if (asked()) phone.fix(52.0, 13.0, accuracy = 21f, provider = network) }
        val accuracy = measure("fix.network_accuracy", meanwhile)
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.R) {
            assertTrue("Android 11" in accuracy.getString("error"))
            return
        }
        assertEquals(21.0, accuracy.value(), 0.0)
        assertTrue("older fix" in measure("fix.network_takes", meanwhile).getString("error"))
        phone.advance(FIX_STAYS_CURRENT)
        assertTrue(measure("fix.network_takes", meanwhile).value() >= 0.0)
        val none = measure("fix.gnss_takes").getString("error")
        assertTrue(none, "gps" in none)
    }

    @Test
    fun alarms_and_jobs_are_timed_from_the_asking() {
        val alarms = shadowOf(phone.app.getSystemService(AlarmManager::class.java))
        var waited = 0
        val futurity = measure("alarm.futurity_min") {
            val alarm = alarms.scheduledAlarms.firstOrNull()
            if (alarm != null && ++waited > 13) alarms.fireAlarm(alarm)
        }
        assertEquals(5_000.0, futurity.value(), futurity.getDouble("accuracy"))
        val jobs = phone.app.getSystemService(JobScheduler::class.java)
        val latency = measure("job.latency") {
            if (jobs.allPendingJobs.isNotEmpty()) Robolectric.buildService(CheckJob::class.java).create().get().onStartJob(null)
        }
        assertTrue(latency.value() >= 0.0)
        assertTrue(jobs.allPendingJobs.isEmpty())
        assertEquals(900_000.0, measure("job.period_min").value(), 0.0)
    }

    @Test
    fun the_library_starts_and_its_engine_answers() {
        assertTrue(measure("start.jna").value() >= 0.0)
        assertTrue(measure("start.engine").value() > 0.0)
    }

    @Test
    fun a_maker_who_left_out_the_radio_is_told_from_one_who_did_not() {
        assertTrue(measure("energy.battery").value() >= 1_000.0)
        val radio = measure("energy.rx")
        assertTrue(radio.toString(), "the maker left out" in radio.getString("error"))
    }

    private fun result(ageMillis: Long): ScanResult {
        val device = phone.app.getSystemService(BluetoothManager::class.java).adapter.getRemoteDevice("C0:00:00:00:00:01")
        return ScanResult(
            device, 0x1B, BluetoothDevice.PHY_LE_1M, 0, ScanResult.SID_NOT_PRESENT, ScanResult.TX_POWER_NOT_PRESENT, -60, 0,
            ScanRecord.parseFromBytes(ByteArray(62)), (SystemClock.elapsedRealtime() - ageMillis) * 1_000_000L,
        )
    }

    private companion object {
        const val TOO_OFTEN = 6
        const val FLOOR = 5_000L
        const val FIX_STAYS_CURRENT = 31_000L
    }
}
