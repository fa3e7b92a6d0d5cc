package dev.findmesh.testing

import android.Manifest
import android.app.Application
import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.bluetooth.BluetoothAdapter
import android.bluetooth.BluetoothManager
import android.content.Intent
import android.content.pm.PackageManager
import android.location.Location
import android.location.LocationManager
import android.net.ConnectivityManager
import android.net.NetworkCapabilities
import android.os.Build
import android.os.Looper
import android.os.SystemClock
import dev.findmesh.FinderState
import dev.findmesh.Findmesh
import dev.findmesh.Network
import dev.findmesh.Purpose
import dev.findmesh.internal.NativeLib
import dev.findmesh.internal.TestClock
import dev.findmesh.platform.Clocks
import dev.findmesh.platform.FindmeshClient
import dev.findmesh.platform.FindmeshHolder
import dev.findmesh.platform.UploadJobService
import dev.findmesh.platform.UploadJobs
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.rules.ExternalResource
import org.robolectric.Robolectric
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ServiceController
import org.robolectric.shadows.ShadowNetworkCapabilities
import org.robolectric.shadows.ShadowSystemClock
import java.time.Duration
import java.util.Locale

/**
 * A phone in virtual time: its clocks, radio, location providers, network, Keystore and job scheduler,
 * all reached through the framework's own classes.
 */
class Phone : ExternalResource() {
    val keyStore: FakeAndroidKeyStore = FakeAndroidKeyStore()
    val app: Application get() = RuntimeEnvironment.getApplication()
    val findmesh: Findmesh get() = Findmesh.get(app)
    private val adapter get() = app.getSystemService(BluetoothManager::class.java).adapter
    private val locations get() = app.getSystemService(LocationManager::class.java)

    /** Wall time, milliseconds. An hour ago at first, so that what happens here is past for everybody else. */
    @Volatile
    var wall: Long = 0
        private set

    public override fun before() {
        NativeLib.load(null)
        layOut()
        setClock(System.currentTimeMillis() - HOUR)
        Clocks.wallMillis = { wall }
        Clocks.pause = {}
    }

    /** All of the phone but its virtual time, for which the library must be loaded. */
    fun layOut() {
        SettingsApp.install(app)
        keyStore.before()
        FakeRadio.reset()
        ShadowMotion.reset()
        TestApplication.transport = null
        TestApplication.relay = TestApplication.NOWHERE
        TestApplication.serviceUuid = TestApplication.SERVICE_UUID
        TestApplication.companyId = TestApplication.COMPANY_ID
        TestApplication.networks = arrayOf(Network.NATIVE)
        TestApplication.notification = null
        TestApplication.refusesServices = false
        shadowOf(app.packageManager).setSystemFeature(PackageManager.FEATURE_BLUETOOTH_LE, true)
        shadowOf(adapter).setIsLeExtendedAdvertisingSupported(true)
        bluetooth(true)
        grant(*ALL_PERMISSIONS, *INSTALLED_PERMISSIONS)
        shadowOf(locations).setLocationEnabled(true)
        PROVIDERS.forEach { shadowOf(locations).setProviderEnabled(it, true) }
        online()
    }

    public override fun after() {
        restart()
        TestClock.clear()
        Clocks.wallMillis = System::currentTimeMillis
        Clocks.pause = { delay(it) }
        keyStore.after()
    }

    /** Ends the engine as the end of the process would, but in order; the next use begins anew. */
    fun restart() {
        FindmeshHolder.current()?.let { running -> run { running.shutdown() } }
    }

    fun setClock(wallMillis: Long) {
        wall = wallMillis
        TestClock.set(SystemClock.elapsedRealtime(), wall)
    }

    /** Time passes for the phone and for the engine alike. */
    fun advance(millis: Long) {
        ShadowSystemClock.advanceBy(Duration.ofMillis(millis))
        setClock(wall + millis)
        FakeRadio.deliverBatches()
        idle()
    }

    /** Lets the main thread do what is posted to it. */
    fun idle() = shadowOf(Looper.getMainLooper()).idle()

    /** Waits for what other threads do; 30 s at most. */
    fun until(what: String, condition: () -> Boolean) {
        val end = System.nanoTime() + WAIT_NANOS
        while (!condition()) {
            check(System.nanoTime() < end) { "waited in vain until $what; health: ${findmesh.health.value} ${findmesh.finder.state.value}" }
            idle()
            Thread.sleep(2)
        }
    }

