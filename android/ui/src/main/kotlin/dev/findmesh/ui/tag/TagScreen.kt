package dev.findmesh.ui.tag

import android.content.Context
import dev.findmesh.OwnerState
import dev.findmesh.ui.R
import dev.findmesh.ui.around.NearTag
import dev.findmesh.ui.host.Screen
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.text
import dev.findmesh.ui.text.Moments
import dev.findmesh.ui.text.TagWords
import dev.findmesh.ui.view.Columns.Lane
import dev.findmesh.ui.view.Figure
import dev.findmesh.ui.view.FigureGrid
import dev.findmesh.ui.view.Page
import dev.findmesh.ui.view.StatusHeader
import dev.findmesh.ui.view.TroubleHeader
import dev.findmesh.ui.view.pad
import dev.findmesh.ui.view.shown

/** One tag: what it is, what that means, how near it seems, and its sound. */
internal class TagScreen(context: Context, private val machine: TagMachine, page: Page) : Screen<TagUi>(context, page) {
    private val moments = Moments(context)
    private val words = TagWords(context, moments)
    private val trouble = page.columns.put(Lane.LEAD, TroubleHeader(context, machine::tap, machine::retry))
    private val header = page.columns.put(Lane.LEAD, StatusHeader(context, machine::lookAround))
    private val signal = page.columns.put(Lane.LEAD, SignalCard(context, words))
    private val sound = page.columns.put(Lane.DETAIL, SoundCard(context, machine))
    private val figures = page.columns.put(Lane.DETAIL, FigureGrid(context))
    private val network = figure(R.string.findmesh_tag_network)
    private val owner = figure(R.string.findmesh_tag_owner)
    private val since = figure(R.string.findmesh_tag_since)
    private val battery = figure(R.string.findmesh_tag_battery)
    private val advice = page.columns.put(Lane.DETAIL, context.text(Type.LABEL, context.getText(R.string.findmesh_tag_advice)))

    init {
        page.title(R.string.findmesh_tag_title)
        advice.pad(horizontal = SIDE, vertical = 4)
    }

    override fun show(state: TagUi) {
        val tag = state.tag
        val free = state.blocked == null
        trouble.show(state.blocked)
        header.shown(free)
        header.show(header(state))
        val known = tag != null && free
        signal.shown(known)
        sound.shown(known)
        figures.shown(known)
        advice.shown(known && tag.owner == OwnerState.AWAY)
        if (tag == null) return
        signal.show(tag, state.now)
        sound.show(state)
        figures(tag, state)
    }

    private fun header(state: TagUi): StatusHeader.What {
        val tag = state.tag
        val unknown = state.presence == Presence.UNKNOWN
        return StatusHeader.What(
            tone = if (state.presence == Presence.HERE && tag?.owner == OwnerState.AWAY) Tone.ACCENT else Tone.REST,
            icon = if (state.presence == Presence.LOOKING) R.drawable.findmesh_ic_radio else R.drawable.findmesh_ic_tag,
            title = tag?.let(words::name)
                ?: context.getText(if (unknown) R.string.findmesh_tag_unknown else R.string.findmesh_tag_looking),
            text = context.getText(meaning(state)),
            foreign = false,
            since = tag?.takeIf { state.presence == Presence.GONE }
                ?.let { context.getString(R.string.findmesh_tag_last_heard, moments.at(it.heard, state.now)) },
            action = if (unknown) context.getText(R.string.findmesh_tag_look_around) else null,
            enabled = true,
        )
    }

    private fun meaning(state: TagUi): Int = when (state.presence) {
        Presence.LOOKING -> R.string.findmesh_tag_looking_text

        Presence.UNKNOWN -> R.string.findmesh_tag_unknown_text

        Presence.GONE -> R.string.findmesh_tag_gone_text

        Presence.HERE -> when (state.tag?.owner) {
            OwnerState.AWAY -> R.string.findmesh_tag_away_text
            OwnerState.NEAR -> R.string.findmesh_tag_near_text
            else -> R.string.findmesh_tag_untold_text
        }
    }

    private fun figures(tag: NearTag, state: TagUi) {
        network.show(context.getText(words.network(tag.model.network)))
        owner.show(context.getText(ownerOf(tag)))
        since.show(moments.at(state.since ?: tag.since, state.now))
        battery.show(context.getText(tag.battery?.let(words::battery) ?: R.string.findmesh_tag_not_told))
    }

    private fun ownerOf(tag: NearTag) = when (tag.owner) {
        OwnerState.AWAY -> R.string.findmesh_tag_owner_away
        OwnerState.NEAR -> R.string.findmesh_tag_owner_near
        OwnerState.UNKNOWN -> R.string.findmesh_tag_not_told
    }

    private fun figure(label: Int): Figure = Figure(context, label).also(figures::addView)

    private companion object {
        const val SIDE = 4
    }
}
