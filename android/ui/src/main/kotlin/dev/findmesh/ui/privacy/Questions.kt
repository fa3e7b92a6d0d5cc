package dev.findmesh.ui.privacy

import dev.findmesh.ui.R
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.view.ActionButton
import dev.findmesh.ui.view.ActionButton.Kind
import dev.findmesh.ui.view.Page
import dev.findmesh.ui.view.Sheet

/** Asks once before something goes. The answer that changes nothing stands last and weighs no less. */
internal abstract class Question(page: Page) : Sheet<PrivacyUi>(page) {
    /** @param yes what it does, not "yes". */
    protected fun answers(yes: Int, no: Int, tone: Tone, tap: () -> Unit, leave: () -> Unit) {
        (foot(Kind.TONAL, yes, tap) as ActionButton).tone(tone)
        foot(Kind.TONAL, no, leave)
    }

    override fun show(state: PrivacyUi): Unit = settle(state.failure, state.busy)
}

/** Whether a place shall go; it can come back. */
internal class RemoveSheet(page: Page, machine: PrivacyMachine) : Question(page) {
    init {
        head(R.drawable.findmesh_ic_place, R.string.findmesh_remove_title, R.string.findmesh_remove_text, Tone.WARN)
        answers(R.string.findmesh_remove_yes, R.string.findmesh_remove_no, Tone.WARN, machine::remove) { machine.back() }
    }
}

/** Whether to take part no more. */
internal class WithdrawSheet(page: Page, machine: PrivacyMachine) : Question(page) {
    init {
        head(R.drawable.findmesh_ic_pause, R.string.findmesh_withdraw_title, R.string.findmesh_withdraw_text, Tone.WARN)
        bullets(
            R.drawable.findmesh_ic_radio to R.string.findmesh_withdraw_stops,
            R.drawable.findmesh_ic_cross to R.string.findmesh_withdraw_erases,
            R.drawable.findmesh_ic_home to R.string.findmesh_withdraw_stays,
        )
        answers(R.string.findmesh_withdraw_yes, R.string.findmesh_withdraw_no, Tone.WARN, machine::withdraw) { machine.back() }
    }
}

/** Whether everything shall go, for good. */
internal class EraseSheet(page: Page, machine: PrivacyMachine) : Question(page) {
    init {
        head(R.drawable.findmesh_ic_alert, R.string.findmesh_erase_title, R.string.findmesh_erase_text, Tone.ALARM)
        bullets(
            R.drawable.findmesh_ic_cross to R.string.findmesh_erase_goes,
            R.drawable.findmesh_ic_shield to R.string.findmesh_erase_proof,
            R.drawable.findmesh_ic_info to R.string.findmesh_erase_sent,
        )
        answers(R.string.findmesh_erase_yes, R.string.findmesh_erase_no, Tone.ALARM, machine::erase) { machine.back() }
    }
}
