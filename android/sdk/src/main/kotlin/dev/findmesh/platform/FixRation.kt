package dev.findmesh.platform

import android.content.Context
import android.provider.Settings

/**
 * At most one request for a fix in 30 min of each provider while nobody looks, counted over the end of the process: the
 * platform rations requests of the background alike, provider by provider. How many of these the engine asks for is its own
 * decision.
 *
 * @param boots how often the phone was started; boot time begins anew with each.
 */
internal class FixRation(private val notes: Notes, private val boots: () -> Int) {
    constructor(context: Context, notes: Notes) :
        this(notes, { Settings.Global.getInt(context.contentResolver, Settings.Global.BOOT_COUNT, 0) })

    /** Boot time from which on [provider] may be asked again; null: now. */
    fun until(provider: String): Long? {
        val asked = notes.number(ASKED + provider).takeIf { notes.number(BOOTS + provider) == boots().toLong() } ?: return null
        return (asked + RATION_MILLIS).takeIf { it > Clocks.bootMillis() }
    }

    /** Takes the ration of [provider]. @return whether there was one. */
    fun take(provider: String): Boolean {
        if (until(provider) != null) return false
        notes.put(ASKED + provider to Clocks.bootMillis(), BOOTS + provider to boots())
        return true
    }

    private companion object {
        const val ASKED = "fix.asked."
        const val BOOTS = "fix.boots."
        const val RATION_MILLIS = 30 * 60_000L
    }
}
