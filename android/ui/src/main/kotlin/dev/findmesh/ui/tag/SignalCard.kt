package dev.findmesh.ui.tag

import android.annotation.SuppressLint
import android.content.Context
import android.view.View
import android.widget.LinearLayout
import dev.findmesh.ui.R
import dev.findmesh.ui.around.NearTag
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.length
import dev.findmesh.ui.look.shape
import dev.findmesh.ui.look.text
import dev.findmesh.ui.text.TagWords
import dev.findmesh.ui.view.Card
import dev.findmesh.ui.view.SignalBars
import dev.findmesh.ui.view.SignalTrace
import dev.findmesh.ui.view.WRAP
import dev.findmesh.ui.view.asDecoration
import dev.findmesh.ui.view.change
import dev.findmesh.ui.view.column
import dev.findmesh.ui.view.pad
import dev.findmesh.ui.view.put
import dev.findmesh.ui.view.row
import java.time.Duration
import java.time.Instant

/** How near a tag seems, now and over the last minute. */
@SuppressLint("ViewConstructor")
internal class SignalCard(context: Context, private val words: TagWords) : LinearLayout(context) {
    private val near = context.text(Type.FIGURE)
    private val strength = context.text(Type.LABEL)
    private val bars = SignalBars(context)
    private val trace = SignalTrace(context)

    init {
        orientation = VERTICAL
        background = context.shape(context.color(R.attr.findmeshColorSurface), context.length(R.attr.findmeshCornerCard))
        pad(horizontal = Card.PADDING, vertical = Card.PADDING)
        put(context.text(Type.LABEL, context.getText(R.string.findmesh_signal_title)))
        val now = context.row()
        val said = context.column()
        said.put(near)
        said.put(strength, top = 2)
        now.put(said, width = 0, weight = 1f)
        now.put(bars, width = WRAP, start = 12)
        put(now, top = 2)
        put(trace, top = 12)
        val times = context.row()
        val first = context.text(Type.LABEL, context.getText(R.string.findmesh_signal_from))
        val last = context.text(Type.LABEL, context.getText(R.string.findmesh_signal_to))
        times.put(first, width = WRAP)
        times.put(View(context), width = 0, height = 0, weight = 1f)
        times.put(last, width = WRAP)
        put(times, top = 6)
        // The trace says the same in one sentence.
        first.asDecoration()
        last.asDecoration()
    }

    fun show(tag: NearTag, now: Instant) {
        near.change(context.getText(words.near(tag)))
        strength.change(words.strength(tag).takeIf { !tag.quiet })
        bars.show(if (tag.quiet) 0 else tag.nearness.bars)
        val points = tag.trace.map { Duration.between(it.at, now).toMillis() / SECOND to it.dbm }
        trace.show(points, context.getString(R.string.findmesh_signal_trace, near.text))
    }

    private companion object {
        const val SECOND = 1_000f
    }
}
