package dev.findmesh.ui.tag

import dev.findmesh.FindmeshException
import dev.findmesh.gatt.SoundEvent
import dev.findmesh.ui.around.NearTag
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch

/**
 * The sound of one tag, whatever pages show it. Any thread.
 *
 * @param scope in which it plays.
 */
internal class Ringer(private val scope: CoroutineScope) {
    private val said = MutableStateFlow(Ring.READY)
    private var playing: Job? = null

    /** How far it is. */
    val ring: StateFlow<Ring> = said.asStateFlow()

    /** The tag as its page last heard it, for the page that comes back: while it is connected, it says nothing to others. */
    @Volatile
    var last: NearTag? = null

    /** Collects [sound], as soon as the connection of the one before is closed; nothing where one is running. */
    @Synchronized
    fun play(sound: Flow<SoundEvent>) {
        if (said.value.running) return
        said.value = Ring.CONNECTING
        val before = playing
        playing = scope.launch {
            before?.join()
            try {
                sound.collect { say(Ring.of(it)) }
                if (said.value.running) say(Ring(Ring.Step.ENDED, confirmed = false))
            } catch (e: FindmeshException) {
                say(Ring.of(e))
            }
        }
    }

    /** Ends the sound, or the way to it: cancelling stops the tag and closes the connection. */
    @Synchronized
    fun stop() {
        playing?.cancel()
        said.value = Ring.READY
    }

    /** It does not come to a sound. */
    @Synchronized
    fun fail(trouble: Ring.Trouble) {
        if (!said.value.running) said.value = Ring(Ring.Step.FAILED, trouble)
    }

    /** Until the last connection is closed. */
    suspend fun awaitClosed() {
        val last = synchronized(this) { playing }
        last?.join()
    }

    /** Who was stopped has no say any more. */
    private fun CoroutineScope.say(ring: Ring): Unit = synchronized(this@Ringer) { if (isActive) said.value = ring }
}
