package dev.findmesh.ui.usage

import dev.findmesh.DayUsage
import dev.findmesh.FindmeshException
import dev.findmesh.ui.host.Failure
import dev.findmesh.ui.host.Machine
import dev.findmesh.ui.host.Wiring
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.stateIn
import java.time.LocalDate
import java.time.ZoneOffset

/** The usage screen without Android. */
internal class UsageMachine(private val wiring: Wiring, saved: Map<String, String>) : Machine<UsageUi>() {
    private data class Choice(val period: Period, val measure: Measure, val day: Int?)

    private class Told(val usage: List<DayUsage>?, val failure: Failure?)

    private val choice = MutableStateFlow(
        Choice(
            saved[PERIOD]?.let(Period::valueOf) ?: Period.DAY,
            saved[MEASURE]?.let(Measure::valueOf) ?: Measure.HEARD,
            saved[DAY]?.toIntOrNull(),
        ),
    )

    override val state: StateFlow<UsageUi> = combine(told(), choice, wiring.now) { told, choice, now ->
        show(told, choice, now.atZone(ZoneOffset.UTC).toLocalDate())
    }.stateIn(wiring.scope, SharingStarted.WhileSubscribed(), show(Told(null, null), choice.value, today()))

    override fun save(): Map<String, String> = choice.value.run {
        mapOf(PERIOD to period.name, MEASURE to measure.name) + listOfNotNull(day?.let { DAY to it.toString() })
    }

    fun choose(period: Period) {
        choice.value = choice.value.copy(period = period, day = null)
    }

    fun choose(measure: Measure) {
        choice.value = choice.value.copy(measure = measure)
    }

    /** The words are about this day; a second tap on it, and they are about all of them. */
    fun chooseDay(index: Int) {
        choice.value = choice.value.run { copy(day = index.takeIf { it != day }) }
    }

    private fun told(): Flow<Told> = wiring.findmesh.myData.usage.map { Told(it, null) }.catch { e ->
        if (e !is FindmeshException) throw e
        emit(Told(null, Failure.of(e)))
    }

    private fun show(told: Told, choice: Choice, today: LocalDate) = UsageUi(
        loading = told.usage == null && told.failure == null,
        period = choice.period,
        today = today,
        days = UsageUi.daysOf(told.usage.orEmpty(), today),
        measure = choice.measure,
        chosen = choice.day,
        failure = told.failure,
    )

    private fun today() = wiring.clock().atZone(ZoneOffset.UTC).toLocalDate()

    private companion object {
        const val PERIOD = "period"
        const val MEASURE = "measure"
        const val DAY = "day"
    }
}
