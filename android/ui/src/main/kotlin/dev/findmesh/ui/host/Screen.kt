package dev.findmesh.ui.host

import android.content.Context
import android.view.View
import dev.findmesh.ui.view.Page

/** The views of one screen: built once, then told what to show. Main thread. */
internal abstract class Screen<S : Any>(protected val context: Context, private val page: Page) {
    /** All of it. */
    val view: View get() = page

    /** Shows a way back in the bar, or not. */
    fun showBack(on: Boolean): Unit = page.showBack(on)

    /** Draws [state]; what did not change keeps its views. */
    abstract fun show(state: S)
}
