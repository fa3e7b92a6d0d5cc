package dev.findmesh.platform

import android.app.Activity
import android.app.Application
import android.os.Bundle

/** Counts the host's activities that a person can see. Main thread, [any] from everywhere. */
internal class VisibleActivities : Application.ActivityLifecycleCallbacks {
    @Volatile
    private var started = 0

    /** Called after each change and each resume. */
    @Volatile
    var listener: () -> Unit = {}

    @Volatile
    private var longEnough = false

    /** A person can see the app, and has not looked at it for so long that nobody may be there. */
    val looking: Boolean get() = started > 0 && !longEnough

    /** Nobody counts as looking until an activity comes to the front again. */
    fun lookedLongEnough() {
        longEnough = true
        listener()
    }

    override fun onActivityStarted(activity: Activity) {
        started++
        lookAgain()
    }

    override fun onActivityResumed(activity: Activity) {
        // One that started before anybody counted counts from here.
        started = maxOf(started, 1)
        lookAgain()
    }

    private fun lookAgain() {
        longEnough = false
        listener()
    }

    override fun onActivityStopped(activity: Activity) {
        started = maxOf(0, started - 1)
        listener()
    }

    override fun onActivityCreated(activity: Activity, savedInstanceState: Bundle?) = Unit

    override fun onActivityPaused(activity: Activity) = Unit

    override fun onActivitySaveInstanceState(activity: Activity, outState: Bundle) = Unit

    override fun onActivityDestroyed(activity: Activity) = Unit
}
