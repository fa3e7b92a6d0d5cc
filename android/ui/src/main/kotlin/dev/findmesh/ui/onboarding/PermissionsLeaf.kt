package dev.findmesh.ui.onboarding

import dev.findmesh.ui.PermissionUi
import dev.findmesh.ui.R
import dev.findmesh.ui.text.PermissionWords
import dev.findmesh.ui.view.ActionButton.Kind
import dev.findmesh.ui.view.Card
import dev.findmesh.ui.view.Page
import dev.findmesh.ui.view.Rows
import dev.findmesh.ui.view.StepCard
import dev.findmesh.ui.view.shown

/** What the platform is about to ask, and why. */
internal class PermissionsLeaf(page: Page, machine: OnboardingMachine) : Leaf(page) {
    private val card = Card(context)
    private val steps = Rows<PermissionUi.Step, StepCard>(card, { it.kind }, ::StepCard) { view, step -> bind(view, step) }
    private val allow: android.widget.TextView
    private val next: android.widget.TextView
    private val later: android.widget.TextView

    init {
        head(R.drawable.findmesh_ic_phone, R.string.findmesh_permissions_title, R.string.findmesh_permissions_text)
        card.setPadding(card.paddingLeft, card.paddingTop / 2, card.paddingRight, card.paddingTop / 2)
        detail(card)
        allow = foot(Kind.FILLED, R.string.findmesh_do_allow, machine::allow)
        next = foot(Kind.FILLED, R.string.findmesh_do_continue, machine::goOn)
        later = foot(Kind.TEXT, R.string.findmesh_do_later, machine::goOn)
    }

    override fun show(state: OnboardingUi) {
        super.show(state)
        steps.show(state.permissions.steps)
        val ask = state.permissions.next != null
        allow.shown(ask)
        later.shown(ask)
        next.shown(!ask)
    }

    private fun bind(view: StepCard, step: PermissionUi.Step) {
        val words = PermissionWords.of(step.kind)
        val state = context.getText(PermissionWords.state(step))
        view.show(words.icon, context.getText(words.title), state, step.missing == null, step.missing?.text(context))
    }
}
