package dev.findmesh.ui.onboarding

import dev.findmesh.ui.view.Page
import dev.findmesh.ui.view.Sheet

/** The views of one page of the onboarding. */
internal abstract class Leaf(page: Page) : Sheet<OnboardingUi>(page) {
    override fun show(state: OnboardingUi): Unit = settle(state.failure, state.busy)
}
