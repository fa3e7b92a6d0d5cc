package dev.findmesh.sample.desk

import dev.findmesh.FindmeshException
import dev.findmesh.gatt.GattFailure
import dev.findmesh.gatt.SoundEvent
import dev.findmesh.gatt.SoundWay
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import java.time.Duration

/** How the tags of [DeskScript.around] answer who wants them to sound. @param wait lets time pass. */
class DeskSounds(private val wait: suspend (Duration) -> Unit = { delay(it.toMillis()) }) {
    /** The one two rooms away cannot be reached; the others sound until they say that it was enough. */
    fun of(address: String): Flow<SoundEvent> = flow {
        if (address == DeskScript.FAR) {
            wait(TRYING)
            throw FindmeshException.GattFailed(GattFailure.UNREACHABLE, "connect", status = null)
        }
        wait(CONNECTING)
        emit(SoundEvent.Sounding(SoundWay.DULT, confirmed = true))
        wait(SOUNDING)
        emit(SoundEvent.Ended(confirmed = true))
    }

    private companion object {
        val CONNECTING: Duration = Duration.ofMillis(1_500)
        val TRYING: Duration = Duration.ofSeconds(4)
        val SOUNDING: Duration = Duration.ofSeconds(8)
    }
}
