package dev.findmesh.platform.permission

import android.os.Build
import dev.findmesh.platform.Notes

/** What is remembered of permissions: answers, and how long a grant held. Times are wall time in milliseconds. */
internal class PermissionMemory(private val notes: Notes, private val api: Int = Build.VERSION.SDK_INT) {
    fun answers(permission: String): Answers = Answers(
        asked = notes.number(permission.key(ASKED))?.toInt() ?: 0,
        refused = notes.flag(permission.key(REFUSED)),
        final = notes.flag(permission.key(FINAL)),
        // Before API 30 there are no grants for one time.
        lapsed = api >= Build.VERSION_CODES.R && notes.flag(permission.key(LAPSED)),
    )

    /** The platform was asked what it advises, with the permission not granted. */
    fun advised(permission: String, rationale: Boolean) {
        val before = answers(permission)
        if (rationale) return notes.put(permission.key(REFUSED) to true, permission.key(FINAL) to null)
        if (before.standing(granted = false, advised = false) == Standing.SETTINGS) notes.put(permission.key(FINAL) to true)
    }

    /** A dialog came back without it. @param silently so fast that nobody saw it. */
    fun notGranted(permission: String, silently: Boolean) {
        notes.put(permission.key(ASKED) to answers(permission).asked + 1)
        if (silently) notes.put(permission.key(FINAL) to true)
    }

    /** Somebody was in the settings and may have chosen "ask every time": the dialog is worth a try again. */
    fun askAgain(permission: String) =
        notes.put(permission.key(ASKED) to null, permission.key(REFUSED) to null, permission.key(FINAL) to null)

    /**
     * A look at the permission, at every wake.
     *
     * A grant that ends within a day was one for this time only (or somebody thought better of it at once). It is told of
     * until a grant has lasted for a day.
     */
    fun look(permission: String, granted: Boolean, now: Long) {
        val since = notes.number(permission.key(SINCE))
        if (granted) {
            if (since == null) notes.put(permission.key(SINCE) to now)
            if (since != null && now - since !in 0 until LASTING) notes.put(permission.key(LAPSED) to null)
            return askAgain(permission)
        }
        if (since == null) return
        notes.put(permission.key(SINCE) to null, permission.key(LAPSED) to (now - since in 0 until LASTING))
    }

    private fun String.key(what: String): String = "permission.${substringAfterLast('.')}.$what"

    private companion object {
        const val ASKED = "asked"
        const val REFUSED = "refused"
        const val FINAL = "final"
        const val SINCE = "since"
        const val LAPSED = "lapsed"
        const val LASTING = 24 * 60 * 60_000L
    }
}
