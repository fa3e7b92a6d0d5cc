package dev.findmesh.platform

import android.app.job.JobInfo
import android.app.job.JobScheduler
import android.content.ComponentName
import android.content.Context
import kotlin.math.abs

/**
 * Keeps one job scheduled, with a network: for the moment at which the engine wants to be awake, or at
 * which the next report may leave, whichever is first.
 */
internal class UploadJobs(private val context: Context) {
    private val scheduler = context.getSystemService(JobScheduler::class.java)
    private var wakeAt: Long? = null
    private var queueDue: Long? = null
    private var lastRun: Long? = null
    private var scheduledFor: Long? = null

    /** The engine's wish, boot time; replaces the one before. */
    @Synchronized
    fun wakeAt(bootMillis: Long) {
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
        val now = Clocks.bootMillis()
        val at = maxOf(wish(now) ?: return, now, lastRun?.plus(PAUSE_MILLIS) ?: 0)
        val same = scheduledFor?.let { abs(it - at) < MINUTE_MILLIS } == true
        if (same && scheduler.getPendingJob(JOB_ID) != null) return
        if (scheduler.schedule(job(at - now)) == JobScheduler.RESULT_SUCCESS) scheduledFor = at
    }

    /** A wake can be as late as two jobs lie apart: where a report may leave by then, one job is for both. */
    private fun wish(now: Long): Long? {
        // What is due within a minute the engine does by itself, unless its process ends before.
        val wake = wakeAt?.takeIf { it > now }?.let { maxOf(it, now + MINUTE_MILLIS) } ?: return queueDue
        val due = queueDue ?: return wake
        return if (due - wake in 0..PAUSE_MILLIS) due else minOf(wake, due)
    }

    private fun job(latencyMillis: Long): JobInfo = JobInfo.Builder(JOB_ID, ComponentName(context, UploadJobService::class.java))
        .setMinimumLatency(latencyMillis)
        .setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY)
        .setPersisted(true)
        .build()

    companion object {
        /** The library's only job. */
        const val JOB_ID: Int = 0x66_6D_01
        private const val MINUTE_MILLIS = 60_000L
        private const val PAUSE_MILLIS = 15 * MINUTE_MILLIS
    }
}
