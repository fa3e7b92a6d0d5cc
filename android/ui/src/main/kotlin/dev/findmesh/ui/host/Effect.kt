package dev.findmesh.ui.host

import dev.findmesh.Feature
import dev.findmesh.Fix
import dev.findmesh.ui.ScreenId

/** What a [Machine] wants its host to do. */
internal sealed class Effect {
    /** Opens another screen on top of this one; one that the host left out stays closed. */
    data class Go(val screen: ScreenId) : Effect()

    /** Shows another screen instead of this one. */
    data class Replace(val screen: ScreenId) : Effect()

    /** Leaves this screen. */
    data object Back : Effect()

    /** Opens the page of the settings where something is mended. */
    data class Open(val fix: Fix) : Effect()

    /** Asks for the permissions of a feature. */
    data class Ask(val feature: Feature) : Effect()
}
