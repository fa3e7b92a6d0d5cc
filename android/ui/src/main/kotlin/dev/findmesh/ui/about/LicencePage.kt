package dev.findmesh.ui.about

import android.content.Context
import android.text.Layout
import android.widget.TextView
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.text
import dev.findmesh.ui.view.Card
import dev.findmesh.ui.view.Columns.Lane
import dev.findmesh.ui.view.Page
import dev.findmesh.ui.view.asHeading
import dev.findmesh.ui.view.put
import dev.findmesh.ui.view.sectionTitle

/** One licence: what comes under it, and what it says. */
internal class LicencePage(page: Page, licence: Licence) {
    private val context: Context = page.context

    init {
        val title = context.text(Type.HEADLINE, licence.name).foreign()
        title.asHeading()
        page.columns.put(Lane.FULL, title)
        page.announce(licence.name)
        page.columns.put(Lane.LEAD, context.sectionTitle(R.string.findmesh_about_under))
        page.columns.put(Lane.LEAD, card(Type.MUTED, licence.components.joinToString("\n\n", transform = ::words)))
        page.columns.put(Lane.DETAIL, context.sectionTitle(R.string.findmesh_about_text))
        page.columns.put(Lane.DETAIL, card(Type.LABEL, licence.text))
    }

    /** Nothing of it changes. */
    @Suppress("UNUSED_PARAMETER")
    fun show(state: AboutUi): Unit = Unit

    private fun words(part: Component): String =
        listOf("${part.name} ${part.version}".trim(), part.holders, part.home).filter(String::isNotEmpty).joinToString("\n")

    /** One text rather than a row each: thousands of words are laid out in one go. */
    private fun card(type: Type, words: String): Card = Card(context).also { card ->
        val text = context.text(type).foreign()
        text.breakStrategy = Layout.BREAK_STRATEGY_SIMPLE
        text.hyphenationFrequency = Layout.HYPHENATION_FREQUENCY_NONE
        text.textDirection = TextView.TEXT_DIRECTION_LTR
        text.text = words
        text.setTextIsSelectable(true)
        card.put(text)
    }

    private fun TextView.foreign(): TextView = also { it.setTag(R.id.findmesh_foreign_text, true) }
}
