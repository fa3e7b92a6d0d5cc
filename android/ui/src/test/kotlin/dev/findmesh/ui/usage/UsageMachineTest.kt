package dev.findmesh.ui.usage

import dev.findmesh.DayUsage
import dev.findmesh.Findmesh
import dev.findmesh.FindmeshException
import dev.findmesh.MyData
import dev.findmesh.testing.FakeFindmesh
import dev.findmesh.ui.Bench
import dev.findmesh.ui.host.Failure
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.flow
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Rule
import org.junit.Test
import java.time.Duration
import java.time.Instant
import java.time.LocalDate

/** The usage screen without Android. */
class UsageMachineTest {
    @get:Rule
    val bench = Bench()

    private val fake = FakeFindmesh(Instant.parse("2026-11-12T23:30:00Z"))
    private val told = MutableStateFlow(emptyList<DayUsage>())
    private val today = LocalDate.of(2026, 11, 12)

    private fun day(ago: Long, heard: Long = 10, suppressed: Map<String, Long> = emptyMap()) = DayUsage(
        today.minusDays(ago), 4, Duration.ofHours(10), heard, heard, heard, heard / 2, heard / 2, suppressed, 500, 100,
    )

    private fun open(usage: Flow<List<DayUsage>> = told, saved: Map<String, String> = emptyMap()): UsageMachine {
        val data = object : MyData by fake.myData {
            override val usage: Flow<List<DayUsage>> = usage
        }
        val findmesh = object : Findmesh by fake {
            override val myData: MyData = data
        }
        return bench.watch(UsageMachine(bench.wiring(findmesh, fake::now), saved))
    }

    @Test
    fun daysWithoutWorkAreThereAndEmpty() {
        told.value = listOf(day(0), day(3))
        val days = open().state.value.days
        assertEquals(UsageUi.DAYS, days.size)
        assertEquals(listOf(today.minusDays(3), null, null, today), days.takeLast(4).map { it?.day })
    }

    @Test
    fun theDayIsTodayAndTheMonthIsAll() {
        told.value = listOf(day(0, heard = 6), day(1, heard = 8), day(40, heard = 100))
        val machine = open()
        assertEquals(6, machine.state.value.totals.heard)
        machine.choose(Period.MONTH)
        assertEquals("what is older than a month is not counted", 14, machine.state.value.totals.heard)
    }

    @Test
    fun oneDayOfTheMonth() {
        told.value = listOf(day(0, heard = 6), day(1, heard = 8))
        val machine = open()
        machine.choose(Period.MONTH)
        machine.chooseDay(UsageUi.DAYS - 2)
        assertEquals(8, machine.state.value.totals.heard)
        assertEquals(today.minusDays(1), machine.state.value.run { dateOf(chosen!!) })
        machine.chooseDay(UsageUi.DAYS - 2)
        assertNull("a second tap lets go", machine.state.value.chosen)
    }

    @Test
    fun reasonsAreSummedAndTheMostFrequentComesFirst() {
        val yesterday = day(1, suppressed = mapOf("near_owner" to 5, "flood" to 4))
        told.value = listOf(day(0, suppressed = mapOf("flood" to 3, "merged" to 0)), yesterday)
        val machine = open()
        machine.choose(Period.MONTH)
        assertEquals(listOf("flood" to 7L, "near_owner" to 5L), machine.state.value.totals.suppressed)
    }

    @Test
    fun theBatteryIsThatOfADay() {
        // Ten hours at 6 mA, a hundred wake-ups at 0.03 mAh, five uploads at 0.3 mAh, of 5 000 mAh.
        told.value = listOf(day(0), day(1))
        val machine = open()
        machine.choose(Period.MONTH)
        assertEquals((60 + 3 + 1.5) / 5_000, machine.state.value.totals.battery, 1e-9)
    }

    @Test
    fun whatItShowsOutlivesTheProcess() {
        val machine = open()
        machine.choose(Period.MONTH)
        machine.choose(Measure.BATTERY)
        machine.chooseDay(12)
        val again = open(saved = machine.save()).state.value
        assertEquals(Triple(Period.MONTH, Measure.BATTERY, 12), Triple(again.period, again.measure, again.chosen))
    }

    @Test
    fun aStoreThatDoesNotAnswerIsSaid() {
        val ui = open(flow { throw FindmeshException.StorageFailed("io", null) }).state.value
        assertEquals(Failure.STORAGE, ui.failure)
        assertFalse(ui.loading)
    }
}
