package dev.findmesh.ui.status

import android.content.Context
import dev.findmesh.Severity
import dev.findmesh.ui.HealthUi
import dev.findmesh.ui.HealthUi.Mood
import dev.findmesh.ui.R
import dev.findmesh.ui.ReasonUi
import dev.findmesh.ui.ScreenId
import dev.findmesh.ui.host.Screen
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.text.Moments
import dev.findmesh.ui.text.ReasonTexts
import dev.findmesh.ui.view.ActionButton
import dev.findmesh.ui.view.Card
import dev.findmesh.ui.view.Columns.Lane
import dev.findmesh.ui.view.Figure
import dev.findmesh.ui.view.FigureGrid
import dev.findmesh.ui.view.Note
import dev.findmesh.ui.view.Page
import dev.findmesh.ui.view.ReasonCard
import dev.findmesh.ui.view.Rows
import dev.findmesh.ui.view.StatusHeader
import dev.findmesh.ui.view.button
import dev.findmesh.ui.view.pad
import dev.findmesh.ui.view.sectionTitle
import dev.findmesh.ui.view.shown
import java.time.Instant

/** Whether this phone helps, since when, and what to tap if not. */
internal class StatusScreen(context: Context, private val machine: StatusMachine, page: Page) : Screen<StatusUi>(context, page) {
    private val moments = Moments(context)
    private val header = page.columns.put(Lane.LEAD, StatusHeader(context, machine::tapMain))
    private val note = page.columns.put(Lane.LEAD, Note(context))
    private val reasonsTitle = page.columns.put(Lane.DETAIL, context.sectionTitle())
    private val reasonsCard = page.columns.put(Lane.DETAIL, Card(context), top = REASONS_TOP)
    private val reasons = Rows<ReasonUi, ReasonCard>(reasonsCard, { it.code }, ::ReasonCard) { view, reason -> bind(view, reason) }
    private val figures = page.columns.put(Lane.LEAD, FigureGrid(context))
    private val listened = figure(R.string.findmesh_status_listened)
    private val heard = figure(R.string.findmesh_status_heard)
    private val waiting = figure(R.string.findmesh_status_waiting)
    private val sent = figure(R.string.findmesh_status_sent)
    private val links = Links(context, page.columns, machine::go)
    private val pause = page.columns.put(Lane.LEAD, context.button(ActionButton.Kind.TEXT, R.string.findmesh_do_pause, machine::pause))
    private var shown: StatusUi? = null

    init {
        page.title(R.string.findmesh_status_title)
        reasonsCard.pad(horizontal = Card.PADDING, vertical = CARD_VERTICAL)
    }

    override fun show(state: StatusUi) {
        shown = state
        val health = state.health
        header.shown(health != null)
        if (health != null) header(health, state)
        note.show(state.failure)
        val takesPart = health != null && health.mood != Mood.NOT_ASKED && health.mood != Mood.STARTING
        figures.shown(takesPart)
        if (takesPart) figures(health, state.now)
        val others = health?.others.orEmpty().filter { takesPart || it.severity == Severity.BLOCKING }
        reasonsTitle.shown(others.isNotEmpty())
        reasonsTitle.setText(title(others))
        reasonsCard.shown(others.isNotEmpty())
        reasons.show(others)
        pause.shown(health != null && health.mood in WORKING)
        pause.isEnabled = !state.busy
        links.show(state.links)
    }

    private fun header(health: HealthUi, state: StatusUi) {
        val words = HeaderWords.of(health)
        val first = health.first
        // The library's words lead to the settings by hand; here a tap asks.
        val advice = first?.takeIf { it.code != "permission_missing" }?.let { advice(it, state) }
        header.show(
            StatusHeader.What(
                tone = words.tone,
                icon = words.icon,
                title = context.getText(words.title),
                text = advice ?: context.getText(words.text),
                foreign = advice != null,
                since = since(first, state.agreed.takeIf { health.mood != Mood.PAUSED }, state.now),
                action = words.action?.let(context::getText) ?: first?.let { action(it, state) },
                enabled = !state.busy,
            ),
        )
    }

    /** Since when it is like that: the reason's beginning, else the agreement. */
    private fun since(first: ReasonUi?, agreed: Instant?, now: Instant): CharSequence? = when {
        first != null -> context.getString(R.string.findmesh_since, moments.at(first.since, now), moments.ago(first.since, now))
        agreed != null -> context.getString(R.string.findmesh_agreed_since, moments.day(agreed, now))
        else -> null
    }

    private fun figures(health: HealthUi, now: Instant) {
        listened.show(health.lastListen.ago(now))
        heard.show(moments.number(health.heardToday))
        waiting.show(moments.number(health.waiting.toLong()))
        sent.show(health.lastSent.ago(now))
    }

    private fun Instant?.ago(now: Instant): CharSequence = if (this ==
        null
    ) {
        context.getText(R.string.findmesh_not_yet)
    } else {
        moments.ago(this, now)
    }

    private fun title(others: List<ReasonUi>): Int = when (others.firstOrNull()?.severity) {
        Severity.BLOCKING -> R.string.findmesh_status_also
        Severity.DEGRADING -> R.string.findmesh_status_less
        else -> R.string.findmesh_status_know
    }

    private fun bind(view: ReasonCard, reason: ReasonUi) {
        val now = shown?.now ?: reason.since
        val icon = if (reason.severity == Severity.INFO) R.drawable.findmesh_ic_info else R.drawable.findmesh_ic_alert
        val title = context.getText(ReasonTexts.title(reason.code))
        val action = shown?.let { action(reason, it) }
        val advice = shown?.let { advice(reason, it) }
        view.show(Tone.of(reason.severity), icon, title, moments.ago(reason.since, now), advice, action) { machine.tap(reason) }
    }

    private fun advice(reason: ReasonUi, state: StatusUi) = ReasonTexts.advice(reason, context, steps = ScreenId.MAKER in state.links)

    private fun action(reason: ReasonUi, state: StatusUi) =
        ReasonTexts.action(reason, context, steps = ScreenId.MAKER in state.links, places = ScreenId.PRIVACY in state.links)

    private fun figure(label: Int): Figure = Figure(context, label).also(figures::addView)

    private companion object {
        val WORKING = setOf(Mood.HELPING, Mood.HELPING_LESS, Mood.LOOKING, Mood.RESTING)
        const val REASONS_TOP = 8
        const val CARD_VERTICAL = 6
    }
}
