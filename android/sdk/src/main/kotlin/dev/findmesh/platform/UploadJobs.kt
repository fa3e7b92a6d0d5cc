package dev.findmesh.platform

import android.Manifest
import android.app.job.JobInfo
import android.app.job.JobScheduler
import android.content.ComponentName
import android.content.Context
import android.content.pm.PackageManager
import kotlin.math.abs

/**
 * Keeps one job scheduled, with a network: for the moment at which the engine wants to be awake, or at
 * which the next report may leave, whichever is first. None where neither is wished, and none where the app's manifest
 * took the service away: then deliveries and alarms have to do.
 */
internal class UploadJobs(private val context: Context) {
    private val scheduler = context.getSystemService(JobScheduler::class.java)
    private val reachable = Components.has<UploadJobService>(context)
    private var wakeAt: Long? = null
    private var queueDue: Long? = null
    private var lastRun: Long? = null
    private var scheduledFor: Long? = null

    /** The engine's wish, boot time; replaces the one before. Null: there is none any more. */
    @Synchronized
    fun wakeAt(bootMillis: Long?) {
        wakeAt = bootMillis
        schedule()
    }

    /** When the next report may leave, boot time; null: none waits. */
    @Synchronized
    fun queueDue(bootMillis: Long?) {
        queueDue = bootMillis
        schedule()
    }

    /** The scheduled job began: the next wish needs a new one. */
    @Synchronized
    fun began() {
        wakeAt = null
        scheduledFor = null
        lastRun = Clocks.bootMillis()
    }

    /**
     * Jobs are rationed: 15 min lie between two, and one that would come too early, because its wish moved on, is put
     * off. A change of less than a minute is not worth it.
     */
    private fun schedule() {
        if (!reachable) return
        val now = Clocks.bootMillis()
        val wish = wish(now) ?: return withdraw()
        val at = maxOf(wish, now, lastRun?.plus(PAUSE_MILLIS) ?: 0)
        val same = scheduledFor?.let { abs(it - at) < MINUTE_MILLIS } == true
        if (same && scheduler.getPendingJob(JOB_ID) != null) return
        if (scheduler.schedule(job(at - now)) == JobScheduler.RESULT_SUCCESS) scheduledFor = at
    }

    /** Nothing is wished: a job that waits, also one of an earlier process, would come for nothing. */
    private fun withdraw() {
        scheduledFor = null
        scheduler.cancel(JOB_ID)
    }

    /** A wake can be as late as two jobs lie apart: where a report may leave by then, one job is for both. */
    private fun wish(now: Long): Long? {
        // What is due within a minute the engine does by itself, unless its process ends before.
        val wake = wakeAt?.takeIf { it > now }?.let { maxOf(it, now + MINUTE_MILLIS) } ?: return queueDue
        val due = queueDue ?: return wake
        return if (due - wake in 0..PAUSE_MILLIS) due else minOf(wake, due)
    }

    /** Over a reboot it lives with one permission, and knows of networks (API 34) with another. */
    private fun job(latencyMillis: Long): JobInfo = JobInfo.Builder(JOB_ID, ComponentName(context, UploadJobService::class.java))
        .setMinimumLatency(latencyMillis)
        .apply { if (granted(Manifest.permission.ACCESS_NETWORK_STATE)) setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY) }
        .setPersisted(granted(Manifest.permission.RECEIVE_BOOT_COMPLETED))
        .build()

    private fun granted(permission: String): Boolean = context.checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED

    companion object {
        /** The library's only job. */
        const val JOB_ID: Int = 0x66_6D_01
        private const val MINUTE_MILLIS = 60_000L
        private const val PAUSE_MILLIS = 15 * MINUTE_MILLIS
    }
}
