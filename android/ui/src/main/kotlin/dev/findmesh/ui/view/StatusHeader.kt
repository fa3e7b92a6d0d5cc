package dev.findmesh.ui.view

import android.content.Context
import android.view.View
import android.widget.LinearLayout
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.length
import dev.findmesh.ui.look.shape
import dev.findmesh.ui.look.text

/** The one thing to know, and the one thing to tap. TalkBack says it anew when it changes. */
internal class StatusHeader(context: Context, tap: () -> Unit) : LinearLayout(context) {
    private val disc = Disc(context, DISC)
    private val title = context.text(Type.TITLE)
    private val text = context.text(Type.BODY)
    private val since = context.text(Type.MUTED)
    private val button = context.button(ActionButton.Kind.FILLED, tap = tap)

    init {
        orientation = VERTICAL
        pad(horizontal = Card.PADDING, vertical = Card.PADDING)
        put(disc, width = WRAP)
        val words = context.column()
        words.put(title)
        words.put(text, top = 6)
        words.put(since, top = 8)
        words.accessibilityLiveRegion = ACCESSIBILITY_LIVE_REGION_POLITE
        put(words, top = 14)
        put(button, top = 16)
        title.asHeading()
    }

    /**
     * @property icon a drawable.
     * @property foreign [text] comes from elsewhere.
     * @property action on the button; null: there is none.
     */
    class What(
        val tone: Tone,
        val icon: Int,
        val title: CharSequence,
        val text: CharSequence,
        val foreign: Boolean,
        val since: CharSequence?,
        val action: CharSequence?,
        val enabled: Boolean,
    )

    fun show(what: What) {
        background = context.shape(context.color(what.tone.soft), context.length(R.attr.findmeshCornerCard))
        disc.show(what.icon, what.tone, strong = true)
        title.change(what.title)
        text.change(what.text)
        text.setTag(R.id.findmesh_foreign_text, what.foreign)
        since.change(what.since)
        button.tone(what.tone)
        button.change(what.action)
        button.isEnabled = what.enabled
    }

    private companion object {
        const val DISC = 48
    }
}

/** Shows [text], or nothing; a text that stays is not set again, so that TalkBack does not say it again. */
internal fun android.widget.TextView.change(text: CharSequence?) {
    visibility = if (text == null) View.GONE else View.VISIBLE
    if (text != null && this.text.toString() != text.toString()) this.text = text
}
