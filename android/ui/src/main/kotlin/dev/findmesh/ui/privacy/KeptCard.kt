package dev.findmesh.ui.privacy

import android.content.Context
import dev.findmesh.ui.R
import dev.findmesh.ui.text.Moments
import dev.findmesh.ui.view.Card
import dev.findmesh.ui.view.FactRow
import dev.findmesh.ui.view.pad
import dev.findmesh.ui.view.put

/** What is on this phone, how much of it, and how long it stays (docs/finder.md §4). */
internal class KeptCard(private val context: Context) {
    private val moments = Moments(context)

    /** All of it. */
    val view: Card = Card(context)
    private val waiting = row()
    private val often = row()
    private val places = row()
    private val days = row()
    private val decisions = row()

    init {
        view.pad(horizontal = Card.PADDING, vertical = EDGE)
    }

    fun show(state: PrivacyUi) {
        waiting.show(R.string.findmesh_kept_waiting, state.kept.waiting, R.string.findmesh_kept_waiting_text)
        often.show(R.string.findmesh_kept_often, state.often?.size, R.string.findmesh_kept_often_text)
        places.show(R.string.findmesh_kept_places, state.places.size, R.string.findmesh_kept_places_text)
        days.show(R.string.findmesh_kept_days, state.kept.days, R.string.findmesh_kept_days_text)
        decisions.show(R.string.findmesh_kept_decisions, state.kept.decisions, R.string.findmesh_kept_decisions_text)
    }

    private fun FactRow.show(name: Int, count: Int?, hint: Int): Unit =
        show(context.getText(name), count?.let { moments.number(it.toLong()) }, context.getText(hint))

    private fun row(): FactRow = view.put(FactRow(context))

    private companion object {
        const val EDGE = 10
    }
}
