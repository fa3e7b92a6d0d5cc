package dev.findmesh.ui.tag

import dev.findmesh.FindmeshException
import dev.findmesh.gatt.GattFailure
import dev.findmesh.gatt.SoundEvent
import dev.findmesh.gatt.SoundWay
import dev.findmesh.ui.Bench
import dev.findmesh.ui.tag.Ring.Step
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotSame
import org.junit.Assert.assertSame
import org.junit.Rule
import org.junit.Test

/** Sounds over pages that come, come back and go. */
class RingersTest {
    @get:Rule
    val bench = Bench()

    private val over = CompletableDeferred<Unit>()
    private val ringers by lazy { bench.ringers { over.await() } }
    private val sound = MutableSharedFlow<SoundEvent>()
    private val connected get() = sound.subscriptionCount.value
    private val page = Job()

    /** @return the sound of a tag, which sounds. */
    private fun sounding(page: Job = this.page): Ringer {
        val ringer = ringers.hold(TAG, page)
        ringer.play(sound)
        runBlocking { sound.emit(SOUNDING) }
        return ringer
    }

    private fun lingered(): Unit = check(over.complete(Unit))

    @Test
    fun aPageThatComesBackFindsItGoingOn() {
        sounding()
        page.cancel()
        val back = ringers.hold(TAG, Job())
        lingered()
        assertEquals(1, connected)
        assertEquals(Ring(Step.SOUNDING), back.ring.value)
        runBlocking { sound.emit(SoundEvent.Ended(confirmed = true)) }
        assertEquals(Ring(Step.ENDED), back.ring.value)
    }

    @Test
    fun aPageThatWasLeftLeavesNothingBehind() {
        val ringer = sounding()
        page.cancel()
        assertEquals("it may come back", 1, connected)
        lingered()
        assertEquals(0, connected)
        val later = ringers.hold(TAG, Job())
        assertNotSame(ringer, later)
        assertEquals(Ring.READY, later.ring.value)
    }

    @Test
    fun theSecondOfTwoPagesKeepsIt() {
        lingered()
        sounding()
        val second = Job()
        assertEquals(Ring(Step.SOUNDING), ringers.hold(TAG, second).ring.value)
        page.cancel()
        assertEquals(1, connected)
        second.cancel()
        assertEquals(0, connected)
    }

    @Test
    fun anotherTagIsAnother() {
        lingered()
        val other = ringers.hold("C0:00:00:00:00:02", Job())
        sounding()
        assertEquals(Ring.READY, other.ring.value)
        page.cancel()
        assertEquals(0, connected)
    }

    @Test
    fun whatEndedIsNotToldToWhoComesLater() {
        lingered()
        val ringer = ringers.hold(TAG, page)
        ringer.play(flowOf(SOUNDING, SoundEvent.Ended(confirmed = true)))
        assertEquals(Ring(Step.ENDED), ringer.ring.value)
        page.cancel()
        assertEquals(Ring.READY, ringers.hold(TAG, Job()).ring.value)
    }

    @Test
    fun itPlaysOnceAtATime() {
        val ringer = sounding()
        ringer.play(sound)
        assertEquals(1, connected)
        ringer.fail(Ring.Trouble.PERMISSION)
        assertEquals(Ring(Step.SOUNDING), ringer.ring.value)
    }

    @Test
    fun whatWasStoppedHasNoSayAnyMore() {
        val ringer = ringers.hold(TAG, page)
        ringer.play(
            flow {
                try {
                    awaitCancellation()
                } finally {
                    throw FindmeshException.GattFailed(GattFailure.LOST, "write", null)
                }
            },
        )
        ringer.stop()
        assertEquals(Ring.READY, ringer.ring.value)
    }

    @Test
    fun whoComesWhileAConnectionClosesWaitsForIt() {
        lingered()
        val closed = CompletableDeferred<Unit>()
        val ringer = ringers.hold(TAG, page)
        ringer.play(closing { closed.await() })
        page.cancel()
        val next = Job()
        val same = ringers.hold(TAG, next)
        assertSame(ringer, same)
        same.play(sound)
        assertEquals(Step.CONNECTING, same.ring.value.step)
        assertEquals("one connection at a time", 0, connected)
        closed.complete(Unit)
        assertEquals(1, connected)
        next.cancel()
        assertEquals(0, connected)
        assertNotSame(ringer, ringers.hold(TAG, Job()))
    }

    @Test
    fun aSoundThatIsOverHasEndedEvenIfNobodySaysSo() {
        val ringer = ringers.hold(TAG, page)
        ringer.play(flowOf(SOUNDING))
        assertEquals(Ring(Step.ENDED, confirmed = false), ringer.ring.value)
    }

    /** A connection that takes [close] to close. */
    private fun closing(close: suspend () -> Unit): Flow<SoundEvent> = flow {
        try {
            awaitCancellation()
        } finally {
            withContext(NonCancellable) { close() }
        }
    }

    private companion object {
        const val TAG = "C0:00:00:00:00:01"
        val SOUNDING = SoundEvent.Sounding(SoundWay.DULT, confirmed = true)
    }
}
