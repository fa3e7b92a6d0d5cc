package dev.findmesh.ui.host

import dev.findmesh.Feature
import dev.findmesh.Findmesh
import dev.findmesh.FindmeshException
import dev.findmesh.gatt.SoundEvent
import dev.findmesh.ui.ScreenId
import dev.findmesh.ui.around.Surroundings
import dev.findmesh.ui.tag.Ringers
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.cancel
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.launch
import java.io.InputStream
import java.time.Duration
import java.time.Instant
import java.util.Locale
import kotlin.coroutines.CoroutineContext

/**
 * What a [Machine] works with.
 *
 * @property scope ends with the screen.
 * @property work outlives it: what was begun is finished.
 * @property apiLevel of the phone.
 * @property feature what the host's finder needs.
 * @property language of the texts that a person reads, as written down with a consent.
 * @property screens those that the host did not leave out.
 * @property about which thing the screen is about, for one that is about one: what who opens it and the screen agree on.
 * @property surroundings what is around.
 * @property ringers the sounds that run.
 * @property sounds makes the tag at an address sound, as [dev.findmesh.gatt.TagSounds.play] does.
 * @property reading where files are read.
 * @property notices opens what `cargo xtask notices` wrote of what ships.
 * @param tick after which [now] says the time anew.
 */
internal class Wiring(
    val findmesh: Findmesh,
    val scope: CoroutineScope,
    val work: CoroutineScope,
    val clock: () -> Instant,
    val apiLevel: Int,
    val feature: Feature,
    val language: Locale,
    val screens: Set<ScreenId>,
    val about: String?,
    val surroundings: Surroundings,
    val ringers: Ringers,
    val sounds: (String) -> Flow<SoundEvent>,
    val reading: CoroutineContext,
    val notices: () -> InputStream,
    private val tick: Duration = Duration.ofSeconds(30),
) {
    private val trouble = MutableStateFlow<Failure?>(null)
    private val running = MutableStateFlow(false)

    /** What the last thing that was tapped failed with. */
    val failure: StateFlow<Failure?> = trouble.asStateFlow()

    /** Whether what was tapped is still being done. */
    val busy: StateFlow<Boolean> = running.asStateFlow()

    /** Now and after every tick: for what is said as "3 minutes ago". */
    val now: Flow<Instant> = flow {
        while (true) {
            emit(clock())
            delay(tick.toMillis())
        }
    }

    /** Does what was tapped, one thing at a time; a second tap meanwhile does nothing. */
    fun attempt(what: suspend () -> Unit) {
        if (!running.compareAndSet(expect = false, update = true)) return
        trouble.value = null
        work.launch {
            try {
                what()
            } catch (e: CancellationException) {
                throw e
            } catch (e: FindmeshException) {
                trouble.value = Failure.of(e)
            } catch (e: java.io.IOException) {
                trouble.value = Failure.STORAGE
            } finally {
                running.value = false
            }
        }
    }

    /** The screen was left for good. */
    fun close(): Unit = scope.cancel()
}

/** What was tapped and did not work, by what a person can do about it. */
internal enum class Failure {
    PERMISSION,
    BLUETOOTH,
    RELAY,
    STORAGE,
    OTHER,
    ;

    companion object {
        fun of(e: FindmeshException): Failure = when (e) {
            is FindmeshException.PermissionMissing -> PERMISSION
            is FindmeshException.BluetoothUnavailable -> BLUETOOTH
            is FindmeshException.RelayFailed -> RELAY
            is FindmeshException.StorageFailed -> STORAGE
            else -> OTHER
        }
    }
}
