package dev.findmesh.ui.nearby

import android.content.Context
import android.graphics.Color
import android.view.Gravity
import android.widget.Button
import android.widget.LinearLayout
import dev.findmesh.OwnerState
import dev.findmesh.ui.R
import dev.findmesh.ui.around.NearTag
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.dp
import dev.findmesh.ui.look.text
import dev.findmesh.ui.look.touchable
import dev.findmesh.ui.text.TagWords
import dev.findmesh.ui.view.Card
import dev.findmesh.ui.view.Disc
import dev.findmesh.ui.view.SignalBars
import dev.findmesh.ui.view.WRAP
import dev.findmesh.ui.view.change
import dev.findmesh.ui.view.column
import dev.findmesh.ui.view.pad
import dev.findmesh.ui.view.put

/** A tag, its state and how near it seems; leads to its page. TalkBack reads it as one, and says nothing by itself. */
internal class TagRow(context: Context) : LinearLayout(context) {
    private val disc = Disc(context, DISC)
    private val name = context.text(Type.SUBTITLE)
    private val owner = context.text(Type.LABEL)
    private val near = context.text(Type.LABEL)
    private val bars = SignalBars(context)

    init {
        orientation = HORIZONTAL
        gravity = Gravity.CENTER_VERTICAL
        minimumHeight = context.dp(HEIGHT)
        pad(horizontal = Card.PADDING, vertical = 12)
        background = context.touchable(Color.TRANSPARENT, 0f)
        put(disc, width = WRAP)
        val words = context.column()
        words.put(name)
        words.put(owner, top = 2)
        words.put(near, top = 2)
        put(words, width = 0, start = 14, weight = 1f)
        put(bars, width = WRAP, start = 12)
        isFocusable = true
    }

    /** @param open null: it leads nowhere. */
    fun show(tag: NearTag, words: TagWords, open: ((NearTag) -> Unit)?) {
        disc.show(R.drawable.findmesh_ic_tag, if (tag.owner == OwnerState.AWAY && !tag.quiet) Tone.ACCENT else Tone.REST)
        name.change(words.name(tag))
        owner.change(context.getText(words.owner(tag.owner)))
        near.change(context.getText(words.near(tag)))
        bars.show(if (tag.quiet) 0 else tag.nearness.bars)
        contentDescription = words.spoken(tag)
        setOnClickListener(open?.let { { _ -> it(tag) } })
        isClickable = open != null
    }

    override fun getAccessibilityClassName(): CharSequence =
        if (isClickable) Button::class.java.name else super.getAccessibilityClassName()

    private companion object {
        const val HEIGHT = 72
        const val DISC = 36
    }
}
