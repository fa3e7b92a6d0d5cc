package dev.findmesh.platform.permission

import android.app.Activity
import android.app.Application
import android.os.Bundle
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.conflate
import java.io.Closeable

/** Callbacks of which few are wanted. */
internal abstract class ActivityCallbacks : Application.ActivityLifecycleCallbacks {
    override fun onActivityCreated(activity: Activity, savedInstanceState: Bundle?) = Unit

    override fun onActivityStarted(activity: Activity) = Unit

    override fun onActivityResumed(activity: Activity) = Unit

    override fun onActivityPaused(activity: Activity) = Unit

    override fun onActivityStopped(activity: Activity) = Unit

    override fun onActivitySaveInstanceState(activity: Activity, outState: Bundle) = Unit

    override fun onActivityDestroyed(activity: Activity) = Unit
}

/**
 * [first] at once, then what [look] makes of each of the app's activities that comes to the front, on the main thread; the
 * newest counts. Cold.
 */
internal fun <T> Application.resumes(first: T, look: (Activity) -> T): Flow<T> = callbackFlow {
    val callbacks = object : ActivityCallbacks() {
        override fun onActivityResumed(activity: Activity) {
            trySend(look(activity))
        }
    }
    registerActivityLifecycleCallbacks(callbacks)
    trySend(first)
    awaitClose { unregisterActivityLifecycleCallbacks(callbacks) }
}.conflate()

/** Runs [then] once [watched] is destroyed, unless closed before. Main thread. */
internal class WhenDestroyed(private val watched: Activity, private val then: () -> Unit) :
    ActivityCallbacks(),
    Closeable {
    init {
        watched.application.registerActivityLifecycleCallbacks(this)
    }

    override fun onActivityDestroyed(activity: Activity) {
        if (activity === watched) then()
    }

    override fun close() = watched.application.unregisterActivityLifecycleCallbacks(this)
}
