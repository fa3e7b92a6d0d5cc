package dev.findmesh.ui.privacy

import android.content.Context
import dev.findmesh.PrivateZone
import dev.findmesh.ui.R
import dev.findmesh.ui.view.Spot

/** How private places are called and drawn. */
internal object PlaceTexts {
    /** What the person called it, or that they did not. */
    fun name(label: String, context: Context): CharSequence = label.ifBlank { context.getText(R.string.findmesh_place_unnamed) }

    fun spot(zone: PrivateZone): Spot = zone.run { Spot(latitude, longitude, radiusMeters, label) }

    fun spot(draft: PlaceDraft, context: Context): Spot = draft.run { Spot(latitude, longitude, radius, name(label, context).toString()) }
}
