package dev.findmesh.ui.nearby

import android.content.Context
import android.view.View
import dev.findmesh.ui.R
import dev.findmesh.ui.ReasonUi
import dev.findmesh.ui.around.NearTag
import dev.findmesh.ui.around.TagNetwork
import dev.findmesh.ui.host.Screen
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.text
import dev.findmesh.ui.text.Moments
import dev.findmesh.ui.text.ReasonTexts
import dev.findmesh.ui.text.TagWords
import dev.findmesh.ui.view.Card
import dev.findmesh.ui.view.Columns.Lane
import dev.findmesh.ui.view.Empty
import dev.findmesh.ui.view.Page
import dev.findmesh.ui.view.ReasonCard
import dev.findmesh.ui.view.Rows
import dev.findmesh.ui.view.TroubleHeader
import dev.findmesh.ui.view.change
import dev.findmesh.ui.view.column
import dev.findmesh.ui.view.pad
import dev.findmesh.ui.view.shown

/** What is around, network by network; rows come and go calmly. */
internal class NearbyScreen(context: Context, private val machine: NearbyMachine, page: Page) : Screen<NearbyUi>(context, page) {
    private val moments = Moments(context)
    private val words = TagWords(context, moments)
    private val trouble = page.columns.put(Lane.LEAD, TroubleHeader(context, machine::tap, machine::retry))
    private val count = page.columns.put(Lane.LEAD, context.text(Type.MUTED))
    private val lessCard = page.columns.put(Lane.LEAD, Card(context))
    private val less = ReasonCard(context).also(lessCard::addView)
    private val starting = page.columns.put(
        Lane.LEAD,
        Empty(context, R.drawable.findmesh_ic_radio, R.string.findmesh_nearby_starting, R.string.findmesh_nearby_starting_text),
    )
    private val empty = page.columns.put(
        Lane.LEAD,
        Empty(context, R.drawable.findmesh_ic_radio, R.string.findmesh_nearby_empty, R.string.findmesh_nearby_empty_text),
    )
    private val list = page.columns.put(Lane.LEAD, context.column())
    private val groups =
        Rows<Pair<TagNetwork, List<NearTag>>, TagGroup>(list, { it.first }, ::TagGroup) { view, group -> bind(view, group) }
    private val hint = page.columns.put(Lane.LEAD, context.text(Type.LABEL, context.getText(R.string.findmesh_nearby_hint)))

    private var open: ((NearTag) -> Unit)? = null

    init {
        page.title(R.string.findmesh_nearby_title)
        // How many there are changes rarely; who is near whom is read where the finger is.
        count.accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_POLITE
        count.setTag(R.id.findmesh_foreign_text, true)
        count.pad(horizontal = SIDE, vertical = 0)
        hint.pad(horizontal = SIDE, vertical = 4)
        lessCard.pad(horizontal = Card.PADDING, vertical = CARD_VERTICAL)
    }

    override fun show(state: NearbyUi) {
        trouble.show(state.blocked)
        val heard = state.phase == NearbyPhase.HEARD
        count.change(if (heard) context.resources.getQuantityString(R.plurals.findmesh_nearby_count, state.count, state.count) else null)
        lessCard.shown(state.degraded != null)
        state.degraded?.let { less(it, state) }
        // Who cannot hear does not say that nothing is there.
        starting.shown(state.phase == NearbyPhase.STARTING && state.degraded == null)
        empty.shown(state.phase == NearbyPhase.EMPTY && state.degraded == null)
        list.shown(heard)
        open = if (state.opens) machine::open else null
        groups.show(state.groups)
        hint.shown(state.phase != NearbyPhase.BLOCKED)
    }

    private fun less(reason: ReasonUi, state: NearbyUi) {
        val title = context.getText(ReasonTexts.title(reason.code))
        val since = moments.ago(reason.since, state.now)
        val action = ReasonTexts.action(reason, context, steps = false, places = false)
        less.show(Tone.WARN, R.drawable.findmesh_ic_alert, title, since, reason.fix?.text(context), action) {
            machine.tap(reason)
        }
    }

    private fun bind(view: TagGroup, group: Pair<TagNetwork, List<NearTag>>) =
        view.show(context.getText(words.network(group.first)), group.second, words, open)

    private companion object {
        const val SIDE = 4
        const val CARD_VERTICAL = 6
    }
}
