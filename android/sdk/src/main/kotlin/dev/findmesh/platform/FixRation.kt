package dev.findmesh.platform

/**
 * At most one request for a fix in 30 min of each provider while nobody looks, counted over the end of the process: the
 * platform rations requests of the background alike, provider by provider. How many of these the engine asks for is its own
 * decision.
 */
internal class FixRation(private val notes: BootNotes) {
    /** Boot time from which on [provider] may be asked again; null: now. */
    fun until(provider: String): Long? {
        val asked = notes.number(ASKED + provider) ?: return null
        return (asked + RATION_MILLIS).takeIf { it > Clocks.bootMillis() }
    }

    /** Takes the ration of [provider]. @return whether there was one. */
    fun take(provider: String): Boolean {
        if (until(provider) != null) return false
        notes.put(ASKED + provider, Clocks.bootMillis())
        return true
    }

    private companion object {
        const val ASKED = "fix.asked."
        const val RATION_MILLIS = 30 * 60_000L
    }
}
