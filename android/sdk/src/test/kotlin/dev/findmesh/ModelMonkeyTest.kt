package dev.findmesh

import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Monkey
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import java.util.Collections

/**
 * A thousand steps at random, from a seed, over the framework's switches and our model of a radio: no crash, no leak, and
 * health that tells the truth after each. The seed and the steps so far are in the message of a failure.
 *
 * `-Dfindmesh.monkey.seeds=20` plays as many runs one after the other, each from the next seed; `-Dfindmesh.monkey.seed=…`
 * begins with another.
 */
@RunWith(PhoneRunner::class)
class ModelMonkeyTest {
    @get:Rule
    val phone: Phone = Phone()

    @Test
    fun aThousandStepsAtRandom() {
        val first = java.lang.Long.getLong("findmesh.monkey.seed", SEED)
        val seeds = Integer.getInteger("findmesh.monkey.seeds", 1)
        for (seed in first until first + seeds) play(seed)
    }

    private fun play(seed: Long) {
        val crashes = Collections.synchronizedList(mutableListOf<Throwable>())
        val before = Thread.getDefaultUncaughtExceptionHandler()
        Thread.setDefaultUncaughtExceptionHandler { _, crash -> crashes += crash }
        FakeRadio.batching = true
        val monkey = Monkey(phone, seed)
        try {
            monkey.begin()
            repeat(STEPS) { monkey.step(crashes) }
            monkey.end()
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before)
        }
    }

    private companion object {
        const val SEED = 20_261_123L
        const val STEPS = 1_000
    }
}
