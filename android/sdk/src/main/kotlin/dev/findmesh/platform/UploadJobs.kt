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

    /** A change of less than a minute is not worth one of the platform's rationed jobs, and 15 min lie between two. */
    private fun schedule() {
        val now = Clocks.bootMillis()
        val wish = listOfNotNull(wakeAt?.takeIf { it > now }, queueDue).minOrNull() ?: return
        val at = maxOf(wish, now, lastRun?.plus(PAUSE_MILLIS) ?: 0)
        val same = scheduledFor?.let { abs(it - at) < MINUTE_MILLIS || it in now..at } == true
        if (same && scheduler.getPendingJob(JOB_ID) != null) return
        if (scheduler.schedule(job(at - now)) == JobScheduler.RESULT_SUCCESS) scheduledFor = at
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
