package dev.findmesh.ui.nearby

import android.content.Context
import android.widget.LinearLayout
import dev.findmesh.ui.around.NearTag
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.dp
import dev.findmesh.ui.look.text
import dev.findmesh.ui.text.TagWords
import dev.findmesh.ui.view.Card
import dev.findmesh.ui.view.Rows
import dev.findmesh.ui.view.asHeading
import dev.findmesh.ui.view.change
import dev.findmesh.ui.view.put

/** The tags of one network. */
internal class TagGroup(context: Context) : LinearLayout(context) {
    private val title = context.text(Type.SUBTITLE)
    private val card = Card(context)
    private var words: TagWords? = null
    private var open: ((NearTag) -> Unit)? = null
    private val rows = Rows<NearTag, TagRow>(card, { it.key }, ::TagRow) { row, tag -> words?.let { row.show(tag, it, open) } }

    init {
        orientation = VERTICAL
        setPadding(0, 0, 0, context.dp(BELOW))
        title.setPaddingRelative(context.dp(SIDE), context.dp(ABOVE), context.dp(SIDE), 0)
        title.asHeading()
        card.setPadding(0, 0, 0, 0)
        put(title)
        put(card, top = 8)
    }

    fun show(network: CharSequence, tags: List<NearTag>, words: TagWords, open: ((NearTag) -> Unit)?) {
        this.words = words
        this.open = open
        title.change(network)
        rows.show(tags)
    }

    private companion object {
        const val SIDE = 4
        const val ABOVE = 4
        const val BELOW = 12
    }
}
