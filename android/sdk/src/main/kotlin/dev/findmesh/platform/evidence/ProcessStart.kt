package dev.findmesh.platform.evidence

import android.app.ActivityManager
import android.content.Context

/** API 35 and later. */
internal object ProcessStart {
    /** Somebody stopped the app by force before this process was started. */
    fun wasForceStopped(context: Context): Boolean = context.getSystemService(ActivityManager::class.java)
        .getHistoricalProcessStartReasons(1)
        .firstOrNull()
        ?.wasForceStopped() == true
}
