package dev.findmesh.ui.view

import android.content.Context
import android.widget.LinearLayout
import dev.findmesh.ui.R
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.dp
import dev.findmesh.ui.look.length
import dev.findmesh.ui.look.shape

/** What belongs together, on a surface of its own. */
internal class Card(context: Context) : LinearLayout(context) {
    init {
        orientation = VERTICAL
        background = context.shape(context.color(R.attr.findmeshColorSurface), context.length(R.attr.findmeshCornerCard))
        clipToOutline = true
        pad(PADDING, PADDING)
    }

    /** A thin line between two rows. */
    fun line() {
        val line = android.view.View(context)
        line.setBackgroundColor(context.color(R.attr.findmeshColorOutline))
        put(line, height = maxOf(1, context.dp(1)))
    }

    companion object {
        /** dp. */
        const val PADDING: Int = 20
    }
}
