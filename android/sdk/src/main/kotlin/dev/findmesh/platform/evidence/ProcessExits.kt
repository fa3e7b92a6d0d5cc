package dev.findmesh.platform.evidence

import android.annotation.TargetApi
import android.app.ActivityManager
import android.app.Application
import android.app.ApplicationExitInfo
import android.content.Context
import android.os.Build
import android.os.Process
import dev.findmesh.platform.BootNotes
import dev.findmesh.platform.Clocks
import dev.findmesh.platform.Notes

/**
 * How the process before this one ended, told once.
 *
 * From API 30 on the platform keeps the reason. Below, only the gap is known, from the moments at which the process was
 * last seen alive.
 */
internal class ProcessExits(private val context: Context, private val notes: Notes, private val born: () -> Long = ::bornWall) {
    private val ofThisBoot = BootNotes(context, notes)

    /**
     * What the engine has not heard of yet, with the time without a process; null where this process is the first, or was
     * asked before. Called with the first look at the phone.
     */
    fun untold(): Died? {
        val born = born()
        val known = notes.number(BORN)
        // Two looks of one process may differ by what its clocks are set meanwhile.
        if (known != null && born - known in -SAME..SAME) return null
        val alive = notes.number(ALIVE)
        notes.put(BORN to born)
        val exit = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) recorded(born, since = known) else unseen()
        alive()
        val why = if (wasStopped()) "force_stopped" else exit?.why
        val ended = exit?.at ?: alive
        return if (why == null || ended == null) null else Died(why, maxOf(0, born - ended))
    }

    /** The process lives now; remembered every ten minutes. */
    fun alive() {
        val now = Clocks.wallMillis()
        val before = notes.number(ALIVE)
        if (before == null || now - before !in 0 until REMEMBERED) ofThisBoot.put(ALIVE, now)
    }

    /** The last end of the process that had the engine, if it came after the birth of the one before. */
    @TargetApi(Build.VERSION_CODES.R)
    private fun recorded(born: Long, since: Long?): Exit? {
        val records = context.getSystemService(ActivityManager::class.java)
            .getHistoricalProcessExitReasons(context.packageName, 0, MOST)
        val mine = records.filter { it.realUid == Process.myUid() && it.processName == Application.getProcessName() }
        val last = mine.maxByOrNull(ApplicationExitInfo::getTimestamp) ?: return null
        val old = since == null || last.timestamp < since - SAME || last.timestamp > born + SAME
        return if (old) null else Exit(Exit.why(last.reason), last.timestamp)
    }

    /** A phone that was started anew took the process along. */
    private fun unseen(): Exit? = ofThisBoot.number(ALIVE)?.let { Exit("unknown", it) }

    private fun wasStopped(): Boolean =
        Build.VERSION.SDK_INT >= Build.VERSION_CODES.VANILLA_ICE_CREAM && ProcessStart.wasForceStopped(context)

    private companion object {
        const val BORN = "process.born"
        const val ALIVE = "process.alive"
        const val SAME = 5_000L
        const val REMEMBERED = 10 * 60_000L
        const val MOST = 16
    }
}

/** When this process began, wall time. */
private fun bornWall(): Long = Clocks.wallMillis() - (Clocks.bootMillis() - Process.getStartElapsedRealtime())

/**
 * A process that ended.
 *
 * @property why in snake case.
 * @property gap milliseconds without a process.
 */
internal class Died(val why: String, val gap: Long)
