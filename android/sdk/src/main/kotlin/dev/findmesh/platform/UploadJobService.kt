package dev.findmesh.platform

import android.app.job.JobParameters
import android.app.job.JobService
import dev.findmesh.FindmeshException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeoutOrNull

/** The one job: wakes the engine, arms the scan again, and lets due reports leave. For the platform only. */
public class UploadJobService : JobService() {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    private var running: Job? = null

    override fun onStartJob(params: JobParameters): Boolean {
        val host = FindmeshHolder.host(this) ?: return false
        running = scope.launch {
            try {
                withTimeoutOrNull(BOUND_MILLIS) { host.onJob(WINDOW_MILLIS) }
            } catch (_: FindmeshException) {
                // Health says why; the engine asks for the next moment.
            } finally {
                jobFinished(params, false)
            }
        }
        return true
    }

    /** The platform takes the moment back; a request under way ends by itself and stays counted. */
    override fun onStopJob(params: JobParameters): Boolean {
        running?.cancel()
        return true
    }

    override fun onDestroy() {
        scope.cancel()
        super.onDestroy()
    }

    private companion object {
        /** The platform gives a job 10 min; reports stand 30 to 300 s apart. */
        const val WINDOW_MILLIS = 8 * 60_000L
        const val BOUND_MILLIS = 9 * 60_000L
    }
}