    /** As [until], while time passes by [stepMillis], with a moment in between for the engine. */
    fun untilLater(what: String, stepMillis: Long = 400, condition: () -> Boolean) = until(what) {
        val done = condition()
        if (!done) {
            advance(stepMillis)
            Thread.sleep(BREATH_MILLIS)
        }
        done
    }

    /** Runs suspending code as an app would, while the main thread lives on. */
    fun <T> run(work: suspend () -> T): T {
        val done = CoroutineScope(Dispatchers.Default).async { runCatching { work() } }
        until("the call returns") { done.isCompleted }
        return runBlocking { done.await() }.getOrThrow()
    }

    fun grant(vararg permissions: String) = shadowOf(app).grantPermissions(*permissions)

    fun deny(vararg permissions: String) = shadowOf(app).denyPermissions(*permissions)

    /** Switches the radio and tells living processes, as the platform does. */
    fun bluetooth(on: Boolean) {
        shadowOf(adapter).setEnabled(on)
        if (!on) FakeRadio.powerOff()
        val state = if (on) BluetoothAdapter.STATE_ON else BluetoothAdapter.STATE_OFF
        app.sendBroadcast(Intent(BluetoothAdapter.ACTION_STATE_CHANGED).putExtra(BluetoothAdapter.EXTRA_STATE, state))
        idle()
    }

    /** The Bluetooth process ends and begins anew before anybody looks. */
    fun bluetoothCrashes() {
        FakeRadio.powerOff()
        for (state in listOf(BluetoothAdapter.STATE_OFF, BluetoothAdapter.STATE_ON)) {
            app.sendBroadcast(Intent(BluetoothAdapter.ACTION_STATE_CHANGED).putExtra(BluetoothAdapter.EXTRA_STATE, state))
        }
        idle()
    }

    /** The location switch of the whole phone. */
    fun location(on: Boolean) {
        shadowOf(locations).setLocationEnabled(on)
        app.sendBroadcast(Intent(LocationManager.MODE_CHANGED_ACTION))
        idle()
    }

