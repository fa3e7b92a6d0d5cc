package dev.findmesh.ui.usage

import android.annotation.SuppressLint
import android.content.Context
import android.view.View
import android.widget.LinearLayout
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.length
import dev.findmesh.ui.look.shape
import dev.findmesh.ui.look.text
import dev.findmesh.ui.text.Moments
import dev.findmesh.ui.view.BarChart
import dev.findmesh.ui.view.Card
import dev.findmesh.ui.view.Chips
import dev.findmesh.ui.view.LineChart
import dev.findmesh.ui.view.WRAP
import dev.findmesh.ui.view.asDecoration
import dev.findmesh.ui.view.pad
import dev.findmesh.ui.view.put
import dev.findmesh.ui.view.row
import dev.findmesh.ui.view.shown

/** A month day by day, in one measure. */
@SuppressLint("ViewConstructor")
internal class MonthCard(context: Context, machine: UsageMachine, private val moments: Moments) : LinearLayout(context) {
    private val chips = Chips(context, MEASURES.map { context.getText(it.second) }) { machine.choose(MEASURES[it].first) }
    private val what = context.text(Type.LABEL)
    private val value = context.text(Type.FIGURE)
    private val bars = BarChart(context, machine::chooseDay)
    private val line = LineChart(context)
    private val first = context.text(Type.LABEL)
    private val last = context.text(Type.LABEL)

    init {
        orientation = VERTICAL
        background = context.shape(context.color(R.attr.findmeshColorSurface), context.length(R.attr.findmeshCornerCard))
        pad(horizontal = Card.PADDING, vertical = Card.PADDING)
        put(chips)
        put(what, top = 16)
        put(value, top = 2)
        put(bars, top = 10)
        put(line, top = 10)
        val dates = context.row()
        dates.put(first, width = WRAP)
        dates.put(View(context), width = 0, height = 0, weight = 1f)
        dates.put(last, width = WRAP)
        put(dates, top = 6)
        for (view in listOf(what, value, first, last)) view.setTag(R.id.findmesh_foreign_text, true)
        // The chart says the same in one sentence.
        first.asDecoration()
        last.asDecoration()
    }

    fun show(state: UsageUi) {
        val values = state.days.map { day -> day?.let(state.measure.of) ?: 0.0 }
        chips.show(MEASURES.indexOfFirst { it.first == state.measure })
        what.text = state.chosen?.let { moments.date(state.dateOf(it)) } ?: context.getText(R.string.findmesh_usage_all)
        value.text = words(state)
        val says = context.getString(R.string.findmesh_usage_chart, moments.date(state.dateOf(0)), value.text, moments.date(state.today))
        // A share goes up and down; what is counted stands day by day.
        val share = state.measure == Measure.BATTERY
        bars.shown(!share)
        line.shown(share)
        if (share) line.show(values, GOAL, says) else bars.show(values, state.chosen, says)
        first.text = moments.date(state.dateOf(0))
        last.text = moments.date(state.today)
    }

    private fun words(state: UsageUi): String = when (state.measure) {
        Measure.HEARD -> moments.number(state.totals.heard)
        Measure.REPORTED -> moments.number(state.totals.reported)
        Measure.LISTENED -> moments.number(state.totals.listened)
        Measure.SENT -> moments.bytes(state.totals.bytes)
        Measure.BATTERY -> moments.percent(state.totals.battery)
    }

    private companion object {
        /** What the finder keeps within, share of a charge a day. */
        const val GOAL = 0.01
        val MEASURES = listOf(
            Measure.HEARD to R.string.findmesh_usage_heard,
            Measure.REPORTED to R.string.findmesh_usage_reported,
            Measure.LISTENED to R.string.findmesh_usage_listened,
            Measure.SENT to R.string.findmesh_usage_data,
            Measure.BATTERY to R.string.findmesh_usage_battery,
        )
    }
}
