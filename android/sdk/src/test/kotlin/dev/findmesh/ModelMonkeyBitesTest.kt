package dev.findmesh

import android.app.AlarmManager
import android.app.PendingIntent
import android.app.job.JobInfo
import android.app.job.JobScheduler
import android.bluetooth.BluetoothManager
import android.bluetooth.le.ScanCallback
import android.bluetooth.le.ScanFilter
import android.bluetooth.le.ScanSettings
import android.content.BroadcastReceiver
import android.content.ComponentName
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.content.ServiceConnection
import android.location.LocationListener
import android.location.LocationManager
import android.net.ConnectivityManager
import android.os.IBinder
import android.os.Looper
import android.os.PowerManager
import android.os.SystemClock
import dev.findmesh.ffi.FinderState
import dev.findmesh.ffi.Health
import dev.findmesh.ffi.Reason
import dev.findmesh.ffi.Severity
import dev.findmesh.platform.EngineSession
import dev.findmesh.platform.FinderService
import dev.findmesh.platform.UploadJobService
import dev.findmesh.platform.VisibleActivities
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Leaks
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneLife
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.Services
import dev.findmesh.testing.Truth
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import java.io.File
import java.io.RandomAccessFile
import java.util.concurrent.CountDownLatch
import kotlin.concurrent.thread

/** Each fault that [ModelMonkeyTest] looks for is planted, and found. */
@RunWith(PhoneRunner::class)
class ModelMonkeyBitesTest {
    @get:Rule
    val phone: Phone = Phone()

    private val life by lazy { PhoneLife(phone) }
    private val truth by lazy { Truth(phone, life, Services(phone)) }
    private val leaks by lazy { Leaks(phone, life) }

    @Test
    fun whatIsHeldTooOftenIsFound() {
        phone.beginFinding()
        life.settle()
        leaks.check()
        bites("receivers") { plant(receiver(), phone.app::unregisterReceiver) }
        bites("networks") { plant(network(), connectivity::unregisterNetworkCallback) }
        bites("bound services") { plant(binding(), phone.app::unbindService) }
        bites("activity callbacks") {
            plant(VisibleActivities().also(phone.app::registerActivityLifecycleCallbacks), phone.app::unregisterActivityLifecycleCallbacks)
        }
        bites("location listeners") { plant(List(4) { listener() }) { all -> all.forEach(locations::removeUpdates) } }
        bites("callback scans") { plant(List(2) { looking() }) { all -> all.forEach(scanner::stopScan) } }
        bites("wake locks") { plant(lock()) { it.release() } }
        bites("files") { plant(List(6) { open() }) { all -> all.forEach(RandomAccessFile::close) } }
        bites("threads") { plant(List(2) { working() }) { all -> all.forEach(CountDownLatch::countDown) } }
        bites("standing scans") { plant(standing(), scanner::stopScan) }
        bites("jobs") { plant(JOB.also { jobs.schedule(job(it)) }, jobs::cancel) }
        bites("alarms") { plant(listOf(alarm(7), alarm(8))) { all -> all.forEach(alarms::cancel) } }
    }

    @Test
    fun whatOutlivesItsProcessIsFound() {
        phone.beginFinding()
        life.kill()
        leaks.checkNothingIsLeft()
        outlives("receivers") { plant(receiver(), phone.app::unregisterReceiver) }
        outlives("networks") { plant(network(), connectivity::unregisterNetworkCallback) }
        outlives("location listeners") { plant(listener(), locations::removeUpdates) }
        outlives("callback scans") { plant(looking(), scanner::stopScan) }
        outlives("files") { plant(open(), RandomAccessFile::close) }
        outlives("threads") { plant(working(), CountDownLatch::countDown) }
        outlives("wake locks") { plant(lock()) { it.release() } }
    }

    @Test
    fun whatIsNotSoIsFound() {
        phone.beginFinding()
        life.settle()
        val well = truth.health()
        truth.check(well)
        lies("bluetooth_off", well.saying("bluetooth_off"))
        lies("battery_saver", well.saying("battery_saver"))
        lies("nothing runs", well.copy(state = FinderState.Off))
        lies("blocked by what", well.copy(state = FinderState.Blocked("scan_throttled")))
        lies("nothing runs", well.saying("scan_throttled").copy(state = FinderState.Blocked("scan_throttled")))
        lies("what listens runs", well.copy(state = FinderState.Listening("visible")))
        FakeRadio.powerOff()
        lies("what listens runs", well)
        lies("what listens runs", well.saying("scan_throttled"))
        lies("says nothing", well.copy(state = FinderState.Starting))
        phone.bluetooth(false).also { truth.bluetooth = false }
        lies("bluetooth_off", well)
    }

