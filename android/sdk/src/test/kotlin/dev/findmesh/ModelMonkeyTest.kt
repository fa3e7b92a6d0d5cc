package dev.findmesh

import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Monkey
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.Services
import dev.findmesh.testing.TestApplication
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import java.util.Collections

/**
 * A thousand steps at random, from a seed, over the framework's switches and our model of a radio: no crash, no leak, and
 * health that tells the truth after each. The seed and the steps so far are in the message of a failure.
 */
@RunWith(PhoneRunner::class)
class ModelMonkeyTest {
    @get:Rule
    val phone: Phone = Phone()

    @Test
    fun inTheBackground() = play(seed = 20_261_123)

    @Test
    fun withAService() {
        TestApplication.notification = Services.NOTIFICATION
        play(seed = 36)
    }

    private fun play(seed: Long) {
        val crashes = Collections.synchronizedList(mutableListOf<Throwable>())
        val before = Thread.getDefaultUncaughtExceptionHandler()
        Thread.setDefaultUncaughtExceptionHandler { _, crash -> crashes += crash }
        FakeRadio.batching = true
        val monkey = Monkey(phone, seed)
        try {
            repeat(STEPS) { monkey.step(crashes) }
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before)
            monkey.end()
        }
    }

    private companion object {
        const val STEPS = 500
    }
}
