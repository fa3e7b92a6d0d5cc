package dev.findmesh.testing

import android.app.Activity
import android.app.AlarmManager
import android.app.PendingIntent
import android.app.job.JobScheduler
import android.content.BroadcastReceiver
import android.content.Intent
import android.content.pm.PackageManager
import android.os.Build
import android.os.UserManager
import dev.findmesh.platform.FindmeshClient
import dev.findmesh.platform.WakeReceiver
import kotlinx.coroutines.CompletableDeferred
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.shadows.ShadowAlarmManager.ScheduledAlarm

/** What happens to an app's process on a phone (facts and sources: docs/android-background.md). */
class PhoneLife(private val phone: Phone) {
    private val alarms get() = phone.app.getSystemService(AlarmManager::class.java)
    private val jobs get() = phone.app.getSystemService(JobScheduler::class.java)
    private val users get() = phone.app.getSystemService(UserManager::class.java)

    /** Our alarm, if it is set. */
    val alarm: ScheduledAlarm? get() = shadowOf(alarms).scheduledAlarms.singleOrNull { it.operation.isOurs() }

    /** Called when the library has let go of its process and nothing else has happened yet. */
    var ended: () -> Unit = {}

    /** Scans that still reach the app. */
    val scans: List<FakeRadio.Client>
        get() = FakeRadio.clients.filterNot { client -> client.intent?.let { shadowOf(it).isCanceled } ?: false }

    /** The platform takes the process; scans by PendingIntent, alarms and jobs stay. */
    fun kill() {
        phone.restart()
        ended()
        FakeRadio.processEnded()
    }

    /** The phone was off for ten minutes: no scan, no alarm, and of jobs only those that are to last. */
    fun reboot() {
        kill()
        FakeRadio.powerOff()
        forgetAlarms()
        jobs.allPendingJobs.filterNot { it.isPersisted }.forEach { jobs.cancel(it.id) }
        phone.setClock(phone.wall + OFF_MILLIS)
        broadcast(Intent.ACTION_BOOT_COMPLETED)
    }

    /** The app was updated: what runs for its old version is gone. */
    fun update() {
        kill()
        FakeRadio.powerOff()
        broadcast(Intent.ACTION_MY_PACKAGE_REPLACED)
    }

    /** A person, or a cleaner, stopped the app by force: nothing of it comes back by itself. */
    fun forceStop() {
        kill()
        forgetAlarms()
        jobs.cancelAll()
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.VANILLA_ICE_CREAM) FakeRadio.powerOff()
        FakeRadio.stopped = true
    }

    /** A person opens the app, which also ends a forced stop; from API 35 on it is told as if the phone had started. */
    fun open(): ActivityController<Activity> {
        val wasStopped = FakeRadio.stopped
        FakeRadio.stopped = false
        if (wasStopped && Build.VERSION.SDK_INT >= Build.VERSION_CODES.VANILLA_ICE_CREAM) broadcast(Intent.ACTION_BOOT_COMPLETED)
        phone.findmesh
        return Robolectric.buildActivity(Activity::class.java).setup().also { phone.idle() }
    }

    /** Nobody has unlocked the phone since it started. */
    fun lock() = shadowOf(users).setUserUnlocked(false)

    fun unlock() {
        shadowOf(users).setUserUnlocked(true)
        broadcast(Intent.ACTION_USER_UNLOCKED)
    }

    /** Another user comes to the front, or this one comes back. */
    fun inFront(here: Boolean) {
        shadowOf(users).setUserForeground(here)
        broadcast(if (here) Intent.ACTION_USER_FOREGROUND else Intent.ACTION_USER_BACKGROUND)
    }

    /** The alarm rings now, whatever its time. */
    fun ring() {
        val ringing = alarm?.operation ?: return
        alarms.cancel(ringing)
        ringing.send()
        phone.idle()
    }

    fun broadcast(action: String) {
        phone.app.sendBroadcast(Intent(action))
        phone.idle()
    }

    /** Waits until all that was told is taken and all that came of it is done. */
    fun settle() {
        phone.idle()
        phone.until("receivers have finished") { FakeRadio.isQuiet() }
        phone.run {
            val session = (phone.findmesh as FindmeshClient).host.session()
            session.lookAround()
            repeat(2) {
                session.engine.wake()
                CompletableDeferred<Unit>().also { done -> session.later { done.complete(Unit) } }.await()
            }
        }
        phone.idle()
    }

    /** Receivers that were registered and not taken back; those of the manifest are always there. */
    val receivers: List<BroadcastReceiver>
        get() = shadowOf(phone.app).registeredReceivers.map { it.broadcastReceiver }.filter {
            it.javaClass.name.startsWith("dev.findmesh.") && it.javaClass.name !in declared
        }

    private val declared: Set<String> by lazy {
        val ours = phone.app.packageManager.getPackageInfo(phone.app.packageName, PackageManager.GET_RECEIVERS)
        ours.receivers.orEmpty().map { it.name }.toSet()
    }

    private fun forgetAlarms() {
        shadowOf(alarms).scheduledAlarms.mapNotNull { it.operation }.forEach(alarms::cancel)
    }

    private fun PendingIntent?.isOurs(): Boolean =
        this != null && shadowOf(this).savedIntent.component?.className == WakeReceiver::class.java.name

    private companion object {
        const val OFF_MILLIS = 10 * 60_000L
    }
}
