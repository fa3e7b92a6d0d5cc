package dev.findmesh.ui.maker

import android.content.Context
import dev.findmesh.PhoneSwitch
import dev.findmesh.PhoneSwitch.State
import dev.findmesh.ui.R
import dev.findmesh.ui.host.Screen
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.text.Moments
import dev.findmesh.ui.view.Card
import dev.findmesh.ui.view.Columns.Lane
import dev.findmesh.ui.view.Note
import dev.findmesh.ui.view.Page
import dev.findmesh.ui.view.Rows
import dev.findmesh.ui.view.StatusHeader
import dev.findmesh.ui.view.SwitchCard
import dev.findmesh.ui.view.SwitchCard.Offer
import dev.findmesh.ui.view.pad
import dev.findmesh.ui.view.shown

/** What this phone's maker added, step by step: what it is for, what it is called here, where it is, and whether it is done. */
internal class MakerScreen(context: Context, private val machine: MakerMachine, page: Page) : Screen<MakerUi>(context, page) {
    private val moments = Moments(context)
    private val header = page.columns.put(Lane.LEAD, StatusHeader(context) {})
    private val note = page.columns.put(Lane.LEAD, Note(context))
    private val card = page.columns.put(Lane.DETAIL, Card(context))
    private val steps = Rows<PhoneSwitch, SwitchCard>(card, { it.kind }, ::SwitchCard) { view, step -> bind(view, step) }
    private var busy = false

    init {
        page.title(R.string.findmesh_maker_title)
        card.pad(horizontal = Card.PADDING, vertical = CARD_VERTICAL)
    }

    override fun show(state: MakerUi) {
        val all = state.steps
        busy = state.busy
        header.shown(all != null)
        card.shown(all != null)
        note.show(state.failure)
        if (all == null) return
        header(state, all.size)
        steps.show(all)
    }

    private fun header(state: MakerUi, all: Int) {
        val (title, text) = when {
            state.known && state.complete -> R.string.findmesh_maker_complete to R.string.findmesh_maker_complete_text
            state.known -> R.string.findmesh_maker_some to R.string.findmesh_maker_some_text
            state.complete -> R.string.findmesh_maker_none_set to R.string.findmesh_maker_none_set_text
            else -> R.string.findmesh_maker_none to R.string.findmesh_maker_none_text
        }
        val progress = context.getString(
            R.string.findmesh_maker_progress,
            moments.number(state.done.toLong()),
            moments.number(all.toLong()),
        )
        header.show(
            StatusHeader.What(
                tone = if (state.complete) Tone.GOOD else Tone.ACCENT,
                icon = if (state.complete) R.drawable.findmesh_ic_check else R.drawable.findmesh_ic_phone,
                title = context.getText(title),
                text = context.getText(text),
                foreign = false,
                since = progress.takeIf { state.known && !state.complete },
                action = null,
                enabled = true,
            ),
        )
    }

    private fun bind(view: SwitchCard, step: PhoneSwitch) {
        val words = SwitchWords.of(step.kind)
        val what = SwitchCard.What(
            icon = if (step.done) R.drawable.findmesh_ic_check else words.icon,
            tone = if (step.done) Tone.GOOD else Tone.ACCENT,
            name = step.name(context),
            state = context.getText(SwitchWords.state(step.state)),
            why = context.getText(words.why),
            how = step.fix.text(context).takeIf { !step.done },
            enabled = !busy,
        )
        val leads = !step.done && step.fix.intent(context) != null
        val page = Offer(if (leads) context.getText(R.string.findmesh_do_settings) else null) { machine.open(step) }
        view.show(what, page, answer(step))
    }

    /** Only what the phone does not tell is the person's to say. */
    private fun answer(step: PhoneSwitch) = when (step.state) {
        State.UNKNOWN -> Offer(context.getText(R.string.findmesh_switch_do_confirm)) { machine.confirm(step, done = true) }
        State.CONFIRMED -> Offer(context.getText(R.string.findmesh_switch_do_undo)) { machine.confirm(step, done = false) }
        State.SET, State.NOT_SET -> Offer(null) {}
    }

    private companion object {
        const val CARD_VERTICAL = 6
    }
}
