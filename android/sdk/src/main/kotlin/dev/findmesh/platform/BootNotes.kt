package dev.findmesh.platform

import android.content.Context
import android.provider.Settings

/**
 * Numbers that are worth something until the phone is started anew, as boot times are.
 *
 * @param boots how often the phone was started.
 */
internal class BootNotes(private val notes: Notes, private val boots: () -> Int) {
    constructor(context: Context, notes: Notes) :
        this(notes, { Settings.Global.getInt(context.contentResolver, Settings.Global.BOOT_COUNT, 0) })

    /** What was put since the phone was started; null: nothing. */
    fun number(key: String): Long? = notes.number(key)?.takeIf { notes.number(key + BOOT) == boots().toLong() }

    /** Written at once. Not for the main thread. */
    fun put(key: String, value: Long) = notes.put(key to value, key + BOOT to boots())

    private companion object {
        const val BOOT = ".boot"
    }
}
