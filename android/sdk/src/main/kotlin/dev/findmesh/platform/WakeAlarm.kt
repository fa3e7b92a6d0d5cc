package dev.findmesh.platform

import android.app.AlarmManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import kotlin.math.abs

/**
 * The alarm behind the scan: it rings when the engine has to look after listening, where jobs wait for a network, for the end
 * of Doze, or for a ration.
 *
 * Inexact, which needs no permission. One that rings in Doze is rationed (seven an hour, one in nine minutes before
 * API 31); sooner than that after the last an alarm is set that waits for the end of Doze and costs no ration. The standby
 * bucket has a ration besides, which the platform keeps.
 */
internal class WakeAlarm(private val context: Context) {
    private val manager = context.getSystemService(AlarmManager::class.java)
    private val reachable = Components.has<WakeReceiver>(context)
    private var setFor: Long? = null
    private var lastRing: Long? = null

    /** When listening has to be looked after, boot time; null: never. A change of less than a minute is not worth a call. */
    @Synchronized
    fun wakeAt(bootMillis: Long?) {
        if (bootMillis == null) return cancel()
        val now = Clocks.bootMillis()
        val at = maxOf(bootMillis, now + MINUTE_MILLIS)
        val stands = setFor?.let { it > now && abs(it - at) < MINUTE_MILLIS } == true
        if (!reachable || stands) return
        val spent = lastRing?.let { at - it < IDLE_PAUSE_MILLIS } == true
        if (spent) {
            manager.setWindow(AlarmManager.ELAPSED_REALTIME_WAKEUP, at, WINDOW_MILLIS, intent())
        } else {
            manager.setAndAllowWhileIdle(AlarmManager.ELAPSED_REALTIME_WAKEUP, at, intent())
        }
        setFor = at
    }

    /** It rang: the next wish needs a new one. */
    @Synchronized
    fun rang() {
        setFor = null
        lastRing = Clocks.bootMillis()
    }

    private fun cancel() {
        if (setFor == null) return
        setFor = null
        manager.cancel(intent())
    }

    private fun intent(): PendingIntent {
        val intent = Intent(context, WakeReceiver::class.java).setAction(WakeReceiver.ACTION)
        return PendingIntent.getBroadcast(context, REQUEST, intent, PendingIntent.FLAG_UPDATE_CURRENT or PendingIntent.FLAG_IMMUTABLE)
    }

    private companion object {
        const val REQUEST = 3
        const val MINUTE_MILLIS = 60_000L

        /** The smallest window that the platform keeps for an app of today (API 31). */
        const val WINDOW_MILLIS = 10 * MINUTE_MILLIS
        const val IDLE_PAUSE_MILLIS = 9 * MINUTE_MILLIS
    }
}
