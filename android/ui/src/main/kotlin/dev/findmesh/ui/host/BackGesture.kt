package dev.findmesh.ui.host

import android.annotation.TargetApi
import android.app.Activity
import android.os.Build
import android.view.View
import android.window.BackEvent
import android.window.OnBackAnimationCallback
import android.window.OnBackInvokedCallback
import android.window.OnBackInvokedDispatcher

/** The platform's predictive back, API 33 and later: heard only where there is a step back within the screens. */
@TargetApi(Build.VERSION_CODES.TIRAMISU)
internal class BackGesture private constructor(
    private val dispatcher: OnBackInvokedDispatcher,
    private val callback: OnBackInvokedCallback,
) {
    private var listening = false

    /** Otherwise the platform shows where back leads out to, and goes there. */
    fun listen(on: Boolean) {
        if (on == listening) return
        listening = on
        if (on) {
            dispatcher.registerOnBackInvokedCallback(OnBackInvokedDispatcher.PRIORITY_DEFAULT, callback)
        } else {
            dispatcher.unregisterOnBackInvokedCallback(callback)
        }
    }

    companion object {
        fun of(activity: Activity, back: () -> Unit): BackGesture {
            val seen = Build.VERSION.SDK_INT >= Build.VERSION_CODES.UPSIDE_DOWN_CAKE
            val callback = if (seen) Shrinking(activity.window.decorView, back) else OnBackInvokedCallback(back)
            return BackGesture(activity.onBackInvokedDispatcher, callback)
        }
    }
}

/** What is left follows the finger a little, API 34 and later. */
@TargetApi(Build.VERSION_CODES.UPSIDE_DOWN_CAKE)
private class Shrinking(private val view: View, private val back: () -> Unit) : OnBackAnimationCallback {
    override fun onBackProgressed(event: BackEvent) {
        val scale = 1f - event.progress * MOST
        view.scaleX = scale
        view.scaleY = scale
    }

    override fun onBackCancelled(): Unit = whole()

    override fun onBackInvoked() {
        whole()
        back()
    }

    private fun whole() {
        view.scaleX = 1f
        view.scaleY = 1f
    }

    private companion object {
        const val MOST = 0.06f
    }
}