    fun online(metered: Boolean = false) {
        val manager = app.getSystemService(ConnectivityManager::class.java)
        val capabilities = ShadowNetworkCapabilities.newInstance()
        shadowOf(capabilities).addCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET)
        if (!metered) shadowOf(capabilities).addCapability(NetworkCapabilities.NET_CAPABILITY_NOT_METERED)
        shadowOf(manager).setActiveNetworkInfo(
            @Suppress("DEPRECATION")
            manager.getNetworkInfo(if (metered) ConnectivityManager.TYPE_MOBILE else ConnectivityManager.TYPE_WIFI),
        )
        manager.activeNetwork?.let { shadowOf(manager).setNetworkCapabilities(it, capabilities) }
    }

    /** A provider has a fix; whoever listens, passively too, gets it. */
    fun fix(latitude: Double, longitude: Double, accuracy: Float = 12f, provider: String = LocationManager.GPS_PROVIDER) {
        val location = Location(provider).apply {
            this.latitude = latitude
            this.longitude = longitude
            this.accuracy = accuracy
            time = wall
            elapsedRealtimeNanos = SystemClock.elapsedRealtime() * NANOS
        }
        shadowOf(locations).simulateLocation(location)
        idle()
    }

    /** As the person with the phone would. */
    fun agreeAndEnable() = run {
        findmesh.consent.grant(Purpose.CROWD_REPORTING, "1", Locale.UK, "test")
        findmesh.finder.enable()
    }

    /** Agrees and switches the finder on; returns when it listens. */
    fun beginFinding() {
        agreeAndEnable()
        until("the scan runs") { FakeRadio.clients.any { it.intent != null } && findmesh.finder.state.value is FinderState.Listening }
    }

    /** The job that waits, if any. */
    val pendingJob: JobInfo? get() = app.getSystemService(JobScheduler::class.java).getPendingJob(UploadJobs.JOB_ID)

    /** Lets time pass until the waiting job is due, and runs it to its end as the platform would. */
    fun runJob() {
        until("a job waits") { pendingJob != null }
        advance(pendingJob!!.minLatencyMillis)
        val running = startJob()
        until("the job ends") {
            // Requests take real time, however virtual the rest is.
            running.isFinished.also { if (!it) Thread.sleep(REQUEST_MILLIS).also { advance(STEP) } }
        }
        running.end()
    }

    /** Starts the waiting job now, whatever its time. */
    fun startJob(): RunningJob {
        val job = pendingJob!!
        app.getSystemService(JobScheduler::class.java).cancel(job.id)
        val service = Robolectric.buildService(UploadJobService::class.java).create()
        val goesOn = service.get().onStartJob(parameters(job))
        return RunningJob(service, goesOn)
    }

    /** A job that the platform began. */
    class RunningJob internal constructor(private val service: ServiceController<UploadJobService>, private val goesOn: Boolean) {
        val isFinished: Boolean get() = !goesOn || shadowOf(service.get()).isJobFinished

        fun end() {
            service.destroy()
        }
    }

    /** All counters of the engine, over all days, right now. */
    fun counters(): Map<String, Long> {
        val usage = run { (findmesh as FindmeshClient).host.session().engine.counters(DAYS) }
        return usage.groupBy { it.name }.mapValues { (_, days) -> days.sumOf { it.count } }
    }

    /** Runs the waiting job, and those that follow, until there is nothing more to send; six at most. */
    fun runJobsUntilEmpty() = runJobsUntil("all is sent") { queueIsEmpty() }

    /** Runs the waiting job, and those that follow, until it is so; six at most, for not each is there for reports. */
    fun runJobsUntil(what: String, condition: () -> Boolean) {
        repeat(MOST_JOBS) {
            runJob()
            if (condition()) return
        }
        error("six jobs were in vain until $what; health: ${findmesh.health.value}")
    }

    /** As the engine knows it now; what it tells of itself may be a second late. */
    private fun queueIsEmpty(): Boolean {
        val health = run { (findmesh as FindmeshClient).host.session().engine.health() }
        return health.reasons.none { it.code == "starting" } && health.queue.reports == 0
    }

    /** What the platform hands to the service of [job]. */
    fun parameters(job: JobInfo): JobParameters {
        val constructor = JobParameters::class.java.declaredConstructors.maxBy { it.parameterCount }
        val values = constructor.parameterTypes.mapIndexed { i, type ->
            when {
                type == Int::class.java -> if (constructor.parameterTypes.indexOf(Int::class.java) == i) job.id else 0
                type == Boolean::class.java -> false
                else -> null
            }
        }
        return constructor.apply { isAccessible = true }.newInstance(*values.toTypedArray<Any?>()) as JobParameters
    }

    /** Today's counter of this name. */
    fun count(name: String): Long = findmesh.health.value.today[name] ?: 0

    fun assertCount(name: String, expected: Long) {
        runCatching { until("$name is $expected") { count(name) == expected } }
        assertEquals(name, expected, count(name))
    }

    companion object {
        private const val HOUR = 3_600_000L
        private const val NANOS = 1_000_000L
        private const val WAIT_NANOS = 30_000_000_000L
        private const val STEP = 10_000L
        private const val REQUEST_MILLIS = 10L
        private const val BREATH_MILLIS = 10L
        private const val MOST_JOBS = 6
        private const val DAYS = 30

        /** What comes with the installation. */
        val INSTALLED_PERMISSIONS: Array<String> = arrayOf(
            Manifest.permission.INTERNET,
            Manifest.permission.ACCESS_NETWORK_STATE,
            Manifest.permission.RECEIVE_BOOT_COMPLETED,
            Manifest.permission.WAKE_LOCK,
            Manifest.permission.FOREGROUND_SERVICE,
            Manifest.permission.FOREGROUND_SERVICE_CONNECTED_DEVICE,
            Manifest.permission.FOREGROUND_SERVICE_LOCATION,
        )
        val PROVIDERS: List<String> = listOf(LocationManager.GPS_PROVIDER, LocationManager.NETWORK_PROVIDER)
        val ALL_PERMISSIONS: Array<String> = buildList {
            add(Manifest.permission.ACCESS_FINE_LOCATION)
            add(Manifest.permission.ACCESS_COARSE_LOCATION)
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) add(Manifest.permission.ACCESS_BACKGROUND_LOCATION)
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) {
                add(Manifest.permission.BLUETOOTH_SCAN)
                add(Manifest.permission.BLUETOOTH_CONNECT)
            }
        }.toTypedArray()
    }
}
