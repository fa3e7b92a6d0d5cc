package dev.findmesh.ui.view

import android.content.Context
import android.view.Gravity
import android.widget.LinearLayout
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.text

/** One thing that stands in the way: what it is, since when, what helps, and where to tap. */
internal class ReasonCard(context: Context) : LinearLayout(context) {
    private val disc = Disc(context, DISC)
    private val title = context.text(Type.SUBTITLE)
    private val since = context.text(Type.LABEL)
    private val text = context.text(Type.MUTED)
    private val button = ActionButton(context, ActionButton.Kind.SMALL)

    init {
        orientation = HORIZONTAL
        gravity = Gravity.TOP
        pad(horizontal = 0, vertical = 14)
        put(disc, width = WRAP)
        val words = context.column()
        words.put(title)
        words.put(since, top = 2)
        words.put(text, top = 6)
        words.put(button, width = WRAP, top = 10)
        since.setTag(R.id.findmesh_foreign_text, true)
        text.setTag(R.id.findmesh_foreign_text, true)
        put(words, width = 0, start = 14, weight = 1f)
    }

    /** @param action on the button; null: there is none. */
    fun show(
        tone: Tone,
        icon: Int,
        title: CharSequence,
        since: CharSequence?,
        text: CharSequence?,
        action: CharSequence?,
        tap: () -> Unit,
    ) {
        disc.show(icon, tone)
        this.title.change(title)
        this.since.change(since)
        this.text.change(text)
        button.change(action)
        button.setOnClickListener { tap() }
    }

    private companion object {
        const val DISC = 36
    }
}
