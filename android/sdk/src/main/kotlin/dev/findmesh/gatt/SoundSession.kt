package dev.findmesh.gatt

import dev.findmesh.FindmeshException
import dev.findmesh.ffi.NativeException
import dev.findmesh.ffi.SoundAnswer
import dev.findmesh.ffi.SoundCommand
import dev.findmesh.ffi.SoundEndpoint
import dev.findmesh.ffi.soundAnswer
import dev.findmesh.ffi.soundRefusal
import dev.findmesh.ffi.soundRequest
import dev.findmesh.platform.toUuid
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import dev.findmesh.ffi.SoundRefusal as NativeRefusal
import dev.findmesh.ffi.SoundWay as NativeWay

/** One sound over one connection. The bytes come from the core; when to send them is decided here. */
internal class SoundSession(
    private val connection: GattConnection,
    private val way: SoundEndpoint,
    private val patience: SoundPatience,
) {
    private val place = way.place()

    suspend fun play(tell: suspend (SoundEvent) -> Unit) {
        if (way.mtuMin > connection.mtu) connection.requestMtu(way.mtuMin)
        val answers = if (way.answers) connection.subscribe(place).map(::understand) else null
        var over = false
        try {
            send(SoundCommand.START)
            if (answers != null) awaitStart(answers)
            tell(SoundEvent.Sounding(way.way.toPublic(), confirmed = answers != null))
            over = awaitEnd(answers)
        } catch (e: FindmeshException.SoundRefused) {
            over = true
            throw e
        } finally {
            if (!over) stop()
        }
        tell(SoundEvent.Ended(confirmed = over))
    }

    private suspend fun awaitStart(answers: Flow<SoundAnswer>) {
        val answer = withTimeoutOrNull(patience.answerMillis) { answers.first { it is SoundAnswer.Started || it is SoundAnswer.Refused } }
        when (answer) {
            is SoundAnswer.Refused -> throw FindmeshException.SoundRefused(answer.why.toPublic())
            null -> throw GattOperation.SOUND.failed(GattFailure.TIMED_OUT)
            else -> return
        }
    }

    /** @return whether the tag says, or shows by going away, that the sound ended. */
    private suspend fun awaitEnd(answers: Flow<SoundAnswer>?): Boolean = if (answers == null) {
        withTimeoutOrNull(patience.soundMillis) { connection.awaitEnd() } != null
    } else {
        withTimeoutOrNull(patience.endMillis) { answers.first { it is SoundAnswer.Ended } } != null
    }

    private suspend fun stop() = withContext(NonCancellable) {
        withTimeoutOrNull(patience.stopMillis) {
            try {
                send(SoundCommand.STOP)
            } catch (_: FindmeshException) {
                // It stops by itself, within half a minute.
            }
        }
    }

    private suspend fun send(command: SoundCommand) {
        val challenge = if (way.challenged) connection.read(place) else ByteArray(0)
        val bytes = try {
            soundRequest(way.way, command, challenge) ?: return
        } catch (_: NativeException) {
            throw FindmeshException.SoundRefused(SoundRefusal.FAILED)
        }
        try {
            connection.write(place, bytes)
        } catch (e: FindmeshException.GattFailed) {
            val refusal = e.status?.takeIf { e.failure == GattFailure.REFUSED }?.let { soundRefusal(way.way, it) }
            throw if (refusal == null) e else FindmeshException.SoundRefused(refusal.toPublic())
        }
    }

    /** What cannot be read is about something else. */
    private fun understand(value: ByteArray): SoundAnswer = try {
        soundAnswer(way.way, value)
    } catch (_: NativeException) {
        SoundAnswer.Other
    }
}

internal fun SoundEndpoint.place(): GattEndpoint = GattEndpoint(service.toUuid(), characteristic.toUuid())

private fun NativeWay.toPublic(): SoundWay = when (this) {
    NativeWay.DULT -> SoundWay.DULT
    NativeWay.APPLE_ACCESSORY -> SoundWay.APPLE_ACCESSORY
    NativeWay.AIR_TAG -> SoundWay.AIRTAG
    NativeWay.BEACON_ACTIONS -> SoundWay.FIND_HUB
}

private fun NativeRefusal.toPublic(): SoundRefusal = when (this) {
    NativeRefusal.STATE -> SoundRefusal.ALREADY_SOUNDING
    NativeRefusal.OWNER_ONLY -> SoundRefusal.OWNER_ONLY
    NativeRefusal.FAILED -> SoundRefusal.FAILED
}
