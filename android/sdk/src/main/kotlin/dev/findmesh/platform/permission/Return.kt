package dev.findmesh.platform.permission

import android.app.Activity
import android.os.Handler
import android.os.Looper
import android.os.SystemClock
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlin.coroutines.resume

/**
 * A way out of an activity and back.
 *
 * @property activity the instance that came back (a new one, if the phone was turned meanwhile); null where it was left for good.
 * @property millis how long it took.
 */
internal class Return private constructor(val activity: Activity?, val millis: Long) {
    companion object {
        /** Nothing covered the activity within this time: nothing will. */
        private const val PATIENCE_MILLIS = 2_000L

        /** Does [leave], and waits until the activity is in front again. Main thread. */
        suspend fun of(activity: Activity, leave: () -> Unit): Return = suspendCancellableCoroutine { answer ->
            val began = SystemClock.elapsedRealtime()
            val watch = Watch(activity) { back ->
                if (answer.isActive) answer.resume(Return(back, SystemClock.elapsedRealtime() - began))
            }
            answer.invokeOnCancellation { watch.stop() }
            watch.start(PATIENCE_MILLIS)
            leave()
        }
    }
}

private class Watch(private val origin: Activity, private val ended: (Activity?) -> Unit) : ActivityCallbacks() {
    private val handler = Handler(Looper.getMainLooper())
    private var left = false
    private var turned = false

    fun start(patience: Long) {
        origin.application.registerActivityLifecycleCallbacks(this)
        handler.postDelayed({ if (!left) end(origin) }, patience)
    }

    fun stop() {
        handler.removeCallbacksAndMessages(null)
        origin.application.unregisterActivityLifecycleCallbacks(this)
    }

    override fun onActivityPaused(activity: Activity) {
        if (activity === origin) left = true
    }

    override fun onActivityResumed(activity: Activity) {
        val anew = turned && activity.javaClass == origin.javaClass
        if (left && (activity === origin || anew)) end(activity)
    }

    override fun onActivityDestroyed(activity: Activity) {
        if (activity !== origin) return
        // The platform takes an activity away to make it anew; one that finishes stays away.
        if (activity.isFinishing) end(null) else turned = true
    }

    private fun end(back: Activity?) {
        stop()
        ended(back)
    }
}
