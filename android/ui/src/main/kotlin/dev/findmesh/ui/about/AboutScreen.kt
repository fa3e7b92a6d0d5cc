package dev.findmesh.ui.about

import android.content.Context
import dev.findmesh.ui.R
import dev.findmesh.ui.host.Screen
import dev.findmesh.ui.text.Moments
import dev.findmesh.ui.view.Card
import dev.findmesh.ui.view.Columns.Lane
import dev.findmesh.ui.view.FactRow
import dev.findmesh.ui.view.ItemRow
import dev.findmesh.ui.view.Note
import dev.findmesh.ui.view.Page
import dev.findmesh.ui.view.Rows
import dev.findmesh.ui.view.pad
import dev.findmesh.ui.view.put
import dev.findmesh.ui.view.sectionTitle
import dev.findmesh.ui.view.shown

/** Which version this is, and who made what is in it. */
internal class AboutScreen(context: Context, private val machine: AboutMachine, private val page: Page) : Screen<AboutUi>(context, page) {
    private var turned: String? = null
    private var draw: (AboutUi) -> Unit = All()::show

    override fun show(state: AboutUi) {
        val to = state.open?.id
        if (to != turned) {
            turned = to
            page.clear()
            draw = state.open?.let { LicencePage(page, it)::show } ?: All()::show
        }
        draw(state)
    }

    private inner class All {
        private val moments = Moments(context)
        private val columns = page.columns.also { page.title(R.string.findmesh_about_title) }
        private val note = columns.put(Lane.LEAD, Note(context))
        private val versions = columns.put(Lane.LEAD, Card(context))
        private val findmesh = versions.put(FactRow(context))
        private val native = versions.put(FactRow(context))
        private val target = versions.put(FactRow(context))
        private val consent = versions.put(FactRow(context))
        private val title = columns.put(Lane.DETAIL, context.sectionTitle(R.string.findmesh_about_licences))
        private val card = columns.put(Lane.DETAIL, Card(context))
        private val rows = Rows<Licence, ItemRow>(card, { it.id }, ::ItemRow) { row, licence -> bind(row, licence) }

        init {
            versions.pad(horizontal = Card.PADDING, vertical = VERSIONS)
            card.setPadding(0, 0, 0, 0)
        }

        fun show(state: AboutUi) {
            note.show(state.failure)
            val licence = context.getText(R.string.findmesh_about_ours)
            findmesh.show(context.getText(R.string.findmesh_about_version), state.notices?.version, licence)
            native.show(context.getText(R.string.findmesh_about_native), state.native?.version)
            target.show(context.getText(R.string.findmesh_about_target), state.native?.target)
            target.shown(!state.native?.target.isNullOrEmpty())
            native.shown(state.native != null)
            consent.show(context.getText(R.string.findmesh_about_consent), state.consent)
            val licences = state.notices?.licences.orEmpty()
            for (view in listOf(title, card)) view.shown(licences.isNotEmpty())
            rows.show(licences)
        }

        private fun bind(row: ItemRow, licence: Licence) {
            val count = licence.components.size
            val says = context.resources.getQuantityString(R.plurals.findmesh_about_parts, count, moments.number(count.toLong()))
            row.show(R.drawable.findmesh_ic_info, licence.name, says) { machine.open(licence) }
        }
    }

    private companion object {
        const val VERSIONS = 10
    }
}
