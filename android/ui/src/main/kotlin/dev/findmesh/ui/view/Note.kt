package dev.findmesh.ui.view

import android.content.Context
import android.widget.LinearLayout
import dev.findmesh.ui.R
import dev.findmesh.ui.host.Failure
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.length
import dev.findmesh.ui.look.shape
import dev.findmesh.ui.look.text

/** That something did not work, what was tapped mostly. TalkBack says it at once. */
internal class Note(context: Context) : LinearLayout(context) {
    private val text = context.text(Type.BODY)

    init {
        orientation = VERTICAL
        pad(horizontal = 16, vertical = 14)
        background = context.shape(context.color(Tone.ALARM.soft), context.length(R.attr.findmeshCornerInset))
        text.setTextColor(context.color(Tone.ALARM.strong))
        text.accessibilityLiveRegion = ACCESSIBILITY_LIVE_REGION_ASSERTIVE
        put(text)
        shown(false)
    }

    fun show(failure: Failure?): Unit = say(failure?.let(::words))

    /** @param words null: nothing to say. */
    fun say(words: Int?) {
        shown(words != null)
        text.change(words?.let(context::getText))
    }

    private fun words(failure: Failure) = when (failure) {
        Failure.PERMISSION -> R.string.findmesh_failed_permission
        Failure.BLUETOOTH -> R.string.findmesh_failed_bluetooth
        Failure.RELAY -> R.string.findmesh_failed_relay
        Failure.STORAGE -> R.string.findmesh_failed_storage
        Failure.OTHER -> R.string.findmesh_failed_other
    }
}
