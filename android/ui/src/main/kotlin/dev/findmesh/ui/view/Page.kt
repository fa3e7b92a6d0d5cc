package dev.findmesh.ui.view

import android.content.Context
import android.os.Build
import android.view.Gravity
import android.view.View
import android.view.WindowInsets
import android.widget.LinearLayout
import android.widget.ScrollView
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.dp
import dev.findmesh.ui.look.text

/**
 * What every screen stands on: a bar with the way back, a title, blocks that scroll, and a foot that stays.
 *
 * It goes from edge to edge and keeps what can be read and tapped clear of bars, cutouts and the keyboard.
 */
internal class Page(context: Context) : LinearLayout(context) {
    private val bar = context.row()
    private val scroll = ScrollView(context)
    private val wayBack = IconButton(context, R.drawable.findmesh_ic_back, R.string.findmesh_back) {}

    /** The blocks. */
    val columns: Columns = Columns(context)

    /** Buttons that stay where they are. */
    val foot: LinearLayout = context.column()

    private val title = context.text(Type.HEADLINE)
    private var bottomInset = 0

    /** Something stands in the bar besides the way back. */
    private var barIsUsed = false

    init {
        orientation = VERTICAL
        setBackgroundColor(context.color(R.attr.findmeshColorBackground))
        put(bar)
        scroll.id = R.id.findmesh_scroll
        scroll.isFillViewport = true
        scroll.clipToPadding = false
        scroll.addView(columns)
        put(scroll, height = 0, weight = 1f)
        put(foot)
        foot.shown(false)
        title.asHeading()
        title.setPaddingRelative(context.dp(TITLE_START), 0, context.dp(TITLE_START), context.dp(TITLE_BELOW))
        title.shown(false)
        columns.put(Columns.Lane.FULL, title)
        bar.minimumHeight = context.dp(BAR)
        bar.shown(false)
        bar.put(wayBack)
        wayBack.visibility = INVISIBLE
        bar.pad(horizontal = 4, vertical = 0)
        settle()
    }

    /** Says what the screen is. */
    fun title(text: Int) {
        title.setText(text)
        title.shown(true)
        announce(title.text)
    }

    /** What the way back does, once [showBack] shows it. */
    fun onBack(back: () -> Unit) {
        wayBack.setOnClickListener { back() }
    }

    /** Shows the way back, or not. */
    fun showBack(on: Boolean) {
        // Beside something else it keeps its place, so that nothing jumps when pages turn.
        wayBack.visibility = if (on) VISIBLE else INVISIBLE
        bar.shown(on || barIsUsed)
        settle()
    }

    /** Puts something at the end of the bar. */
    fun inBar(view: View) {
        barIsUsed = true
        bar.shown(true)
        bar.put(View(context), width = 0, height = 0, weight = 1f)
        bar.put(view, width = WRAP)
        settle()
    }

    /** Adds a button that stays below what scrolls, no wider than what is above it. */
    fun <V : View> atFoot(view: V, top: Int = 8): V {
        foot.shown(true)
        foot.gravity = Gravity.CENTER_HORIZONTAL
        foot.put(Narrow(context, view), top = top)
        settle()
        return view
    }

    /** Takes everything off but the bar, for a screen that turns its pages. */
    fun clear() {
        columns.removeAllViews()
        title.shown(false)
        columns.put(Columns.Lane.FULL, title)
        foot.removeAllViews()
        foot.shown(false)
        settle()
        scroll.scrollTo(0, 0)
    }

    /** Says anew what is shown, for who does not see it. */
    fun announce(text: CharSequence) {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) accessibilityPaneTitle = text
    }

    override fun onApplyWindowInsets(insets: WindowInsets): WindowInsets {
        val edges = Edges.of(insets)
        setPadding(edges.left, edges.top, edges.right, 0)
        bottomInset = edges.bottom
        settle()
        return insets
    }

    private fun settle() {
        val below = context.dp(BELOW)
        columns.setPadding(
            0,
            context.dp(
                if (bar.visibility ==
                    VISIBLE
                ) {
                    ABOVE
                } else {
                    ABOVE_ALONE
                },
            ),
            0,
            if (foot.visibility == VISIBLE) below else below + bottomInset,
        )
        foot.setPadding(0, 0, 0, context.dp(FOOT) + bottomInset)
    }

    private companion object {
        const val BAR = 56
        const val ABOVE = 4
        const val ABOVE_ALONE = 20
        const val BELOW = 24
        const val FOOT = 16
        const val TITLE_START = 4
        const val TITLE_BELOW = 8
    }
}

/** What the system draws over, pixels. */
private class Edges(val left: Int, val top: Int, val right: Int, val bottom: Int) {
    companion object {
        fun of(insets: WindowInsets): Edges {
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
                val types = WindowInsets.Type.systemBars() or WindowInsets.Type.displayCutout() or WindowInsets.Type.ime()
                return insets.getInsets(types).run { Edges(left, top, right, bottom) }
            }
            @Suppress("DEPRECATION")
            return insets.run { Edges(systemWindowInsetLeft, systemWindowInsetTop, systemWindowInsetRight, systemWindowInsetBottom) }
        }
    }
}
