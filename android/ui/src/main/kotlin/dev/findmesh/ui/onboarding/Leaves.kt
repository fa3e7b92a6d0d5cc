package dev.findmesh.ui.onboarding

import dev.findmesh.Participation
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.view.ActionButton.Kind
import dev.findmesh.ui.view.ChoiceRow
import dev.findmesh.ui.view.Page
import dev.findmesh.ui.view.column
import dev.findmesh.ui.view.put

/** What it does. */
internal class IntroLeaf(page: Page, machine: OnboardingMachine) : Leaf(page) {
    init {
        head(R.drawable.findmesh_ic_radio, R.string.findmesh_intro_title, R.string.findmesh_intro_text)
        bullets(
            R.drawable.findmesh_ic_tag to R.string.findmesh_intro_listens,
            R.drawable.findmesh_ic_place to R.string.findmesh_intro_seals,
            R.drawable.findmesh_ic_battery to R.string.findmesh_intro_battery,
        )
        foot(Kind.FILLED, R.string.findmesh_do_continue, machine::goOn)
        foot(Kind.TEXT, R.string.findmesh_do_not_now, machine::notNow)
    }
}

/** What it never does, and whether to take part. Both answers look alike. */
internal class AgreeLeaf(page: Page, machine: OnboardingMachine) : Leaf(page) {
    init {
        head(R.drawable.findmesh_ic_shield, R.string.findmesh_agree_title, R.string.findmesh_agree_text)
        bullets(
            R.drawable.findmesh_ic_lock to R.string.findmesh_promise_sealed,
            R.drawable.findmesh_ic_person to R.string.findmesh_promise_nobody,
            R.drawable.findmesh_ic_home to R.string.findmesh_promise_places,
            R.drawable.findmesh_ic_pause to R.string.findmesh_promise_stop,
        )
        foot(Kind.TONAL, R.string.findmesh_agree_yes, machine::agree)
        foot(Kind.TONAL, R.string.findmesh_agree_no, machine::decline)
    }
}

/** Where to take part; nothing is chosen beforehand. */
internal class PlacesLeaf(page: Page, machine: OnboardingMachine) : Leaf(page) {
    private val away = ChoiceRow(context, R.string.findmesh_away, R.string.findmesh_away_text) {
        machine.choose(Participation.AWAY_FROM_MY_PLACES)
    }
    private val everywhere = ChoiceRow(context, R.string.findmesh_everywhere, R.string.findmesh_everywhere_text) {
        machine.choose(Participation.EVERYWHERE)
    }
    private val next = run {
        head(R.drawable.findmesh_ic_home, R.string.findmesh_places_title, R.string.findmesh_places_text)
        val choices = context.column()
        choices.put(away)
        choices.put(everywhere, top = 10)
        detail(choices)
        foot(Kind.FILLED, R.string.findmesh_do_continue, machine::confirmPlaces)
    }

    override fun show(state: OnboardingUi) {
        super.show(state)
        away.isChecked = state.choice == Participation.AWAY_FROM_MY_PLACES
        everywhere.isChecked = state.choice == Participation.EVERYWHERE
        next.isEnabled = state.choice != null && !state.busy
    }
}

/** Whether to help those who make the app. */
internal class DiagnosticsLeaf(page: Page, machine: OnboardingMachine) : Leaf(page) {
    init {
        head(R.drawable.findmesh_ic_chart, R.string.findmesh_diagnostics_title, R.string.findmesh_diagnostics_text)
        foot(Kind.TONAL, R.string.findmesh_diagnostics_yes, machine::shareDiagnostics)
        foot(Kind.TONAL, R.string.findmesh_diagnostics_no, machine::keepDiagnostics)
    }
}

/** What came of it. */
internal class DoneLeaf(page: Page, machine: OnboardingMachine) : Leaf(page) {
    init {
        head(R.drawable.findmesh_ic_check, R.string.findmesh_done_title, R.string.findmesh_done_text, Tone.GOOD)
        foot(Kind.FILLED, R.string.findmesh_do_finish, machine::goOn)
    }

    override fun show(state: OnboardingUi) {
        super.show(state)
        if (state.helps) {
            rename(R.drawable.findmesh_ic_check, R.string.findmesh_done_title, R.string.findmesh_done_text, Tone.GOOD)
        } else {
            rename(R.drawable.findmesh_ic_alert, R.string.findmesh_almost_title, R.string.findmesh_almost_text, Tone.WARN)
        }
    }
}
