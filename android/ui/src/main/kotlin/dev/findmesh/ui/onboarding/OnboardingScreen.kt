package dev.findmesh.ui.onboarding

import android.content.Context
import dev.findmesh.ui.R
import dev.findmesh.ui.host.Screen
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.dp
import dev.findmesh.ui.look.text
import dev.findmesh.ui.view.Page
import dev.findmesh.ui.view.shown

/** What it does, what it never does, and whether, where and how to take part: one decision a page. */
internal class OnboardingScreen(context: Context, private val machine: OnboardingMachine, private val page: Page) :
    Screen<OnboardingUi>(context, page) {
    private val progress = context.text(Type.LABEL)
    private var turned: OnboardingPage? = null
    private var leaf: Leaf? = null

    init {
        progress.setPaddingRelative(0, 0, context.dp(END), 0)
        page.inBar(progress)
    }

    override fun show(state: OnboardingUi) {
        if (turned != state.page) turn(state.page)
        leaf?.show(state)
    }

    private fun turn(to: OnboardingPage) {
        turned = to
        page.clear()
        val step = to.ordinal + 1
        progress.shown(to != OnboardingPage.DONE)
        progress.text = context.getString(R.string.findmesh_step, step, OnboardingPage.DONE.ordinal)
        leaf = when (to) {
            OnboardingPage.INTRO -> IntroLeaf(page, machine)
            OnboardingPage.AGREE -> AgreeLeaf(page, machine)
            OnboardingPage.PLACES -> PlacesLeaf(page, machine)
            OnboardingPage.PERMISSIONS -> PermissionsLeaf(page, machine)
            OnboardingPage.DIAGNOSTICS -> DiagnosticsLeaf(page, machine)
            OnboardingPage.DONE -> DoneLeaf(page, machine)
        }
    }

    private companion object {
        const val END = 16
    }
}
