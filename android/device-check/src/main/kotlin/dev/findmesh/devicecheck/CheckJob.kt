package dev.findmesh.devicecheck

import android.app.job.JobParameters
import android.app.job.JobService
import android.os.SystemClock

/** Notes when it was started. */
class CheckJob : JobService() {
    override fun onStartJob(parameters: JobParameters?): Boolean {
        startedAt = SystemClock.elapsedRealtime()
        return false
    }

    override fun onStopJob(parameters: JobParameters?): Boolean = false

    companion object {
        /** Elapsed time, milliseconds; 0: not yet. */
        @Volatile
        var startedAt: Long = 0
    }
}
