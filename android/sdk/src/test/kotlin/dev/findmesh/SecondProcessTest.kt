package dev.findmesh

import dev.findmesh.platform.EngineSession
import dev.findmesh.testing.OtherProcess
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.annotation.Config

/** One process of the app owns the engine. The other one here is a process, and dies as processes do. */
@RunWith(PhoneRunner::class)
@Config(sdk = [34, 36])
class SecondProcessTest {
    @get:Rule
    val phone: Phone = Phone()

    @Test
    fun whoComesSecondIsToldSoAndTakesOverWhenTheFirstWasKilled() = OtherProcess.start(EngineSession.folder(phone.app)).use { first ->
        assertEquals("held", first.answer)
        assertThrows(FindmeshException.AlreadyCreated::class.java) { phone.run { phone.findmesh.finder.disable() } }
        assertEquals("another_process", phone.findmesh.health.value.blocking!!.code)
        assertEquals("killed by signal 9", SIGKILLED, first.kill())
        phone.beginFinding()
        assertTrue(phone.findmesh.health.value.reasons.none { it.code == "another_process" })
    }

    @Test
    fun whoOwnsTheEngineKeepsItFromTheOther() {
        phone.beginFinding()
        OtherProcess.start(EngineSession.folder(phone.app)).use { assertEquals("refused", it.answer) }
        phone.restart()
        OtherProcess.start(EngineSession.folder(phone.app)).use { assertEquals("held", it.answer) }
    }

    private companion object {
        const val SIGKILLED = 128 + 9
    }
}
