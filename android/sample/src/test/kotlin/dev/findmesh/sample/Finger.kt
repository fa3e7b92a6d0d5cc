package dev.findmesh.sample

import android.app.Activity
import android.view.View
import android.view.ViewGroup
import android.widget.TextView
import dev.findmesh.testing.Phone

/** A person who looks at the app and taps. */
class Finger(private val phone: Phone, private val activity: () -> Activity) {
    private fun texts(): Sequence<TextView> = views(activity().window.decorView).filterIsInstance<TextView>().filter { it.isShown }

    fun says(text: Int): Boolean = says(activity().getString(text))

    fun says(words: String): Boolean {
        phone.idle()
        return texts().any { it.text.toString() == words }
    }

    /** Waits until something says [text], and taps it. */
    fun tap(text: Int): Unit = tap(activity().getString(text))

    /** The same for [words] that are not in the resources as they stand. */
    fun tap(words: String) {
        var target: View? = null
        phone.until("\"$words\" can be tapped") {
            val found = texts().firstOrNull { it.text.toString() == words }
            target = found?.let { generateSequence<View>(it) { view -> view.parent as? View }.first { view -> view.isClickable } }
            target?.isEnabled == true
        }
        target!!.performClick()
        phone.idle()
    }

    /** Taps a tab of the bar. */
    fun tab(tab: Tab) {
        val bar = views(activity().window.decorView).first { it is BottomBar } as ViewGroup
        bar.getChildAt(Tab.all.indexOf(tab)).performClick()
        phone.idle()
    }

    /** From the status to the end of the question, with a yes. */
    fun agree() {
        tap(dev.findmesh.ui.R.string.findmesh_do_begin)
        tap(dev.findmesh.ui.R.string.findmesh_do_continue)
        tap(dev.findmesh.ui.R.string.findmesh_agree_yes)
        tap(dev.findmesh.ui.R.string.findmesh_away)
        tap(dev.findmesh.ui.R.string.findmesh_do_continue)
        tap(dev.findmesh.ui.R.string.findmesh_diagnostics_no)
        tap(dev.findmesh.ui.R.string.findmesh_do_finish)
    }

    private companion object {
        fun views(view: View): Sequence<View> = sequence {
            yield(view)
            if (view is ViewGroup) for (index in 0 until view.childCount) yieldAll(views(view.getChildAt(index)))
        }
    }
}
