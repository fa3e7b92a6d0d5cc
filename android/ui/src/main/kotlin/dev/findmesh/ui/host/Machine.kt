package dev.findmesh.ui.host

import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.receiveAsFlow

/**
 * One screen without Android: what it shows, and what a tap does. Main thread.
 *
 * It outlives the views while the activity lives; over rotation and process death, what [save] gave comes back.
 */
internal abstract class Machine<S : Any> {
    /** What to show. Work behind it runs only while somebody collects. */
    abstract val state: StateFlow<S>

    private val orders = Channel<Effect>(Channel.UNLIMITED)

    /** What the host has to do, each once. */
    val effects: Flow<Effect> = orders.receiveAsFlow()

    /** What a new machine needs to stand where this one stands. */
    open fun save(): Map<String, String> = emptyMap()

    /** Whether [back] would stay within the screen. */
    open val inside: StateFlow<Boolean> = MutableStateFlow(false)

    /** The person wants to go back. @return whether that stayed within the screen. */
    open fun back(): Boolean = false

    /** What came of [Effect.Ask]. @param usable the feature works now, if not at its best. */
    open fun asked(usable: Boolean) {
        // Most screens see it in their state.
    }

    /** What came of [Effect.Create]. @param to null: the person wants it nowhere. */
    open fun created(to: Destination?) {
        // Only where it was ordered.
    }

    /** What came of [Effect.Locate]. @param here null: nobody knows. */
    open fun located(here: Position?) {
        // Only where it was ordered.
    }

    protected fun order(effect: Effect) {
        orders.trySend(effect)
    }
}
