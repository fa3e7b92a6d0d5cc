package dev.findmesh.platform.evidence

import dev.findmesh.platform.BootNotes
import dev.findmesh.platform.Notes

/**
 * Evidence by behaviour: wakes that the engine asked for and nobody gave. Where no switch can be read, this is all there
 * is to see of a maker's battery saver.
 */
internal class MissedWakes(private val notes: Notes, private val wishes: BootNotes) {
    /** The wish that was judged already. */
    private var judged: Long? = null

    /** The engine's wish, boot time in milliseconds. It moves a little all the time: only what matters is remembered. */
    fun asked(boot: Long) {
        val before = wishes.number(ASKED)
        if (before == null || boot - before !in -CLOSE..CLOSE) wishes.put(ASKED, boot)
    }

    /**
     * The process is awake.
     *
     * @param rationed Android itself rations the app's wakes, and Doze may hold them for hours.
     * @param excused Android, or the person, lets the app do nothing in the background.
     */
    fun awake(boot: Long, wall: Long, rationed: Boolean, excused: Boolean) {
        val asked = wishes.number(ASKED) ?: return
        if (boot < asked || asked == judged) return
        judged = asked
        val late = boot - asked >= if (rationed) LATE_RATIONED else LATE
        val missed = if (late && !excused) (missed(wall) + wall).takeLast(MOST) else missed(wall)
        notes.put(MISSED to missed.joinToString(",").ifEmpty { null })
    }

    /** Twice in three days is no accident. */
    fun isPattern(wall: Long): Boolean = missed(wall).size >= PATTERN

    /** The person changed something: what was before counts no more. */
    fun forget() = notes.put(MISSED to null)

    private fun missed(wall: Long): List<Long> =
        notes.text(MISSED).orEmpty().split(',').mapNotNull { it.toLongOrNull() }.filter { wall - it in 0..REMEMBERED }

    private companion object {
        const val ASKED = "wake.asked"
        const val MISSED = "wake.missed"
        const val CLOSE = 60_000L
        const val LATE = 60 * 60_000L
        const val LATE_RATIONED = 8 * LATE
        const val REMEMBERED = 3 * 24 * 60 * 60_000L
        const val PATTERN = 2
        const val MOST = 8
    }
}
