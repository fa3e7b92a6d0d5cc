package dev.findmesh.ui.usage

import android.content.Context
import dev.findmesh.ui.R
import dev.findmesh.ui.host.Screen
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.text
import dev.findmesh.ui.text.Moments
import dev.findmesh.ui.view.Card
import dev.findmesh.ui.view.Columns.Lane
import dev.findmesh.ui.view.Empty
import dev.findmesh.ui.view.Figure
import dev.findmesh.ui.view.FigureGrid
import dev.findmesh.ui.view.Note
import dev.findmesh.ui.view.Page
import dev.findmesh.ui.view.Rows
import dev.findmesh.ui.view.Segments
import dev.findmesh.ui.view.ShareRow
import dev.findmesh.ui.view.put
import dev.findmesh.ui.view.sectionTitle
import dev.findmesh.ui.view.shown

/** What the finder did: a day, and a month day by day. */
internal class UsageScreen(context: Context, private val machine: UsageMachine, page: Page) : Screen<UsageUi>(context, page) {
    private val moments = Moments(context)
    private val periods = page.columns.put(
        Lane.LEAD,
        Segments(context, listOf(R.string.findmesh_usage_day, R.string.findmesh_usage_month)) { machine.choose(Period.entries[it]) },
    )
    private val note = page.columns.put(Lane.LEAD, Note(context))
    private val empty = page.columns.put(
        Lane.LEAD,
        Empty(context, R.drawable.findmesh_ic_chart, R.string.findmesh_usage_empty, R.string.findmesh_usage_empty_text),
    )
    private val month = page.columns.put(Lane.LEAD, MonthCard(context, machine, moments))
    private val figures = page.columns.put(Lane.LEAD, FigureGrid(context))
    private val heard = figure(R.string.findmesh_usage_heard)
    private val reported = figure(R.string.findmesh_usage_reported)
    private val sent = figure(R.string.findmesh_usage_sent)
    private val data = figure(R.string.findmesh_usage_data)
    private val listened = figure(R.string.findmesh_usage_listened)
    private val battery = figure(R.string.findmesh_usage_battery)
    private val whyTitle = page.columns.put(Lane.DETAIL, context.sectionTitle(R.string.findmesh_usage_why))
    private val whyCard = page.columns.put(Lane.DETAIL, Card(context))
    private val why = Rows<Pair<Int, Long>, ShareRow>(whyCard, { it.first }, ::ShareRow) { row, item -> bind(row, item) }
    private val hint = page.columns.put(Lane.DETAIL, context.text(Type.LABEL, context.getText(R.string.findmesh_usage_hint)))
    private var most = 1L

    init {
        page.title(R.string.findmesh_usage_title)
    }

    override fun show(state: UsageUi) {
        periods.show(state.period.ordinal)
        note.say(R.string.findmesh_usage_failed.takeIf { state.failure != null })
        val nothing = state.counted.isEmpty() && (state.period == Period.DAY || state.days.all { it == null })
        empty.shown(nothing && !state.loading && state.failure == null)
        month.shown(state.period == Period.MONTH && !nothing)
        if (state.period == Period.MONTH) month.show(state)
        figures.shown(!nothing)
        val totals = state.totals
        if (!nothing) figures(totals)
        val reasons = totals.suppressed.groupBy({ SuppressionTexts.of(it.first) }, { it.second }).map { it.key to it.value.sum() }
            .sortedByDescending { it.second }
        most = reasons.maxOfOrNull { it.second } ?: 1
        whyTitle.shown(reasons.isNotEmpty())
        whyCard.shown(reasons.isNotEmpty())
        hint.shown(!nothing)
        why.show(reasons)
    }

    private fun figures(totals: Totals) {
        heard.show(moments.number(totals.heard))
        reported.show(moments.number(totals.reported))
        sent.show(moments.number(totals.sent))
        data.show(moments.bytes(totals.bytes))
        listened.show(moments.number(totals.listened))
        battery.show(moments.percent(totals.battery))
    }

    private fun bind(row: ShareRow, item: Pair<Int, Long>) =
        row.show(context.getText(item.first), moments.number(item.second), item.second.toFloat() / most)

    private fun figure(label: Int): Figure = Figure(context, label).also(figures::addView)
}
