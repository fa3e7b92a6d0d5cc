package dev.findmesh.ui.privacy

import android.view.Gravity
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.dp
import dev.findmesh.ui.look.text
import dev.findmesh.ui.text.Moments
import dev.findmesh.ui.view.ActionButton.Kind
import dev.findmesh.ui.view.Card
import dev.findmesh.ui.view.FactRow
import dev.findmesh.ui.view.Page
import dev.findmesh.ui.view.Sheet
import dev.findmesh.ui.view.TOUCH
import dev.findmesh.ui.view.WRAP
import dev.findmesh.ui.view.button
import dev.findmesh.ui.view.pad
import dev.findmesh.ui.view.put
import dev.findmesh.ui.view.sectionTitle
import dev.findmesh.ui.view.shown

/** What went, what a search found of it before and after, and how to repeat that. */
internal class ProofSheet(page: Page, machine: PrivacyMachine) : Sheet<PrivacyUi>(page) {
    private val moments = Moments(context)
    private val figures = Card(context)
    private val entries = row()
    private val keys = row()
    private val pieces = row()
    private val before = row()
    private val after = row()
    private val files = row()
    private val repeatTitle = context.sectionTitle(R.string.findmesh_proof_repeat)
    private val repeat = Card(context)
    private val command = context.text(Type.MUTED)

    init {
        head(R.drawable.findmesh_ic_check, R.string.findmesh_proof_title, R.string.findmesh_proof_text, Tone.GOOD)
        figures.pad(horizontal = Card.PADDING, vertical = CARD)
        detail(figures)
        detail(repeatTitle)
        repeat.put(context.text(Type.BODY, context.getText(R.string.findmesh_proof_repeat_text)))
        command.typeface = android.graphics.Typeface.MONOSPACE
        command.setTag(R.id.findmesh_foreign_text, true)
        command.textDirection = android.view.View.TEXT_DIRECTION_LTR
        command.setTextIsSelectable(true)
        // Selecting is a touch too, and on wide screens there are but two lines.
        command.gravity = Gravity.CENTER_VERTICAL
        command.minHeight = context.dp(TOUCH)
        repeat.put(command, top = 10)
        repeat.put(context.button(Kind.SMALL, R.string.findmesh_proof_copy_command, machine::copyCommand), width = WRAP, top = 12)
        detail(repeat)
        foot(Kind.TONAL, R.string.findmesh_proof_copy, machine::copyProof)
        foot(Kind.FILLED, R.string.findmesh_do_finish) { machine.back() }
    }

    override fun show(state: PrivacyUi) {
        settle(state.failure, state.busy)
        val proof = state.proof ?: return
        if (!proof.holds) {
            rename(R.drawable.findmesh_ic_alert, R.string.findmesh_proof_left_title, R.string.findmesh_proof_left_text, Tone.WARN)
        }
        figures(proof)
        val there = proof.command.isNotBlank()
        repeatTitle.shown(there)
        repeat.shown(there)
        command.text = proof.command
    }

    private fun figures(proof: Proof) {
        entries.show(R.string.findmesh_proof_entries, proof.entries)
        val renewed = if (proof.renewed) R.string.findmesh_proof_renewed else R.string.findmesh_proof_not_renewed
        keys.show(context.getText(R.string.findmesh_proof_keys), moments.number(proof.keys), context.getText(renewed))
        pieces.show(
            context.getText(R.string.findmesh_proof_pieces),
            moments.number(proof.pieces),
            context.getText(R.string.findmesh_proof_pieces_text),
        )
        before.show(R.string.findmesh_proof_before, proof.before)
        after.show(R.string.findmesh_proof_after, proof.after)
        files.show(context.getText(R.string.findmesh_proof_files), moments.number(proof.files) + " · " + moments.bytes(proof.bytes))
    }

    private fun FactRow.show(name: Int, count: Long): Unit = show(context.getText(name), moments.number(count))

    private fun row(): FactRow = figures.put(FactRow(context))

    private companion object {
        const val CARD = 10
    }
}
