package dev.findmesh.platform

import android.app.Activity
import android.app.Application
import android.os.Bundle

/** Counts the host's activities that a person can see. Main thread, [any] from everywhere. */
internal class VisibleActivities : Application.ActivityLifecycleCallbacks {
    @Volatile
    private var started = 0

    /** Called after each change. */
    @Volatile
    var listener: () -> Unit = {}

    /** Called when an activity came to the front: somebody is there. */
    @Volatile
    var opened: () -> Unit = {}

    /** A person can see the app. */
    val any: Boolean get() = started > 0

    override fun onActivityStarted(activity: Activity) {
        started++
        listener()
    }

    override fun onActivityResumed(activity: Activity) {
        // One that started before anybody counted counts from here.
        started = maxOf(started, 1)
        listener()
        opened()
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
