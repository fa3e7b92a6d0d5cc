package dev.findmesh.ui.status

import android.content.Context
import android.view.View
import dev.findmesh.ui.ScreenId
import dev.findmesh.ui.host.ScreenLabel
import dev.findmesh.ui.view.Card
import dev.findmesh.ui.view.Columns
import dev.findmesh.ui.view.NavRow
import dev.findmesh.ui.view.shown

/** Ways to the other screens. */
internal class Links(private val context: Context, columns: Columns, private val go: (ScreenId) -> Unit) {
    private val card = columns.put(Columns.Lane.DETAIL, Card(context))
    private var shown: List<ScreenId> = emptyList()

    init {
        card.setPadding(0, 0, 0, 0)
        card.shown(false)
    }

    fun show(links: List<ScreenId>) {
        if (links == shown) return
        shown = links
        card.removeAllViews()
        card.shown(links.isNotEmpty())
        for (screen in links) card.addView(row(screen))
    }

    private fun row(screen: ScreenId): View {
        val label = ScreenLabel.of(screen)
        return NavRow(context, label.icon, label.title, label.summary) { go(screen) }
    }
}
