package dev.findmesh.sample

import android.annotation.TargetApi
import android.app.Activity
import android.os.Build
import android.window.OnBackInvokedCallback
import android.window.OnBackInvokedDispatcher

/** The way back by a gesture, from API 33 on; before that there is `onBackPressed`. */
class Back private constructor(private val register: (Boolean) -> Unit) {
    private var listening = false

    /** Otherwise the platform shows where back leads out to, and goes there. */
    fun listen(on: Boolean) {
        if (on == listening) return
        listening = on
        register(on)
    }

    companion object {
        fun of(
            activity: Activity,
            back: () -> Unit,
        ): Back = if (Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU) Back {} else gesture(activity, back)

        @TargetApi(Build.VERSION_CODES.TIRAMISU)
        private fun gesture(activity: Activity, back: () -> Unit): Back {
            val dispatcher = activity.onBackInvokedDispatcher
            val callback = OnBackInvokedCallback(back)
            return Back { on ->
                if (on) {
                    dispatcher.registerOnBackInvokedCallback(OnBackInvokedDispatcher.PRIORITY_DEFAULT, callback)
                } else {
                    dispatcher.unregisterOnBackInvokedCallback(callback)
                }
            }
        }
    }
}
