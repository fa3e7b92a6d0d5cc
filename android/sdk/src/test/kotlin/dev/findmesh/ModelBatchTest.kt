package dev.findmesh

import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.Vectors
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith

/** Results that wait in the chip, as our model of a radio keeps them: one wake-up for all of them. */
@RunWith(PhoneRunner::class)
class ModelBatchTest {
    @get:Rule
    val phone: Phone = Phone()

    @Test
    fun aBatchIsOneWake() {
        FakeRadio.batching = true
        phone.beginFinding()
        phone.fix(1.0, 2.0)
        repeat(5) {
            FakeRadio.send(Vectors.compactTag(rssi = -80 + it))
            phone.advance(10_000)
        }
        assertEquals("nobody was woken", null, phone.counters()["tag_adverts"])
        phone.advance(10 * 60_000L)
        phone.until("all of them came") { phone.counters()["tag_adverts"] == 5L }
        assertEquals(1L, phone.counters()["batches"])
        phone.until("one report of the five") { phone.findmesh.health.value.queue.reports == 1 }
    }

    @Test
    fun anExtendedAdvertComesAtOnce() {
        FakeRadio.batching = true
        phone.beginFinding()
        FakeRadio.send(Vectors.extendedTag())
        phone.until("it came") { phone.counters()["tag_adverts"] == 1L }
    }

    @Test
    fun aBatchThatWaitsOutlivesTheProcess() {
        FakeRadio.batching = true
        phone.beginFinding()
        FakeRadio.send(Vectors.compactTag())
        phone.restart()
        phone.advance(10 * 60_000L)
        phone.until("the next process has it") { phone.counters()["tag_adverts"] == 1L }
    }
}
