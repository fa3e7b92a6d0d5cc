package dev.findmesh.ui.gallery

import android.app.Activity
import android.os.Looper
import android.view.MotionEvent
import android.view.View
import android.view.ViewGroup
import android.widget.TextView
import org.robolectric.Shadows.shadowOf

/** A person's finger. */
internal class Hand(private val activity: Activity, val stage: Stage) {
    /** Taps what says [text]. */
    fun tap(text: Int, vararg with: Any): Unit = tapWords(activity.getString(text, *with))

    /** Taps what says [words], which come from elsewhere. */
    fun tapWords(words: String) {
        val found = views(root).filterIsInstance<TextView>().firstOrNull { it.isShown && it.text.toString() == words }
        val target = generateSequence<View>(
            checkNotNull(found) {
                "nothing says \"$words\""
            },
        ) { it.parent as? View }.first { it.isClickable }
        check(target.isEnabled) { "\"$words\" cannot be tapped now" }
        target.performClick()
        idle()
    }

    /** Touches the one view of a kind. @param part of the way across it, 0 to 1. */
    inline fun <reified V : View> touch(part: Float) {
        val view = views(root).filterIsInstance<V>().first { it.isShown }
        for (action in listOf(MotionEvent.ACTION_DOWN, MotionEvent.ACTION_UP)) {
            val event = MotionEvent.obtain(0, 0, action, view.width * part, view.height / 2f, 0)
            view.dispatchTouchEvent(event)
            event.recycle()
        }
        idle()
    }

    val root: View get() = activity.window.decorView

    companion object {
        fun idle(): Unit = shadowOf(Looper.getMainLooper()).idle()
    }
}

/** [view] and all below it. */
internal fun views(view: View): Sequence<View> = sequence {
    yield(view)
    if (view is ViewGroup) for (index in 0 until view.childCount) yieldAll(views(view.getChildAt(index)))
}
