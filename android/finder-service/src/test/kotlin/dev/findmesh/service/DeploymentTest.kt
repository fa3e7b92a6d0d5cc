package dev.findmesh.service

import dev.findmesh.FinderMode
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.TestApplication
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import java.net.URI
import java.util.Base64

/** What `deployment.xml` says as it is in the tree, for a maker to begin from. */
@RunWith(PhoneRunner::class)
class DeploymentTest {
    private val shipped get() = Deployment.of(RuntimeEnvironment.getApplication())

    @Test
    fun asItIsItCanBeUsed() {
        assertEquals(URI("https://relay.findmesh.example"), shipped.relay)
        assertEquals(TestApplication.SERVICE_UUID to null, shipped.serviceUuid to shipped.companyId)
        assertEquals(FinderMode.SYSTEM, shipped.config().mode)
    }

    @Test
    fun theCapsAreTheDefaultsOfThePolicy() {
        val expected = mapOf(
            "flood.reports_per_hour" to 120.0,
            "upload.cellular_wakes_per_day" to 20.0,
            "upload.metered_bytes_per_day" to 262_144.0,
        )
        assertEquals(expected, shipped.limits.numbers)
    }

    @Test
    fun nobodyOrdersUntilTheMakerSaysWho() {
        assertNull(shipped.orders)
        assertEquals(0, shipped.orderKeys.size)
    }

    @Test
    fun aKeyIsReadAsOpensslWritesIt() {
        val text = Base64.getEncoder().encodeToString(Operator.key.public.encoded)
        assertEquals(Operator.key.public, Deployment.publicKey(text))
        assertThrows(IllegalArgumentException::class.java) { Deployment.publicKey("AAAA") }
    }
}
