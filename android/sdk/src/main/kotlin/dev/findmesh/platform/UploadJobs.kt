package dev.findmesh.platform

import android.app.job.JobInfo
import android.app.job.JobScheduler
import android.content.ComponentName
import android.content.Context
import android.os.SystemClock
import kotlin.math.abs

/** Keeps one job scheduled: the next moment at which the engine wants the process awake with a network. */
internal class UploadJobs(private val context: Context) {
    private val scheduler = context.getSystemService(JobScheduler::class.java)
    private var scheduledFor: Long? = null

    /** Replaces the wish before; a change of less than a minute is not worth a job of the platform's quota. */
    @Synchronized
    fun scheduleAt(bootMillis: Long) {
        val same = scheduledFor?.let { abs(it - bootMillis) < MINUTE } == true && scheduler.getPendingJob(JOB_ID) != null
        if (same) return
        val job = JobInfo.Builder(JOB_ID, ComponentName(context, UploadJobService::class.java))
            .setMinimumLatency(maxOf(0, bootMillis - SystemClock.elapsedRealtime()))
            .setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY)
            .setPersisted(true)
            .build()
        if (scheduler.schedule(job) == JobScheduler.RESULT_SUCCESS) scheduledFor = bootMillis
    }

    /** The scheduled job began: the next wish needs a new one. */
    @Synchronized
    fun began() {
        scheduledFor = null
    }

    companion object {
        /** The library's only job. */
        const val JOB_ID: Int = 0x66_6D_01
        private const val MINUTE = 60_000L
    }
}
