package dev.findmesh

import kotlinx.coroutines.flow.Flow
import java.io.IOException
import java.io.OutputStream

/** What the library keeps about the person with the phone: to look at, to take along, to make go. */
public interface MyData {
    /**
     * What the finder did on the last 31 UTC days, newest first; days on which it did nothing are left out.
     *
     * Cold: tells it now, and again when it changed, at most once a second.
     */
    public val usage: Flow<List<DayUsage>>

    /**
     * Where the phone often stays, learnt while it took part, the longest stay first; withdrawing and erasing make it forget.
     *
     * Cold: tells it now, and again when it changed, which is looked at whenever health changes.
     */
    public val familiarPlaces: Flow<List<FamiliarPlace>>

    /**
     * Writes everything that is kept into a zip: `data.json`, and `index.html` to read in any browser.
     *
     * It holds places and keys: put it where the person says, and nowhere else. [to] is flushed and stays open.
     *
     * @throws IOException as [to] does.
     */
    @Throws(IOException::class)
    public suspend fun export(to: OutputStream)

    /**
     * Makes everything go, consent ledger and keys with it, once a request under way has ended. Afterwards the library
     * stands as new: no consent, off.
     *
     * @return what went, and what a search of the files found of it before and after.
     */
    public suspend fun erase(): ErasureProof

    /**
     * Puts everything under a new key of the vault: copies of the files from before open no more.
     *
     * @return false where the vault has one key for ever.
     */
    public suspend fun renewKeys(): Boolean

    /** What helps to find out why something does not work, as JSON without places, keys and identifiers: for the person to look at. */
    public suspend fun diagnostics(): String

    /**
     * The same, to be sent to whoever makes the app.
     *
     * @throws FindmeshException.ConsentMissing nobody agreed to [Purpose.DIAGNOSTICS].
     */
    public suspend fun diagnosticsToSend(): String
}
