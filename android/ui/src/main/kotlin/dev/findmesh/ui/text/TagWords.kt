package dev.findmesh.ui.text

import android.content.Context
import dev.findmesh.BatteryLevel
import dev.findmesh.OwnerState
import dev.findmesh.ui.R
import dev.findmesh.ui.around.NearTag
import dev.findmesh.ui.around.Nearness
import dev.findmesh.ui.around.TagModel
import dev.findmesh.ui.around.TagNetwork

/** What tags, their networks and their states are called. Nothing by which anybody could know a tag again. */
internal class TagWords(private val context: Context, private val moments: Moments) {
    /** The second of a model carries its number. */
    fun name(tag: NearTag): String {
        val model = context.getString(model(tag.model))
        return if (tag.number == 1) model else context.getString(R.string.findmesh_tag_numbered, model, moments.number(tag.number.toLong()))
    }

    /** How near, or that it is not heard. */
    fun near(tag: NearTag): Int = if (tag.quiet) R.string.findmesh_near_quiet else near(tag.nearness)

    fun strength(tag: NearTag): String = context.getString(R.string.findmesh_signal_dbm, moments.number(tag.strength.toLong()))

    /** All of a row in one sentence. */
    fun spoken(tag: NearTag): String = context.getString(
        R.string.findmesh_nearby_row,
        name(tag),
        context.getString(owner(tag.owner)),
        context.getString(near(tag)),
        strength(tag),
    )

    fun owner(owner: OwnerState): Int = when (owner) {
        OwnerState.AWAY -> R.string.findmesh_owner_away
        OwnerState.NEAR -> R.string.findmesh_owner_near
        OwnerState.UNKNOWN -> R.string.findmesh_owner_unknown
    }

    fun battery(level: BatteryLevel): Int = when (level) {
        BatteryLevel.FULL -> R.string.findmesh_battery_full
        BatteryLevel.MEDIUM -> R.string.findmesh_battery_medium
        BatteryLevel.LOW -> R.string.findmesh_battery_low
        BatteryLevel.CRITICAL -> R.string.findmesh_battery_critical
    }

    fun network(network: TagNetwork): Int = when (network) {
        TagNetwork.FINDMESH -> R.string.findmesh_network_findmesh
        TagNetwork.APPLE -> R.string.findmesh_network_apple
        TagNetwork.GOOGLE -> R.string.findmesh_network_google
        TagNetwork.SAMSUNG -> R.string.findmesh_network_samsung
        TagNetwork.TILE -> R.string.findmesh_network_tile
        TagNetwork.CHIPOLO -> R.string.findmesh_network_chipolo
        TagNetwork.PEBBLEBEE -> R.string.findmesh_network_pebblebee
        TagNetwork.OTHER -> R.string.findmesh_network_other
    }

    private fun near(nearness: Nearness) = when (nearness) {
        Nearness.VERY_NEAR -> R.string.findmesh_near_very
        Nearness.NEAR -> R.string.findmesh_near_near
        Nearness.AWAY -> R.string.findmesh_near_away
        Nearness.FAR -> R.string.findmesh_near_far
    }

    private fun model(model: TagModel) = when (model) {
        TagModel.FINDMESH_TAG -> R.string.findmesh_tag_findmesh
        TagModel.AIRTAG -> R.string.findmesh_tag_airtag
        TagModel.FIND_MY_ITEM -> R.string.findmesh_tag_find_my
        TagModel.AIRPODS -> R.string.findmesh_tag_airpods
        TagModel.APPLE_DEVICE -> R.string.findmesh_tag_apple_device
        TagModel.FIND_HUB_ITEM -> R.string.findmesh_tag_find_hub
        TagModel.SMARTTAG -> R.string.findmesh_tag_smarttag
        TagModel.SAMSUNG_DEVICE -> R.string.findmesh_tag_samsung_device
        TagModel.TILE -> R.string.findmesh_tag_tile
        TagModel.CHIPOLO -> R.string.findmesh_tag_chipolo
        TagModel.PEBBLEBEE -> R.string.findmesh_tag_pebblebee
        TagModel.OTHER -> R.string.findmesh_tag_other
    }
}
