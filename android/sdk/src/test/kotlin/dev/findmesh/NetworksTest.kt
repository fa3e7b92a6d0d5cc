package dev.findmesh

import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.TestApplication
import dev.findmesh.testing.Vectors
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith

/** Tags of the networks that an app names, from the filter to the sealed report. */
@RunWith(PhoneRunner::class)
class NetworksTest {
    @get:Rule
    val phone: Phone = Phone()

    private val standing get() = FakeRadio.clients.filter { it.intent != null }

    @Test
    fun tagsOfNamedNetworksWakeThePhoneAndAreReported() {
        TestApplication.networks = Network.entries.toTypedArray()
        phone.beginFinding()
        assertEquals(3, standing.single { it.settings.legacy }.filters.size)
        assertFalse("fits the slots", standing.any { it.allPass })
        phone.fix(48.1, 11.5)
        assertEquals(1, FakeRadio.send(Vectors.appleTagOfAnOwner()))
        assertEquals(1, FakeRadio.send(Vectors.findHubTag()))
        assertEquals(1, FakeRadio.send(Vectors.compactTag()))
        phone.until("all are sealed") { phone.findmesh.health.value.queue.reports == 3 }
        assertEquals(3L, phone.counters()["reported"])
    }

    @Test
    fun whoNamesAnotherNetworkAloneListensForThatAlone() {
        TestApplication.networks = arrayOf(Network.APPLE)
        phone.beginFinding()
        assertEquals("no client without a filter", listOf(1), standing.map { it.filters.size })
        phone.fix(48.1, 11.5)
        assertEquals(0, FakeRadio.send(Vectors.compactTag()) + FakeRadio.send(Vectors.extendedTag()))
        assertEquals(1, FakeRadio.send(Vectors.appleTagOfAnOwner()))
        phone.until("it is sealed") { phone.findmesh.health.value.queue.reports == 1 }
    }

    @Test
    fun tagsOfOthersDoNotWakeThePhone() {
        phone.beginFinding()
        assertEquals(0, FakeRadio.send(Vectors.appleTagOfAnOwner()) + FakeRadio.send(Vectors.findHubTag()))
    }
}
