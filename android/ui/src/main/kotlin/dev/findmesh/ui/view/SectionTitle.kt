package dev.findmesh.ui.view

import android.content.Context
import android.widget.TextView
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.dp
import dev.findmesh.ui.look.text

/** What the block below is about. */
internal fun Context.sectionTitle(title: Int? = null): TextView = text(Type.SUBTITLE).also {
    if (title != null) it.setText(title)
    it.setPaddingRelative(dp(SIDE), dp(ABOVE), dp(SIDE), 0)
    it.asHeading()
}

private const val SIDE = 4
private const val ABOVE = 8
