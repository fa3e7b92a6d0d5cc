package dev.findmesh.platform.evidence

import android.annotation.TargetApi
import android.app.ActivityManager
import android.content.Context
import android.os.Build

/** API 35 and later. */
internal object ProcessStart {
    /** Somebody stopped the app by force before this process was started. */
    @TargetApi(Build.VERSION_CODES.VANILLA_ICE_CREAM)
    fun wasForceStopped(context: Context): Boolean = context.getSystemService(ActivityManager::class.java)
        .getHistoricalProcessStartReasons(1)
        .firstOrNull()
        ?.wasForceStopped() == true
}
