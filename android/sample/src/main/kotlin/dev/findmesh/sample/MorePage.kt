package dev.findmesh.sample

import android.annotation.SuppressLint
import android.content.Context
import android.content.res.ColorStateList
import android.graphics.drawable.RippleDrawable
import android.os.Build
import android.view.Gravity
import android.view.View
import android.view.WindowInsets
import android.widget.ImageView
import android.widget.LinearLayout
import android.widget.ScrollView
import dev.findmesh.sample.desk.Desk
import dev.findmesh.ui.ScreenId
import dev.findmesh.ui.R as Ui

/** The screens that have no tab of their own, and the desk mode. */
@SuppressLint("ViewConstructor")
class MorePage(
    context: Context,
    screens: List<ScreenId>,
    desk: Desk,
    switch: (Boolean) -> Unit,
    private val open: (ScreenId) -> Unit,
) : ScrollView(context) {
    private val column = LinearLayout(context)

    init {
        isFillViewport = true
        clipToPadding = false
        column.orientation = LinearLayout.VERTICAL
        addView(column)
        val title = context.words(Ui.attr.findmeshTextHeadline, R.string.tab_more)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) title.isAccessibilityHeading = true
        add(column, title, MARGIN + INSET, TOP)
        val list = card(0)
        screens.forEach { list.addView(row(it)) }
        list.visibility = if (screens.isEmpty()) View.GONE else View.VISIBLE
        add(column, list, MARGIN, GAP)
        add(column, deskCard(desk, switch), MARGIN, GAP)
    }

    override fun onApplyWindowInsets(insets: WindowInsets): WindowInsets {
        setPadding(0, Edges.top(insets), 0, context.dp(TOP) + Edges.bottom(insets))
        return insets
    }

    private fun row(screen: ScreenId): View {
        val row = LinearLayout(context)
        row.gravity = Gravity.CENTER_VERTICAL
        row.minimumHeight = context.dp(ROW)
        row.setPaddingRelative(context.dp(PADDING), context.dp(GAP), context.dp(PADDING), context.dp(GAP))
        row.background =
            RippleDrawable(
                ColorStateList.valueOf(context.themed(Ui.attr.findmeshColorOutline)),
                null,
                context.rounded(Ui.attr.findmeshColorSurface, Ui.attr.findmeshCornerCard),
            )
        val icon = ImageView(context)
        icon.setImageResource(screen.icon)
        icon.imageTintList = ColorStateList.valueOf(context.themed(Ui.attr.findmeshColorOnAccentSoft))
        icon.importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO
        row.addView(icon)
        val words = context.words(Ui.attr.findmeshTextSubtitle, screen.title)
        words.setPaddingRelative(context.dp(PADDING), 0, 0, 0)
        row.addView(words, LinearLayout.LayoutParams(0, LinearLayout.LayoutParams.WRAP_CONTENT, 1f))
        row.isFocusable = true
        row.setOnClickListener { open(screen) }
        return row
    }

    private fun deskCard(desk: Desk, switch: (Boolean) -> Unit): View {
        val card = card(PADDING)
        card.addView(context.words(Ui.attr.findmeshTextSubtitle, R.string.desk_title))
        add(card, context.words(Ui.attr.findmeshTextMuted, R.string.desk_text), 0, GAP / 2)
        val label = if (desk.isOn) R.string.desk_end else R.string.desk_begin
        val button = context.pillButton(label, Ui.attr.findmeshColorAccentSoft, Ui.attr.findmeshColorOnAccentSoft) { switch(!desk.isOn) }
        button.id = R.id.desk
        add(card, button, 0, GAP, LinearLayout.LayoutParams.WRAP_CONTENT)
        return card
    }

    private fun card(padding: Int) = LinearLayout(context).also {
        it.orientation = LinearLayout.VERTICAL
        it.background = context.rounded(Ui.attr.findmeshColorSurface, Ui.attr.findmeshCornerCard)
        it.clipToOutline = true
        val edge = context.dp(padding)
        it.setPadding(edge, edge, edge, edge)
    }

    private fun add(to: LinearLayout, view: View, side: Int, top: Int, width: Int = LinearLayout.LayoutParams.MATCH_PARENT) {
        val params = LinearLayout.LayoutParams(width, LinearLayout.LayoutParams.WRAP_CONTENT)
        params.setMargins(context.dp(side), context.dp(top), context.dp(side), 0)
        to.addView(view, params)
    }

    private companion object {
        const val MARGIN = 16
        const val INSET = 4
        const val TOP = 20
        const val GAP = 12
        const val PADDING = 20
        const val ROW = 64
    }
}
