package dev.findmesh.devicecheck

import android.app.AlarmManager
import android.app.job.JobInfo
import android.app.job.JobScheduler
import android.app.usage.UsageStatsManager
import android.content.ComponentName
import android.content.Context
import android.os.Build
import android.os.Handler
import android.os.Looper
import android.os.SystemClock

/** Alarms, jobs, and how much of them the app is granted. */
internal class TimeProbes(private val context: Context) {
    /** Milliseconds until an exact alarm for this very moment rings. */
    fun futurity(): Double {
        val manager = context.getSystemService(AlarmManager::class.java)
        val asked = SystemClock.elapsedRealtime()
        var rang = 0L
        val ear = AlarmManager.OnAlarmListener { rang = SystemClock.elapsedRealtime() }
        // An exact alarm to a listener needs no permission.
        manager.setExact(AlarmManager.ELAPSED_REALTIME_WAKEUP, asked, "device-check", ear, Handler(Looper.getMainLooper()))
        try {
            Await.until("alarm", ALARM_MILLIS) { rang != 0L }
        } finally {
            manager.cancel(ear)
        }
        return (rang - asked).toDouble()
    }

    /** The shortest period of a periodic job, milliseconds. */
    fun shortestPeriod(): Double = JobInfo.getMinPeriodMillis().toDouble()

    /** Milliseconds until a job starts that may start at once. */
    fun jobLatency(): Double {
        val scheduler = context.getSystemService(JobScheduler::class.java)
        val job = JobInfo.Builder(JOB, ComponentName(context, CheckJob::class.java)).setMinimumLatency(0).build()
        CheckJob.startedAt = 0
        val asked = SystemClock.elapsedRealtime()
        check(scheduler.schedule(job) == JobScheduler.RESULT_SUCCESS) { "the job was refused" }
        try {
            Await.until("job", JOB_MILLIS) { CheckJob.startedAt != 0L }
        } finally {
            scheduler.cancel(JOB)
        }
        return (CheckJob.startedAt - asked).toDouble()
    }

    /** The app's standby bucket: 10 active, 20 working set, 30 frequent, 40 rare, 45 restricted. */
    fun bucket(): Double {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.P) error("standby buckets came with Android 9")
        return context.getSystemService(UsageStatsManager::class.java).appStandbyBucket.toDouble()
    }

    private companion object {
        const val JOB = 7_001
        const val ALARM_MILLIS = 60_000L
        const val JOB_MILLIS = 120_000L
    }
}
