package dev.findmesh.ui.around

import dev.findmesh.Feature
import dev.findmesh.Findmesh
import dev.findmesh.FindmeshException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.channels.BufferOverflow
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.flow.drop
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.merge
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch
import java.time.Instant

/**
 * What is around, heard once for all screens that show it, and only while one of them is seen.
 *
 * @param scope in which it listens.
 * @param beat how often what goes on is told; what is new is told at once.
 * @param linger milliseconds for which it listens on, so that a rotation, or going from one of these screens to another,
 *   costs no start of a scan: the platform serves few.
 */
internal class Surroundings(
    private val findmesh: Findmesh,
    scope: CoroutineScope,
    private val clock: () -> Instant,
    private val beat: Flow<Unit> = everySecond(),
    linger: Long = LINGER_MILLIS,
) {
    private val roster = Roster()
    private val again = MutableSharedFlow<Unit>(extraBufferCapacity = 1, onBufferOverflow = BufferOverflow.DROP_OLDEST)

    val around: StateFlow<Around> = channelFlow {
        while (true) {
            val failure = listen { send(it) }
            val unsupported = findmesh.health.value.reasons.any { it.code == Blocked.UNSUPPORTED }
            val blocked = Blocked.of(failure, unsupported, clock())
            send(Around(clock(), blocked = blocked))
            awaitMended(blocked)
        }
    }.stateIn(scope, SharingStarted.WhileSubscribed(linger), Around(clock()))

    /** Tries again to listen, where that failed. */
    fun retry() {
        again.tryEmit(Unit)
    }

    /** Until it fails. */
    private suspend fun listen(tell: suspend (Around) -> Unit): FindmeshException {
        val since = clock()
        suspend fun say() {
            val now = clock()
            tell(Around(now, since, roster.at(now)))
        }
        return try {
            coroutineScope {
                launch { beat.collect { say() } }
                say()
                findmesh.finder.nearby().collect { if (roster.hear(it)) say() }
                throw FindmeshException.Internal("the scan ended", null)
            }
        } catch (e: FindmeshException) {
            e
        }
    }

    /** A try costs one of the few starts of a scan: only where something has changed. */
    private suspend fun awaitMended(blocked: Blocked) {
        val mended = when (blocked.code) {
            Blocked.PERMISSION -> findmesh.permissions.observe(Feature.NEARBY).drop(1).map { }
            Blocked.BLUETOOTH -> radioBack()
            else -> again
        }
        merge(again, mended).first()
    }

    /** Health says that the radio is off, maybe a moment after the scan, and then that it is not. */
    private fun radioBack(): Flow<Unit> = flow {
        findmesh.health.first { health -> health.reasons.any { it.code == Blocked.BLUETOOTH } }
        findmesh.health.first { health -> health.reasons.none { it.code == Blocked.BLUETOOTH } }
        emit(Unit)
    }

    companion object {
        const val LINGER_MILLIS: Long = 2_000
        private const val BEAT_MILLIS = 1_000L

        fun everySecond(): Flow<Unit> = flow {
            while (true) {
                delay(BEAT_MILLIS)
                emit(Unit)
            }
        }
    }
}
