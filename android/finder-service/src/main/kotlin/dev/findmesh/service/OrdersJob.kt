package dev.findmesh.service

import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.app.job.JobService
import android.content.ComponentName
import android.content.Context
import kotlin.concurrent.thread

/** Once a day, at a moment that the platform picks, so that phones do not come all at once. For the platform only. */
class OrdersJob : JobService() {
    override fun onStartJob(params: JobParameters): Boolean {
        val app = application as FinderApplication
        thread(name = "orders") {
            val outcome = app.ordersFetch().run()
            app.control.look()
            jobFinished(params, outcome == OrdersFetch.Outcome.UNREACHED)
        }
        return true
    }

    /** What was not answered is asked again. */
    override fun onStopJob(params: JobParameters): Boolean = true

    companion object {
        /** Far from those of the library. */
        const val JOB_ID: Int = 0x0F1D_0E55
        private const val DAY_MILLIS = 24 * 3_600_000L
        private const val FLEX_MILLIS = 12 * 3_600_000L
        private const val BACKOFF_MILLIS = 15 * 60_000L

        /** Stays over reboots; asking for what is there already would begin its day anew. */
        fun schedule(context: Context) {
            val scheduler = context.getSystemService(JobScheduler::class.java) ?: return
            if (scheduler.getPendingJob(JOB_ID) != null) return
            val job = JobInfo.Builder(JOB_ID, ComponentName(context, OrdersJob::class.java))
                .setPeriodic(DAY_MILLIS, FLEX_MILLIS)
                .setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY)
                .setBackoffCriteria(BACKOFF_MILLIS, JobInfo.BACKOFF_POLICY_EXPONENTIAL)
                .setPersisted(true)
                .build()
            scheduler.schedule(job)
        }
    }
}
