package dev.findmesh.ui.view

import android.annotation.SuppressLint
import android.content.Context
import android.widget.FrameLayout
import dev.findmesh.ui.R
import dev.findmesh.ui.ReasonUi
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.text.ReasonTexts

/** Why a screen has nothing to show, and the one thing to tap: what mends it, else another try. */
@SuppressLint("ViewConstructor")
internal class TroubleHeader(context: Context, mend: (ReasonUi) -> Unit, retry: () -> Unit) : FrameLayout(context) {
    private var shown: ReasonUi? = null
    private val header = StatusHeader(context) {
        val reason = shown
        if (reason != null && action(reason) != null) mend(reason) else retry()
    }

    init {
        addView(header, LayoutParams(FILL, WRAP))
        shown(false)
    }

    fun show(reason: ReasonUi?) {
        shown(reason != null)
        if (reason == null || reason == shown) return
        shown = reason
        // The library's words lead to the settings by hand; here a tap asks.
        val advice = reason.takeIf { it.remedy != ReasonUi.Remedy.ALLOW }?.fix?.text(context)
        header.show(
            StatusHeader.What(
                tone = Tone.ALARM,
                icon = R.drawable.findmesh_ic_alert,
                title = context.getText(ReasonTexts.title(reason.code)),
                text = advice ?: context.getText(if (allows(reason)) R.string.findmesh_allow_text else R.string.findmesh_failed_other),
                foreign = advice != null,
                since = null,
                action = action(reason) ?: context.getText(R.string.findmesh_do_try_again),
                enabled = true,
            ),
        )
    }

    private fun action(reason: ReasonUi) = ReasonTexts.action(reason, context, steps = false, places = false)

    private fun allows(reason: ReasonUi) = reason.remedy == ReasonUi.Remedy.ALLOW
}
