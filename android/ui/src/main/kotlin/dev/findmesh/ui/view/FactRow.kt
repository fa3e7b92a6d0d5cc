package dev.findmesh.ui.view

import android.content.Context
import android.widget.LinearLayout
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.text

/** A thing, how much of it there is, and what to know about it. TalkBack reads it as one. */
internal class FactRow(context: Context) : LinearLayout(context) {
    private val name = context.text(Type.BODY)
    private val value = context.text(Type.BODY)
    private val hint = context.text(Type.LABEL)

    init {
        orientation = VERTICAL
        pad(horizontal = 0, vertical = 10)
        val words = context.row()
        words.put(name, width = 0, weight = 1f)
        words.put(value, width = WRAP, start = 12)
        value.setTag(R.id.findmesh_foreign_text, true)
        put(words)
        put(hint, top = 2)
        isFocusable = true
    }

    /** @param value null: nobody counted. @param hint null: nothing to know. */
    fun show(name: CharSequence, value: CharSequence?, hint: CharSequence? = null) {
        this.name.change(name)
        this.value.change(value)
        this.hint.change(hint)
    }
}
