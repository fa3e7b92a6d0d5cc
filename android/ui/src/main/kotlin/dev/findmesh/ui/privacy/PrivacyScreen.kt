package dev.findmesh.ui.privacy

import android.content.Context
import dev.findmesh.ui.host.Screen
import dev.findmesh.ui.view.Page

/** What is kept, where to take part, and how to take it all back: one page, and one for each thing that wants a decision. */
internal class PrivacyScreen(context: Context, private val machine: PrivacyMachine, private val page: Page) :
    Screen<PrivacyUi>(context, page) {
    private var turned: PrivacyPage? = null
    private var draw: (PrivacyUi) -> Unit = {}

    override fun show(state: PrivacyUi) {
        if (turned != state.page) turn(state)
        draw(state)
    }

    private fun turn(state: PrivacyUi) {
        turned = state.page
        page.clear()
        draw = when (state.page) {
            PrivacyPage.OVERVIEW -> Overview(page, machine)::show
            PrivacyPage.PLACE -> PlaceSheet(page, machine, state)::show
            PrivacyPage.REMOVE -> RemoveSheet(page, machine)::show
            PrivacyPage.WITHDRAW -> WithdrawSheet(page, machine)::show
            PrivacyPage.ERASE -> EraseSheet(page, machine)::show
            PrivacyPage.ERASED -> ProofSheet(page, machine)::show
        }
    }
}