    private class Planted(val takeBack: () -> Unit)

    private fun <T> plant(fault: T, takeBack: (T) -> Unit) = Planted { takeBack(fault) }

    private fun bites(name: String, plant: () -> Planted) = finds(name, leaks::check, plant)

    private fun outlives(name: String, plant: () -> Planted) = finds(name, leaks::checkNothingIsLeft, plant)

    private fun finds(name: String, check: () -> Unit, plant: () -> Planted) {
        val planted = plant()
        val found = assertThrows("$name was not found", AssertionError::class.java) { check() }
        assertTrue("$name: ${found.message}", found.message!!.startsWith(name))
        planted.takeBack()
        phone.until("$name is as before") { runCatching(check).isSuccess }
    }

    private fun lies(what: String, health: Health) {
        val found = assertThrows("$what was believed", AssertionError::class.java) { truth.check(health) }
        assertTrue("$what: ${found.message}", what in found.message!!)
    }

    private fun Health.saying(code: String) = copy(reasons = reasons + Reason(code, Severity.BLOCKING, 0, emptyList()))

    private fun receiver(): BroadcastReceiver = object : BroadcastReceiver() {
        override fun onReceive(context: Context, intent: Intent) = Unit
    }.also {
        // A second one, where there is one already.
        phone.app.registerReceiver(it, IntentFilter(Intent.ACTION_SCREEN_ON))
    }

    private fun network() = ConnectivityManager.NetworkCallback().also(connectivity::registerDefaultNetworkCallback)

    private fun binding() = object : ServiceConnection {
        override fun onServiceConnected(name: ComponentName?, service: IBinder?) = Unit

        override fun onServiceDisconnected(name: ComponentName?) = Unit
    }.also { phone.app.bindService(Intent(phone.app, FinderService::class.java), it, Context.BIND_AUTO_CREATE) }

    private fun listener() = object : LocationListener {
        override fun onLocationChanged(location: android.location.Location) = Unit
    }.also { locations.requestLocationUpdates(LocationManager.GPS_PROVIDER, 0, 0f, it, Looper.getMainLooper()) }

    private fun looking() = object : ScanCallback() {}.also { scanner.startScan(FILTERS, SETTINGS, it) }

    private fun standing(): PendingIntent = intent(9).also { scanner.startScan(FILTERS, SETTINGS, it) }

    private fun intent(request: Int) = PendingIntent.getBroadcast(phone.app, request, Intent("other"), PendingIntent.FLAG_IMMUTABLE)

    private fun lock() = phone.app.getSystemService(PowerManager::class.java)
        .newWakeLock(PowerManager.PARTIAL_WAKE_LOCK, "test:leak")
        .apply { acquire() }

    private fun open() = RandomAccessFile(File(EngineSession.folder(phone.app), "finder.db"), "r")

    /** Named as the engine names its own. @return ends it. */
    private fun working(): CountDownLatch {
        val (begun, over) = CountDownLatch(1) to CountDownLatch(1)
        thread(name = "findmesh-engine") {
            begun.countDown()
            over.await()
        }
        begun.await()
        return over
    }

    private fun job(id: Int) =
        JobInfo.Builder(id, ComponentName(phone.app, UploadJobService::class.java)).setMinimumLatency(1_000).build()

    private fun alarm(request: Int): PendingIntent = intent(request).also {
        alarms.set(AlarmManager.ELAPSED_REALTIME, SystemClock.elapsedRealtime() + 1_000, it)
    }

    private val connectivity get() = phone.app.getSystemService(ConnectivityManager::class.java)
    private val locations get() = phone.app.getSystemService(LocationManager::class.java)
    private val jobs get() = phone.app.getSystemService(JobScheduler::class.java)
    private val alarms get() = phone.app.getSystemService(AlarmManager::class.java)
    private val scanner get() = phone.app.getSystemService(BluetoothManager::class.java).adapter.bluetoothLeScanner

    private companion object {
        const val JOB = 4_711
        val FILTERS: List<ScanFilter> = listOf(ScanFilter.Builder().setDeviceName("other").build())
        val SETTINGS: ScanSettings = ScanSettings.Builder().build()
    }
}
