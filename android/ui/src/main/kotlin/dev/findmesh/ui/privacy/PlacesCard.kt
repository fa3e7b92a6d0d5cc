package dev.findmesh.ui.privacy

import android.annotation.SuppressLint
import android.content.Context
import android.widget.LinearLayout
import dev.findmesh.PrivateZone
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.length
import dev.findmesh.ui.look.shape
import dev.findmesh.ui.look.text
import dev.findmesh.ui.text.Moments
import dev.findmesh.ui.view.ActionButton
import dev.findmesh.ui.view.Card
import dev.findmesh.ui.view.ItemRow
import dev.findmesh.ui.view.MapCanvas
import dev.findmesh.ui.view.Rows
import dev.findmesh.ui.view.WRAP
import dev.findmesh.ui.view.button
import dev.findmesh.ui.view.column
import dev.findmesh.ui.view.pad
import dev.findmesh.ui.view.put
import dev.findmesh.ui.view.shown

/** The person's private places: on a map with those that the phone learnt, in a list, and a way to one more. */
@SuppressLint("ViewConstructor")
internal class PlacesCard(context: Context, private val machine: PrivacyMachine) : LinearLayout(context) {
    private val moments = Moments(context)
    private val inner = context.column()
    private val map = inner.put(MapCanvas(context))
    private val hint = inner.put(context.text(Type.MUTED, context.getText(R.string.findmesh_places_none)))
    private val list = context.column()
    private val rows = Rows<PrivateZone, ItemRow>(list, { it.id }, ::ItemRow) { row, place -> bind(row, place) }
    private val add = context.button(ActionButton.Kind.SMALL, R.string.findmesh_place_add, machine::addHere)

    init {
        orientation = VERTICAL
        background = context.shape(context.color(R.attr.findmeshColorSurface), context.length(R.attr.findmeshCornerCard))
        clipToOutline = true
        inner.pad(horizontal = Card.PADDING, vertical = Card.PADDING)
        inner.setPadding(inner.paddingLeft, inner.paddingTop, inner.paddingRight, inner.paddingTop / 2)
        put(inner)
        put(list)
        val foot = context.column()
        foot.pad(horizontal = Card.PADDING, vertical = 10)
        foot.put(add, width = WRAP)
        put(foot)
    }

    fun show(state: PrivacyUi) {
        val places = state.places
        val spots = places.map(PlaceTexts::spot) + state.open.map { it.spot(context) }
        map.shown(spots.isNotEmpty())
        hint.shown(places.isEmpty())
        val names = places.map { PlaceTexts.name(it.label, context) } + state.open.map { it.name(context) }
        map.show(spots, context.getString(R.string.findmesh_map_says, names.joinToString()))
        rows.show(places)
        add.setText(if (state.locating) R.string.findmesh_place_looking else R.string.findmesh_place_add)
        add.isEnabled = !state.busy
        add.shown(!state.full)
    }

    private fun bind(row: ItemRow, place: PrivateZone) {
        val size = context.getString(R.string.findmesh_place_within, moments.length(place.radiusMeters))
        row.show(R.drawable.findmesh_ic_place, PlaceTexts.name(place.label, context), size) { machine.open(place) }
    }
}
