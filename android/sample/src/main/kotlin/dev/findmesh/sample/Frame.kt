package dev.findmesh.sample

import android.annotation.SuppressLint
import android.content.Context
import android.view.View
import android.view.WindowInsets
import android.widget.FrameLayout
import android.widget.LinearLayout
import dev.findmesh.sample.desk.DeskBanner

/** What stands around the screens: a banner above where there is something to say, the bar below. */
@SuppressLint("ViewConstructor")
class Frame(context: Context, private val banner: DeskBanner, select: (Tab) -> Unit) : LinearLayout(context) {
    private val content = FrameLayout(context)
    private val bar = BottomBar(context, select)

    init {
        orientation = VERTICAL
        setBackgroundColor(context.themed(dev.findmesh.ui.R.attr.findmeshColorBackground))
        addView(banner, LayoutParams(LayoutParams.MATCH_PARENT, LayoutParams.WRAP_CONTENT))
        addView(content, LayoutParams(LayoutParams.MATCH_PARENT, 0, 1f))
        addView(bar, LayoutParams(LayoutParams.MATCH_PARENT, LayoutParams.WRAP_CONTENT))
    }

    fun show(tab: Tab, view: View) {
        bar.show(tab)
        if (content.getChildAt(0) === view) return
        content.removeAllViews()
        content.addView(view)
        requestApplyInsets()
    }

    /** Banner and bar stand behind the system's bars; what is between them has that much less to keep clear of. */
    override fun onApplyWindowInsets(insets: WindowInsets): WindowInsets {
        val top = if (banner.visibility == VISIBLE) Edges.top(insets) else 0
        banner.keepClear(top)
        val bottom = Edges.bottom(insets)
        bar.setPaddingRelative(0, 0, 0, bottom)
        return Edges.without(insets, top, bottom)
    }
}
