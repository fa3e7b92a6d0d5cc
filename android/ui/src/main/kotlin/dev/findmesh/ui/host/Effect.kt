package dev.findmesh.ui.host

import dev.findmesh.Feature
import dev.findmesh.Fix
import dev.findmesh.ui.ScreenId

/** What a [Machine] wants its host to do. */
internal sealed class Effect {
    /** Opens another screen on top of this one; one that the host left out stays closed. @property about as of [Wiring.about]. */
    data class Go(val screen: ScreenId, val about: String? = null) : Effect()

    /** Shows another screen instead of this one. */
    data class Replace(val screen: ScreenId) : Effect()

    /** Leaves this screen. */
    data object Back : Effect()

    /** Opens the page of the settings where something is mended. */
    data class Open(val fix: Fix) : Effect()

    /** Asks for the permissions of a feature. */
    data class Ask(val feature: Feature) : Effect()

    /** Asks the person where to put a document: [Machine.created]. */
    data class Create(val name: String, val type: String) : Effect()

    /** Asks the phone where it is: [Machine.located]. */
    data object Locate : Effect()

    /** Puts words where they can be pasted from. */
    data class Copy(val text: String) : Effect()
}
