package dev.findmesh.ui.view

import android.content.Context
import android.graphics.Canvas
import android.graphics.Paint
import android.view.View
import android.widget.LinearLayout
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.dp
import dev.findmesh.ui.look.text

/** A name, a number, and how much that is of the largest one in its list. TalkBack reads both as one. */
internal class ShareRow(context: Context) : LinearLayout(context) {
    private val name = context.text(Type.BODY)
    private val value = context.text(Type.BODY)
    private val bar = Share(context)

    init {
        orientation = VERTICAL
        pad(horizontal = 0, vertical = 8)
        val words = context.row()
        words.put(name, width = 0, weight = 1f)
        words.put(value, width = WRAP, start = 12)
        value.setTag(R.id.findmesh_foreign_text, true)
        put(words)
        put(bar, top = 6)
        isFocusable = true
    }

    /** @param share of the largest, 0 to 1. */
    fun show(name: CharSequence, value: CharSequence, share: Float) {
        this.name.change(name)
        this.value.change(value)
        bar.show(share)
        contentDescription = context.getString(R.string.findmesh_figure, name, value)
    }

    private class Share(context: Context) : View(context) {
        private val paint = Paint(Paint.ANTI_ALIAS_FLAG)
        private var share = 0f

        init {
            asDecoration()
        }

        fun show(share: Float) {
            this.share = share
            invalidate()
        }

        override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int): Unit =
            setMeasuredDimension(MeasureSpec.getSize(widthMeasureSpec), context.dp(HIGH))

        override fun onDraw(canvas: Canvas) {
            val round = height / 2f
            paint.color = context.color(R.attr.findmeshColorOutline)
            canvas.drawRoundRect(0f, 0f, width.toFloat(), height.toFloat(), round, round, paint)
            if (share <= 0f) return
            val long = maxOf(width * share, height.toFloat())
            val left = if (layoutDirection == LAYOUT_DIRECTION_RTL) width - long else 0f
            paint.color = context.color(R.attr.findmeshColorAccent)
            canvas.drawRoundRect(left, 0f, left + long, height.toFloat(), round, round, paint)
        }

        private companion object {
            const val HIGH = 6
        }
    }
}
