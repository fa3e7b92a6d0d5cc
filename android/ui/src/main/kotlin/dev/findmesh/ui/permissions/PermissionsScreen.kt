package dev.findmesh.ui.permissions

import android.content.Context
import dev.findmesh.PermissionStep.Ask
import dev.findmesh.ui.PermissionUi
import dev.findmesh.ui.R
import dev.findmesh.ui.host.Screen
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.text
import dev.findmesh.ui.text.PermissionWords
import dev.findmesh.ui.view.Card
import dev.findmesh.ui.view.Columns.Lane
import dev.findmesh.ui.view.Page
import dev.findmesh.ui.view.Rows
import dev.findmesh.ui.view.StatusHeader
import dev.findmesh.ui.view.StepCard
import dev.findmesh.ui.view.pad
import dev.findmesh.ui.view.shown

/** What Android was asked for: what it is for, whether it is granted, and where to tap if not. */
internal class PermissionsScreen(context: Context, private val machine: PermissionsMachine, page: Page) :
    Screen<PermissionsUi>(context, page) {
    private val header = page.columns.put(Lane.LEAD, StatusHeader(context, machine::allow))
    private val card = page.columns.put(Lane.DETAIL, Card(context))
    private val steps = Rows<PermissionUi.Step, StepCard>(card, { it.kind }, ::StepCard) { view, step -> bind(view, step) }
    private val hint = page.columns.put(Lane.DETAIL, context.text(Type.LABEL, context.getText(R.string.findmesh_granted_hint)))

    init {
        page.title(R.string.findmesh_granted_title)
        card.pad(horizontal = Card.PADDING, vertical = CARD_VERTICAL)
    }

    override fun show(state: PermissionsUi) {
        val permissions = state.permissions
        header.shown(permissions != null)
        card.shown(permissions != null)
        hint.shown(permissions != null)
        if (permissions == null) return
        header(permissions, state.asks)
        steps.show(permissions.steps)
    }

    private fun header(permissions: PermissionUi, asks: Boolean) {
        val (tone, title, text) = when {
            permissions.complete -> Triple(Tone.GOOD, R.string.findmesh_granted_all, R.string.findmesh_granted_all_text)
            permissions.usable -> Triple(Tone.WARN, R.string.findmesh_granted_less, R.string.findmesh_granted_less_text)
            else -> Triple(Tone.ALARM, R.string.findmesh_granted_missing, R.string.findmesh_granted_missing_text)
        }
        header.show(
            StatusHeader.What(
                tone = tone,
                icon = if (permissions.complete) R.drawable.findmesh_ic_check else R.drawable.findmesh_ic_lock,
                title = context.getText(title),
                text = context.getText(text),
                foreign = false,
                since = null,
                action = if (asks) context.getText(R.string.findmesh_do_allow) else null,
                enabled = true,
            ),
        )
    }

    private fun bind(view: StepCard, step: PermissionUi.Step) {
        val words = PermissionWords.of(step.kind)
        val missing = step.missing
        val state = context.getText(PermissionWords.state(step))
        val text = missing?.text(context) ?: context.getText(words.why)
        view.show(words.icon, context.getText(words.title), state, missing == null, text, foreign = missing != null)
        // What is asked for in a dialog is behind the one button above.
        val byHand = missing?.takeIf { it.ask == Ask.SETTINGS && it.settings(context) != null }
        view.offer(byHand?.let { context.getText(R.string.findmesh_do_settings) }) { byHand?.let(machine::open) }
    }

    private companion object {
        const val CARD_VERTICAL = 8
    }
}
