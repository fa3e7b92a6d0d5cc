package dev.findmesh.service

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent

/**
 * Has the process start where the platform did not: before the first unlock, after it, after an update. The work is
 * that of [FinderApplication], which is there before this. For the platform only.
 */
class StartReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        if (intent.action in MOMENTS) (context.applicationContext as FinderApplication).control.look()
    }

    private companion object {
        val MOMENTS = setOf(Intent.ACTION_LOCKED_BOOT_COMPLETED, Intent.ACTION_BOOT_COMPLETED, Intent.ACTION_MY_PACKAGE_REPLACED)
    }
}
