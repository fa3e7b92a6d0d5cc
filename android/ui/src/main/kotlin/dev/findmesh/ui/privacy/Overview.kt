package dev.findmesh.ui.privacy

import android.content.Context
import dev.findmesh.Participation
import dev.findmesh.ui.R
import dev.findmesh.ui.ReasonUi
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.text.ReasonTexts
import dev.findmesh.ui.view.Card
import dev.findmesh.ui.view.ChoiceRow
import dev.findmesh.ui.view.Columns.Lane
import dev.findmesh.ui.view.Empty
import dev.findmesh.ui.view.NavRow
import dev.findmesh.ui.view.Note
import dev.findmesh.ui.view.Page
import dev.findmesh.ui.view.ReasonCard
import dev.findmesh.ui.view.SwitchRow
import dev.findmesh.ui.view.Told
import dev.findmesh.ui.view.column
import dev.findmesh.ui.view.pad
import dev.findmesh.ui.view.put
import dev.findmesh.ui.view.sectionTitle
import dev.findmesh.ui.view.shown

/** All of it: where to take part, the places, what is kept, and ways to take it along or away. */
internal class Overview(page: Page, private val machine: PrivacyMachine) {
    private val context: Context = page.context
    private val columns = page.columns.also { page.title(R.string.findmesh_privacy_title) }
    private val told = columns.put(Lane.LEAD, Told(context, machine::undo))
    private val note = columns.put(Lane.LEAD, Note(context))
    private val notice = columns.put(Lane.LEAD, Card(context))
    private val reason = notice.put(ReasonCard(context))
    private val waiting = columns.put(
        Lane.LEAD,
        Empty(context, R.drawable.findmesh_ic_clock, R.string.findmesh_mood_starting, R.string.findmesh_mood_starting_text),
    )
    private val whereTitle = columns.put(Lane.LEAD, context.sectionTitle(R.string.findmesh_places_title))
    private val choices = CHOICES.mapValues { (where, words) ->
        ChoiceRow(context, words.first, words.second) { machine.choose(where) }
    }
    private val where = columns.put(Lane.LEAD, context.column())
    private val share = columns.put(
        Lane.LEAD,
        SwitchRow(context, R.string.findmesh_share_counts, R.string.findmesh_diagnostics_text, machine::share),
    )
    private val placesTitle = columns.put(Lane.DETAIL, context.sectionTitle(R.string.findmesh_privacy_places))
    private val places = columns.put(Lane.DETAIL, PlacesCard(context, machine))
    private val oftenTitle = columns.put(Lane.DETAIL, context.sectionTitle(R.string.findmesh_kept_often))
    private val often = columns.put(Lane.DETAIL, OftenCard(context, machine))
    private val keptTitle = columns.put(Lane.DETAIL, context.sectionTitle(R.string.findmesh_privacy_kept))
    private val kept = KeptCard(context).also { columns.put(Lane.DETAIL, it.view) }
    private val actionsTitle = columns.put(Lane.LEAD, context.sectionTitle(R.string.findmesh_privacy_yours))
    private val actions = columns.put(Lane.LEAD, Card(context))
    private val withdraw =
        row(R.drawable.findmesh_ic_pause, R.string.findmesh_withdraw, R.string.findmesh_withdraw_summary, machine::askWithdraw)
    private val export = row(R.drawable.findmesh_ic_phone, R.string.findmesh_export, R.string.findmesh_export_summary, machine::export)
    private val erase = row(R.drawable.findmesh_ic_cross, R.string.findmesh_erase, R.string.findmesh_erase_summary, machine::askErase)

    init {
        notice.pad(horizontal = Card.PADDING, vertical = NOTICE)
        actions.setPadding(0, 0, 0, 0)
        choices.values.forEachIndexed { index, row -> where.put(row, top = if (index == 0) 0 else GAP) }
        for (row in listOf(export, withdraw, erase)) actions.put(row)
    }

    fun show(state: PrivacyUi) {
        val there = !state.loading && state.blocked == null
        val tone = if (state.outcome == Outcome.NOWHERE) Tone.WARN else Tone.GOOD
        told.show(tone, state.outcome?.let { context.getText(OUTCOMES.getValue(it)) }, state.outcome == Outcome.REMOVED)
        note.show(state.failure)
        notice(state)
        waiting.shown(state.loading && state.blocked == null)
        for (view in listOf(whereTitle, where)) view.shown(there && state.agreed)
        for (view in listOf(share, placesTitle, places, keptTitle, kept.view, actionsTitle, actions)) view.shown(there)
        for (view in listOf(oftenTitle, often)) view.shown(there && state.open.isNotEmpty())
        withdraw.shown(state.agreed)
        choices.forEach { (where, row) ->
            row.isChecked = state.participation == where
            row.isEnabled = !state.busy
        }
        share.isChecked = state.diagnostics
        for (row in listOf(share, export, withdraw, erase)) row.isEnabled = !state.busy
        places.show(state)
        often.show(state)
        kept.show(state)
    }

    /** The one thing to know first: that nothing works here, that the places went, or that nobody agreed. */
    private fun notice(state: PrivacyUi) {
        val blocked = state.blocked
        notice.shown(blocked != null || (!state.loading && (state.lost || !state.agreed)))
        when {
            blocked != null -> blocked(blocked)

            state.lost -> reason.show(
                Tone.ALARM,
                R.drawable.findmesh_ic_alert,
                context.getText(R.string.findmesh_lost_title),
                null,
                context.getText(R.string.findmesh_lost_text),
                context.getText(R.string.findmesh_do_confirm),
                machine::confirm,
            )

            !state.agreed -> reason.show(
                Tone.REST,
                R.drawable.findmesh_ic_radio,
                context.getText(R.string.findmesh_mood_not_asked),
                null,
                context.getText(R.string.findmesh_mood_not_asked_text),
                context.getText(R.string.findmesh_do_begin).takeIf { state.canBegin },
                machine::begin,
            )
        }
    }

    private fun blocked(what: ReasonUi) {
        val title = context.getText(ReasonTexts.title(what.code))
        reason.show(Tone.ALARM, R.drawable.findmesh_ic_alert, title, null, what.fix?.text(context), null) {}
    }

    private fun row(icon: Int, title: Int, summary: Int, tap: () -> Unit) = NavRow(context, icon, title, summary, tap)

    private companion object {
        const val GAP = 10
        const val NOTICE = 6
        val CHOICES = mapOf(
            Participation.AWAY_FROM_MY_PLACES to (R.string.findmesh_away to R.string.findmesh_away_text),
            Participation.EVERYWHERE to (R.string.findmesh_everywhere to R.string.findmesh_everywhere_text),
            Participation.OFF to (R.string.findmesh_nowhere to R.string.findmesh_nowhere_text),
        )
        val OUTCOMES = mapOf(
            Outcome.SET to R.string.findmesh_told_set,
            Outcome.REMOVED to R.string.findmesh_told_removed,
            Outcome.EXPORTED to R.string.findmesh_told_exported,
            Outcome.WITHDRAWN to R.string.findmesh_told_withdrawn,
            Outcome.NOWHERE to R.string.findmesh_told_nowhere,
        )
    }
}
