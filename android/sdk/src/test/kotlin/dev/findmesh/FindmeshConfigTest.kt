package dev.findmesh

import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertThrows
import org.junit.Test
import java.net.URI
import java.util.UUID

class FindmeshConfigTest {
    private fun builder(relay: String = "https://relay.example") = FindmeshConfig.Builder(URI(relay))

    private fun refused(field: String, builder: FindmeshConfig.Builder) =
        assertEquals(field, assertThrows(FindmeshException.InvalidConfig::class.java) { builder.build() }.field)

    @Test
    fun relays() {
        listOf("https://relay.example", "https://relay.example:8443/base", "http://127.0.0.1:8787", "http://[::1]:1").forEach {
            builder(it).build()
        }
        listOf(
            "http://relay.example",
            "ftp://relay.example",
            "relay.example",
            "https://u:p@relay.example",
            "https://relay.example/?q",
            "https:///x",
        )
            .forEach { refused("relay", builder(it)) }
    }

    @Test
    fun settings() {
        refused("networks", builder().networks())
        refused("companyId", builder().deployment(UUID.randomUUID(), 0x1_0000))
        refused("companyId", builder().deployment(UUID.randomUUID(), -1))
    }

    @Test
    fun equality() {
        val vault = object : KeyVault {
            override fun wrap(key: ByteArray) = key

            override fun unwrap(wrapped: ByteArray) = wrapped
        }
        assertEquals(builder().build(), builder().build())
        assertEquals(builder().vault(vault).build(), builder().vault(vault).build())
        assertNotEquals(builder().build(), builder().vault(vault).build())
        assertNotEquals(builder().build(), builder("https://other.example").build())
    }
}
