package dev.findmesh

import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.RelayProcess
import dev.findmesh.testing.TestApplication
import dev.findmesh.testing.Vectors
import org.json.JSONObject
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import java.time.Instant
import kotlin.math.abs

/** The whole way: a tag on the air, a fix, a sealed report, a relay of its own, the owner who reads it. */
@RunWith(PhoneRunner::class)
class FindingTest {
    @get:Rule
    val phone: Phone = Phone()
    private lateinit var relay: RelayProcess

    @Before
    fun relay() {
        relay = RelayProcess.start()
        TestApplication.relay = relay.url
    }

    @After
    fun stop() = relay.close()

    @Test
    fun aSeparatedTagReachesItsOwner() {
        phone.beginFinding()
        phone.fix(LATITUDE, LONGITUDE)
        val heardAt = phone.wall
        assertEquals(1, FakeRadio.send(Vectors.compactTag(rssi = -71)))
        phone.until("it is sealed") { phone.findmesh.health.value.queue.reports == 1 }
        phone.runJobsUntilEmpty()
        checkOwnersView(heardAt, form = "compact", rssi = -71)
        phone.assertCount("uploaded", 1)
    }

    @Test
    fun theExtendedFormToo() {
        phone.beginFinding()
        phone.fix(LATITUDE, LONGITUDE)
        val heardAt = phone.wall
        assertEquals(1, FakeRadio.send(Vectors.extendedTag()))
        phone.until("it is sealed") { phone.findmesh.health.value.queue.reports == 1 }
        phone.runJobsUntilEmpty()
        checkOwnersView(heardAt, form = "extended", rssi = -60)
    }

    @Test
    fun aSightingWaitsForItsFix() {
        phone.beginFinding()
        FakeRadio.send(Vectors.compactTag())
        phone.until("it waits") { phone.findmesh.health.value.queue.pending == 1 }
        val heardAt = phone.wall
        phone.advance(60_000)
        phone.fix(LATITUDE, LONGITUDE)
        phone.until("it is sealed") { phone.findmesh.health.value.queue.run { reports == 1 && pending == 0 } }
        phone.runJobsUntilEmpty()
        checkOwnersView(heardAt, form = "compact", rssi = -60)
    }

    private fun checkOwnersView(heardAt: Long, form: String, rssi: Int) {
        val report: JSONObject = Vectors.owner(heardAt).fetch(relay.url).single()
        assertTrue(abs(report.getDouble("lat") - LATITUDE) < 1e-6)
        assertTrue(abs(report.getDouble("lon") - LONGITUDE) < 1e-6)
        val seen = Instant.parse(report.getString("time")).toEpochMilli()
        assertTrue("$seen against $heardAt", abs(seen - heardAt) <= 1_000)
        assertEquals(form, report.getString("form"))
        assertEquals(rssi, report.getInt("rssi"))
    }

    private companion object {
        const val LATITUDE = 52.3702157
        const val LONGITUDE = 4.8951679
    }
}
