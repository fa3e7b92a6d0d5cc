package dev.findmesh.platform

import android.os.SystemClock
import kotlinx.coroutines.delay

/** Both clocks of the phone, in milliseconds. Boot time drives every interval, wall time only stamps. */
internal object Clocks {
    /** Replaced where time is virtual. */
    @Volatile
    var wallMillis: () -> Long = System::currentTimeMillis

    /** Lets time pass; replaced where it is virtual. */
    @Volatile
    var pause: suspend (millis: Long) -> Unit = { delay(it) }

    fun bootMillis(): Long = SystemClock.elapsedRealtime()

    /** The boot time of a moment given in wall time. */
    fun bootOfWall(wall: Long): Long = bootMillis() + wall - wallMillis()

    /** The wall time of a moment given in boot time. */
    fun wallOfBoot(boot: Long): Long = wallMillis() + boot - bootMillis()
}
