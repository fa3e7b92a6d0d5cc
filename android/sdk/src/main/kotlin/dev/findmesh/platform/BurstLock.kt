package dev.findmesh.platform

import android.Manifest
import android.content.Context
import android.content.pm.PackageManager
import android.os.PowerManager

/**
 * Keeps the CPU awake for one burst of a few seconds: asleep, it would end the burst when something else wakes it, and
 * the radio would run at full duty until then. The platform takes the lock back by itself after [MOST_MILLIS].
 *
 * An app that removed the permission has bursts without it.
 */
internal class BurstLock(context: Context) {
    private val lock = if (context.checkSelfPermission(Manifest.permission.WAKE_LOCK) == PackageManager.PERMISSION_GRANTED) {
        context.getSystemService(PowerManager::class.java)
            .newWakeLock(PowerManager.PARTIAL_WAKE_LOCK, "findmesh:burst")
            .apply { setReferenceCounted(false) }
    } else {
        null
    }

    fun hold() {
        lock?.acquire(MOST_MILLIS)
    }

    fun release() {
        lock?.takeIf { it.isHeld }?.release()
    }

    private companion object {
        const val MOST_MILLIS = 8_000L
    }
}
