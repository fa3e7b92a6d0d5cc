package dev.findmesh.ui.look

import android.content.Context
import android.text.Layout
import android.widget.TextView
import dev.findmesh.ui.R

/** What a text is for; its look is the theme's. */
internal enum class Type(val attribute: Int, val spacing: Float) {
    HEADLINE(R.attr.findmeshTextHeadline, TIGHT),
    TITLE(R.attr.findmeshTextTitle, TIGHT),
    SUBTITLE(R.attr.findmeshTextSubtitle, TIGHT),
    BODY(R.attr.findmeshTextBody, LOOSE),
    MUTED(R.attr.findmeshTextMuted, LOOSE),
    LABEL(R.attr.findmeshTextLabel, TIGHT),
    FIGURE(R.attr.findmeshTextFigure, TIGHT),
    BUTTON(R.attr.findmeshTextButton, TIGHT),
}

private const val TIGHT = 1.08f
private const val LOOSE = 1.18f

/** A text in the look of [type]; words break where they must, none are cut off. */
internal fun Context.text(type: Type, what: CharSequence? = null): TextView = TextView(this).also {
    it.setTextAppearance(style(type.attribute))
    it.setLineSpacing(0f, type.spacing)
    it.textAlignment = TextView.TEXT_ALIGNMENT_VIEW_START
    it.breakStrategy = Layout.BREAK_STRATEGY_HIGH_QUALITY
    it.text = what
}
