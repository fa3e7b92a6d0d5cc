package dev.findmesh.testing

import android.app.AlarmManager
import android.app.job.JobScheduler
import android.bluetooth.le.ScanCallback
import android.location.LocationManager
import android.net.ConnectivityManager
import android.os.PowerManager.WakeLock
import dev.findmesh.platform.EngineSession
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowPowerManager
import org.robolectric.util.ReflectionHelpers
import java.io.File
import java.io.IOException
import java.nio.file.Files

/** What the library holds of the phone, counted: more than one engine needs is a leak, and so is what outlives its process. */
class Leaks(private val phone: Phone, private val life: PhoneLife) {
    private class Kind(val name: String, val most: Int, val held: () -> Collection<Any>)

    /** Ends with the process. */
    private val ofTheProcess = listOf(
        Kind("receivers", 1) { life.receivers },
        Kind("networks", 1) { shadowOf(service<ConnectivityManager>()).networkCallbacks },
        Kind("bound services", 0) { shadowOf(phone.app).boundServiceConnections },
        Kind("activity callbacks", 1) { activityCallbacks() },
        Kind("location listeners", LISTENERS) { shadowOf(service<LocationManager>()).locationUpdateListeners.toSet() },
        Kind("triggers", 1) { listOf(ShadowMotion).filter { it.isArmed } },
        Kind("callback scans", 1) { callbacks() },
        Kind("files", FILES) { files() },
        Kind("threads", THREADS) { threads() },
    )

    /** The platform keeps it for the next process. */
    private val kept = listOf(
        Kind("standing scans", 2) { life.scans.filter { it.intent != null } },
        Kind("jobs", 1) { service<JobScheduler>().allPendingJobs },
        Kind("alarms", 1) { shadowOf(service<AlarmManager>()).scheduledAlarms },
    )

    /** Each engine has one of its own. */
    private val locks = mutableSetOf<WakeLock>()

    /** While an engine runs. */
    fun check() {
        for (kind in ofTheProcess + kept) {
            val held = kind.held()
            assertTrue("${kind.name}: $held", held.size <= kind.most)
        }
        checkLocks(mayHold = callbacks().isNotEmpty())
    }

    /** After its process. Threads, and what they hold, take a moment. */
    fun checkNothingIsLeft() {
        for (kind in ofTheProcess) {
            repeat(PATIENCE) { if (kind.held().isNotEmpty()) Thread.sleep(PATIENCE_MILLIS) }
            assertEquals("${kind.name} are left", emptyList<Any>(), kind.held().toList())
        }
        checkLocks(mayHold = false)
    }

    private fun checkLocks(mayHold: Boolean) {
        ShadowPowerManager.getLatestWakeLock()?.let(locks::add)
        val most = if (mayHold) 1 else 0
        assertTrue("wake locks", locks.count { it.isHeld } <= most)
    }

    private fun callbacks(): List<ScanCallback> = life.scans.mapNotNull { it.callback }

    private fun activityCallbacks(): List<Any> =
        ReflectionHelpers.getField<List<Any>>(phone.app, "mActivityLifecycleCallbacks").filter { it.isOurs() }

    /** The store and the right to it, as the kernel knows them. */
    private fun files(): List<String> {
        val folder = EngineSession.folder(phone.app).path + File.separator
        return File("/proc/self/fd").listFiles().orEmpty().mapNotNull { it.target() }.filter { it.startsWith(folder) }
    }

    /** A descriptor may be closed while they are listed. */
    private fun File.target(): String? = try {
        Files.readSymbolicLink(toPath()).toString()
    } catch (_: IOException) {
        null
    }

    /** Those of the engine, which are not the JVM's. */
    private fun threads(): List<String> = File("/proc/self/task").listFiles().orEmpty().mapNotNull { it.thread() }.filter { it in ENGINE }

    private fun File.thread(): String? = try {
        File(this, "comm").readText().trim()
    } catch (_: IOException) {
        null
    }

    private fun Any.isOurs() = javaClass.name.startsWith("dev.findmesh.")

    private inline fun <reified T : Any> service(): T = phone.app.getSystemService(T::class.java)

    private companion object {
        /** Passive, active, and one request. */
        const val LISTENERS = 3

        /** Database, log and index of two connections, and the lock. */
        const val FILES = 6
        const val THREADS = 2
        const val PATIENCE = 100
        const val PATIENCE_MILLIS = 20L
        val ENGINE = setOf("findmesh-engine", "findmesh-upload")
    }
}
