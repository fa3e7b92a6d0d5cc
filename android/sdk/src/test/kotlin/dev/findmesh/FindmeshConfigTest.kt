package dev.findmesh

import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertThrows
import org.junit.Test
import java.io.File
import java.net.URI
import java.time.Duration
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
        val notification = NotificationFactory { error("not shown here") }
        fun served() = builder().mode(FinderMode.FOREGROUND_SERVICE).foregroundNotification(notification)
        assertEquals(served().build(), served().build())
        assertNotEquals(served().build(), served().foregroundNotification { error("another") }.build())
        val limits = FinderLimits.Builder().reportsPerHour(60)
        assertEquals(builder().limits(limits.build()).build(), builder().limits(limits.build()).build())
        assertNotEquals(builder().build(), builder().limits(limits.saving(true).build()).build())
    }

    @Test
    fun aForegroundServiceNeedsItsNotification() = refused("foregroundNotification", builder().mode(FinderMode.FOREGROUND_SERVICE))

    /** The paths and ranges that setters repeat stand in docs/configuration.md. */
    @Test
    fun limitsHaveTheRangesOfTheReference() {
        val ranges = Regex("""\| `([a-z_.]+)` \| [^|]+ \| (\S+) to (\S+) \|""")
            .findAll(File(System.getProperty("findmesh.repo"), "docs/configuration.md").readText())
            .associate { it.groupValues[1] to it.groupValues[2].toDouble()..it.groupValues[3].toDouble() }
        val setters = mapOf<String, FinderLimits.Builder.(Double) -> Unit>(
            "fixes.max_accuracy_m" to { maxAccuracyMeters(it) },
            "dedupe.per_key_day" to { reportsPerKeyAndDay(it.toInt()) },
            "flood.reports_per_hour" to { reportsPerHour(it.toInt()) },
            "queue.max_reports" to { queueReports(it.toInt()) },
            "queue.max_bytes" to { queueBytes(it.toInt()) },
            "queue.max_age_ms" to { queueAge(Duration.ofMillis(it.toLong())) },
            "upload.metered_bytes_per_day" to { meteredBytesPerDay(it.toInt()) },
            "upload.cellular_wakes_per_day" to { cellularWakesPerDay(it.toInt()) },
            "scan.low_battery_percent" to { lowBatteryPercent(it.toInt()) },
            "scan.recovered_percent" to { recoveredPercent(it.toInt()) },
        )
        for ((path, set) in setters) {
            val range = ranges.getValue(path)
            for (end in listOf(range.start, range.endInclusive)) {
                assertEquals(mapOf(path to end), FinderLimits.Builder().apply { set(end) }.build().numbers)
            }
            for (beyond in listOf(range.start - 1, range.endInclusive + 1)) {
                val refused = assertThrows(FindmeshException.InvalidConfig::class.java) { FinderLimits.Builder().set(beyond) }
                assertEquals(path, refused.field)
            }
        }
    }
}
