package dev.findmesh.platform

import android.content.Context
import android.provider.Settings

/**
 * At most one request for a fix in 30 min while nobody looks, counted over the end of the process: the platform rations
 * requests of the background alike, and each of them may start a receiver of satellites.
 *
 * @param boots how often the phone was started; boot time begins anew with each.
 */
internal class FixRation(private val notes: Notes, private val boots: () -> Int) {
    constructor(context: Context, notes: Notes) :
        this(notes, { Settings.Global.getInt(context.contentResolver, Settings.Global.BOOT_COUNT, 0) })

    /** Boot time from which on the next request is allowed; null: now. */
    fun until(): Long? {
        val asked = notes.number(ASKED).takeIf { notes.number(BOOTS) == boots().toLong() } ?: return null
        return (asked + RATION_MILLIS).takeIf { it > Clocks.bootMillis() }
    }

    /** Takes the ration. @return whether there was one. */
    fun take(): Boolean {
        if (until() != null) return false
        notes.put(ASKED to Clocks.bootMillis(), BOOTS to boots())
        return true
    }

    private companion object {
        const val ASKED = "fix.asked"
        const val BOOTS = "fix.boots"
        const val RATION_MILLIS = 30 * 60_000L
    }
}
