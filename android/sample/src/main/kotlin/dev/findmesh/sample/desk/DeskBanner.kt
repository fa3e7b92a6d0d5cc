package dev.findmesh.sample.desk

import android.annotation.SuppressLint
import android.content.Context
import android.view.Gravity
import android.view.View
import android.widget.LinearLayout
import android.widget.TextView
import dev.findmesh.sample.R
import dev.findmesh.sample.dp
import dev.findmesh.sample.pillButton
import dev.findmesh.sample.themed
import dev.findmesh.sample.words
import dev.findmesh.ui.R as Ui

/** Above every screen: that what is shown is made up; or, on a phone without Bluetooth, that this could be had. */
@SuppressLint("ViewConstructor")
class DeskBanner(context: Context, val desk: Desk, val switch: (Boolean) -> Unit) : LinearLayout(context) {
    init {
        id = R.id.banner
        gravity = Gravity.CENTER_VERTICAL
        setBackgroundColor(context.themed(Ui.attr.findmeshColorWarnSoft))
        visibility = if (desk.isOn || desk.isOffered) View.VISIBLE else View.GONE
        addView(text(), LayoutParams(0, LayoutParams.WRAP_CONTENT, 1f))
        val label = if (desk.isOn) R.string.desk_end else R.string.desk_begin
        addView(context.pillButton(label, Ui.attr.findmeshColorWarn, Ui.attr.findmeshColorWarnSoft) { switch(!desk.isOn) })
        keepClear(0)
    }

    /** @param top pixels that the system's bar covers. */
    fun keepClear(top: Int) {
        val edge = context.dp(EDGE)
        setPaddingRelative(context.dp(SIDE), top + edge, context.dp(SIDE), edge)
    }

    private fun text(): TextView = context.words(Ui.attr.findmeshTextLabel, if (desk.isOn) R.string.desk_on else R.string.desk_offer).also {
        it.setTextColor(context.themed(Ui.attr.findmeshColorWarn))
        it.setPaddingRelative(0, 0, context.dp(SIDE), 0)
    }

    private companion object {
        const val EDGE = 8
        const val SIDE = 16
    }
}
