package dev.findmesh.devicecheck

import dev.findmesh.testing.PhoneRunner
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import java.io.File

@RunWith(PhoneRunner::class)
@Config(sdk = [34])
class ReportTest {
    private fun rows(vararg probes: Probe) = Report.of(probes.toList()).getJSONArray("rows").let { rows ->
        List(rows.length()) { rows.getJSONObject(it) }
    }

    @Test
    fun a_row_says_what_was_measured_and_how_well() {
        val row = rows(Probe("scan.quota", "count", accuracy = 0.5) { 5.0 }).single()
        assertEquals(setOf("name", "value", "unit", "accuracy"), row.keys().asSequence().toSet())
        assertEquals("scan.quota", row.getString("name"))
        assertEquals(5.0, row.getDouble("value"), 0.0)
        assertEquals(0.5, row.getDouble("accuracy"), 0.0)
    }

    @Test
    fun what_cannot_be_measured_is_an_error_in_its_row_and_the_rest_goes_on() {
        val rows = rows(
            Probe("a", "ms") { error("no radio") },
            Probe("b", "ms") { throw UnsatisfiedLinkError("no library") },
            Probe("c", "ms") { throw SecurityException("not granted") },
            Probe("d", "ms") { Double.NaN },
            Probe("e", "ms") { 1.0 },
        )
        val errors = rows.dropLast(1).map { it.getString("error") }
        assertEquals("IllegalStateException: no radio", errors[0])
        assertEquals("UnsatisfiedLinkError: no library", errors[1])
        assertEquals("SecurityException: not granted", errors[2])
        assertEquals("IllegalStateException: the value is NaN", errors[3])
        assertFalse(rows.first().has("value"))
        assertEquals(1.0, rows.last().getDouble("value"), 0.0)
    }

    @Test
    fun figures_of_our_own_stand_apart_and_the_phone_is_named() {
        val begun = mutableListOf<String>()
        val probes = listOf(Probe("f", "ms", figure = true) { 2.0 }, Probe("c", "ms") { 1.0 })
        val report = JSONObject(Report.of(probes, begun::add).toString())
        assertEquals("f", report.getJSONArray("figures").getJSONObject(0).getString("name"))
        assertEquals(1, report.getJSONArray("rows").length())
        assertEquals(34, report.getJSONObject("phone").getInt("api"))
        assertFalse("one line, for the shell", '\n' in report.toString())
        assertEquals(setOf("c", "f"), begun.toSet())
    }

    /** Name and unit as the model has them; nothing measured twice. */
    @Test
    fun every_constant_is_one_of_the_models() {
        val model = File(System.getProperty("findmesh.repo"), "rust/sim/platform.toml").readText()
        val probes = Probes.all(RuntimeEnvironment.getApplication())
        for (probe in probes.filterNot { it.figure }) {
            val (section, constant) = probe.name.split('.', limit = 2)
            val constants = model.substringAfter("\n[$section]", "").substringBefore("\n[")
            val entries = constants.substringAfter("\n\"$constant\" = ", "")
            assertTrue("no ${probe.name} in platform.toml", entries.isNotEmpty())
            assertEquals(probe.name, probe.unit, entries.substringAfter("unit = \"").substringBefore('"'))
        }
        assertEquals(probes.size, probes.map { it.name }.toSet().size)
    }
}
