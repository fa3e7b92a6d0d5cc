package dev.findmesh.platform

import android.app.Application
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.os.Build
import android.os.UserManager
import java.io.Closeable

/**
 * Between a boot and the first unlock the app's files and the Keystore's keys are closed: a process of an app that works
 * then waits here.
 *
 * @param unlocked called once, on the main thread, when a wait that was begun is over.
 */
internal class DirectBoot(private val app: Application, private val unlocked: () -> Unit) : Closeable {
    private var waits = false

    private val receiver = object : BroadcastReceiver() {
        override fun onReceive(context: Context, intent: Intent) {
            close()
            unlocked()
        }
    }

    /** Whether files are closed; where they are, [unlocked] follows. */
    @Synchronized
    fun isLocked(): Boolean {
        if (!isUnlocked() && !waits) {
            register()
            waits = true
        }
        // Once more: it is told once, and that may have been before the receiver stood.
        if (!isUnlocked()) return true
        close()
        return false
    }

    private fun isUnlocked() = app.getSystemService(UserManager::class.java).isUserUnlocked

    @Synchronized
    override fun close() {
        if (waits) app.unregisterReceiver(receiver)
        waits = false
    }

    private fun register() {
        val filter = IntentFilter(Intent.ACTION_USER_UNLOCKED)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            app.registerReceiver(receiver, filter, Context.RECEIVER_EXPORTED)
        } else {
            app.registerReceiver(receiver, filter)
        }
    }
}
