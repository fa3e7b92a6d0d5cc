package dev.findmesh.ui.view

import android.annotation.SuppressLint
import android.content.Context
import android.content.res.ColorStateList
import android.widget.ImageView
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.dp
import dev.findmesh.ui.look.shape

/**
 * A picture in a circle. Decoration: what it says stands beside it.
 *
 * @param size dp.
 */
@SuppressLint("ViewConstructor", "AppCompatCustomView")
internal class Disc(context: Context, private val size: Int) : ImageView(context) {
    init {
        scaleType = ScaleType.CENTER_INSIDE
        asDecoration()
        val edge = context.dp(size) / EDGE
        setPadding(edge, edge, edge, edge)
    }

    /** @param strong the colour is behind the picture, else in it. */
    fun show(icon: Int, tone: Tone, strong: Boolean = false) {
        val front = context.color(if (strong) tone.soft else tone.strong)
        val back = context.color(if (strong) tone.strong else tone.soft)
        setImageResource(icon)
        imageTintList = ColorStateList.valueOf(front)
        background = context.shape(back, context.dp(size) / 2f)
    }

    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int) {
        val side = context.dp(size)
        setMeasuredDimension(side, side)
    }

    private companion object {
        const val EDGE = 4
    }
}
