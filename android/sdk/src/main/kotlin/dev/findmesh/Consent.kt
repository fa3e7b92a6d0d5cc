package dev.findmesh

import kotlinx.coroutines.flow.StateFlow
import java.time.Instant
import java.util.Locale

/** What the person using the phone agreed to; an append-only ledger on the phone. */
public interface Consent {
    /** Purposes that are granted now. Never throws. */
    public val grants: StateFlow<Set<Purpose>>

    /**
     * Writes down that the person agreed; returns once that is durable.
     *
     * @param textVersion version of the text that was shown.
     * @param locale language of that text.
     * @param how how it was given, for example `onboarding switch`.
     */
    public suspend fun grant(purpose: Purpose, textVersion: String, locale: Locale, how: String)

    /** Withdraws; returns when the purpose's work is stopped and what it had queued is erased. */
    public suspend fun withdraw(purpose: Purpose)

    /** Every decision ever made here, oldest first. */
    public suspend fun ledger(): List<ConsentEntry>
}

/** What a person can agree to, one by one. Nothing of a purpose runs without its grant. */
public enum class Purpose {
    /** Sealing and uploading where tags of others were seen. */
    CROWD_REPORTING,

    /** Watching for trackers that travel with this phone. */
    UNWANTED_TRACKER_PROTECTION,

    /** Finding one's own tags. */
    OWN_TAGS,

    /** Counts that leave the phone to help its makers. */
    DIAGNOSTICS,
}

/** What was decided. */
public enum class Decision {
    /** From then on. */
    GRANTED,

    /** From then on no more. */
    WITHDRAWN,
}

/**
 * One line of the ledger.
 *
 * @property textVersion version of the text that was shown.
 * @property locale BCP 47 tag of its language.
 * @property how how it was given.
 */
public class ConsentEntry(
    public val purpose: Purpose,
    public val decision: Decision,
    public val textVersion: String,
    public val locale: String,
    public val time: Instant,
    public val how: String,
) {
    override fun toString(): String = "ConsentEntry($purpose, $decision, $time)"
}
