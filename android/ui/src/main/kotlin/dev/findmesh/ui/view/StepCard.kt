package dev.findmesh.ui.view

import android.content.Context
import android.view.Gravity
import android.widget.LinearLayout
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.text

/** One step of several: what it is, why, whether it is done, and where to tap. TalkBack reads the words as one. */
internal class StepCard(context: Context) : LinearLayout(context) {
    private val disc = Disc(context, DISC)
    private val title = context.text(Type.SUBTITLE)
    private val mark = context.text(Type.LABEL)
    private val text = context.text(Type.MUTED)
    private val button = ActionButton(context, ActionButton.Kind.SMALL)

    init {
        orientation = HORIZONTAL
        gravity = Gravity.TOP
        pad(horizontal = 0, vertical = 12)
        put(disc, width = WRAP)
        val words = context.column()
        words.put(title)
        words.put(mark, top = 2)
        words.put(text, top = 4)
        words.put(button, width = WRAP, top = 10)
        button.shown(false)
        put(words, width = 0, start = 14, weight = 1f)
        isFocusable = true
    }

    /**
     * @param state in a word or two.
     * @param text why; null: there is nothing to say.
     * @param foreign [text] is the library's.
     */
    fun show(icon: Int, title: CharSequence, state: CharSequence, done: Boolean, text: CharSequence?, foreign: Boolean = true) {
        disc.show(if (done) R.drawable.findmesh_ic_check else icon, if (done) Tone.GOOD else Tone.ACCENT)
        this.title.change(title)
        mark.change(state)
        this.text.change(text)
        this.text.setTag(R.id.findmesh_foreign_text, foreign)
    }

    /** @param label on a button; null: there is none. */
    fun offer(label: CharSequence?, tap: () -> Unit) {
        button.change(label)
        button.setOnClickListener { tap() }
    }

    private companion object {
        const val DISC = 36
    }
}
