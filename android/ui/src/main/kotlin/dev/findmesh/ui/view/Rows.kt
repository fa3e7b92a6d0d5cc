package dev.findmesh.ui.view

import android.content.Context
import android.view.View
import android.widget.LinearLayout
import dev.findmesh.ui.R

/** Rows that come and go: a row that stays keeps its view, and with it TalkBack's and the keyboard's place. */
internal class Rows<T, V : View>(
    private val into: LinearLayout,
    private val key: (T) -> Any,
    private val create: (Context) -> V,
    private val bind: (V, T) -> Unit,
) {
    private val views = mutableMapOf<Any, V>()

    fun show(items: List<T>) {
        val keys = items.map(key)
        views.filterKeys { it !in keys }.values.forEach(into::removeView)
        views.keys.retainAll(keys.toSet())
        items.forEachIndexed { index, item ->
            val view = views.getOrPut(key(item)) { create(into.context) }
            if (into.getChildAt(index) !== view) {
                into.removeView(view)
                into.addView(view, index, LinearLayout.LayoutParams(FILL, WRAP))
            }
            view.setTag(R.id.findmesh_row_key, key(item))
            bind(view, item)
        }
    }
}
