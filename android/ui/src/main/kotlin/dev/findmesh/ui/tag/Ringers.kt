package dev.findmesh.ui.tag

import dev.findmesh.ui.around.Surroundings
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch

/**
 * The sounds that run, one a tag: a page that comes back after a rotation finds its own going on, a page that was left for good
 * leaves none behind. Any thread.
 *
 * @param scope in which they play; it outlives the pages.
 * @param linger how long a sound is kept for a page that may come back.
 */
internal class Ringers(private val scope: CoroutineScope, private val linger: suspend () -> Unit = { delay(Surroundings.LINGER_MILLIS) }) {
    private class Held(val ringer: Ringer, var pages: Int = 0)

    private val held = HashMap<String, Held>()

    /** The sound of the tag at [address], which is stopped once [page] and all others that hold it are gone. */
    fun hold(address: String, page: Job): Ringer {
        val entry = synchronized(held) { held.getOrPut(address) { Held(Ringer(scope)) }.also { it.pages++ } }
        page.invokeOnCompletion {
            scope.launch {
                linger()
                letGo(address, entry)
            }
        }
        return entry.ringer
    }

    /** Who comes while the connection is being closed shares the ringer, and so does not connect before that. */
    private suspend fun letGo(address: String, entry: Held) {
        synchronized(held) {
            if (--entry.pages > 0) return
            entry.ringer.stop()
        }
        entry.ringer.awaitClosed()
        synchronized(held) { if (entry.pages == 0) held.remove(address, entry) }
    }
}
