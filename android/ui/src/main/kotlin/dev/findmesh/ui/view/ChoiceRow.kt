package dev.findmesh.ui.view

import android.annotation.SuppressLint
import android.content.Context
import android.graphics.Canvas
import android.graphics.Paint
import android.view.View
import android.view.accessibility.AccessibilityNodeInfo
import android.widget.Checkable
import android.widget.LinearLayout
import android.widget.RadioButton
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.dp
import dev.findmesh.ui.look.length
import dev.findmesh.ui.look.text
import dev.findmesh.ui.look.touchable

/** One of several, of which one is chosen; TalkBack calls it a radio button. */
@SuppressLint("ViewConstructor")
internal class ChoiceRow(context: Context, title: Int, text: Int, tap: () -> Unit) :
    LinearLayout(context),
    Checkable {
    private val mark = Mark(context)
    private var chosen = false

    init {
        orientation = HORIZONTAL
        minimumHeight = context.dp(TOUCH)
        pad(horizontal = Card.PADDING, vertical = 16)
        put(mark, width = WRAP, top = 1)
        val words = context.column()
        words.put(context.text(Type.SUBTITLE, context.getText(title)))
        words.put(context.text(Type.MUTED, context.getText(text)), top = 4)
        put(words, width = 0, start = 16, weight = 1f)
        isClickable = true
        isFocusable = true
        setOnClickListener { tap() }
        paint()
    }

    override fun setChecked(checked: Boolean) {
        if (chosen == checked) return
        chosen = checked
        mark.on = checked
        paint()
    }

    override fun isChecked(): Boolean = chosen

    override fun toggle(): Unit = setChecked(!chosen)

    override fun getAccessibilityClassName(): CharSequence = RadioButton::class.java.name

    override fun onInitializeAccessibilityNodeInfo(info: AccessibilityNodeInfo) {
        super.onInitializeAccessibilityNodeInfo(info)
        info.isCheckable = true
        @Suppress("DEPRECATION")
        info.isChecked = chosen
    }

    private fun paint() {
        val back = if (chosen) R.attr.findmeshColorAccentSoft else R.attr.findmeshColorSurface
        background = context.touchable(context.color(back), context.length(R.attr.findmeshCornerCard))
    }

    /** A ring, with a dot when chosen. */
    private class Mark(context: Context) : View(context) {
        var on: Boolean = false
            set(value) {
                field = value
                invalidate()
            }

        private val paint = Paint(Paint.ANTI_ALIAS_FLAG)

        init {
            asDecoration()
        }

        override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int): Unit =
            setMeasuredDimension(context.dp(SIDE), context.dp(SIDE))

        override fun onDraw(canvas: Canvas) {
            val middle = width / 2f
            val stroke = context.dp(2).toFloat()
            paint.color = context.color(if (on) R.attr.findmeshColorAccent else R.attr.findmeshColorTextMuted)
            paint.style = Paint.Style.STROKE
            paint.strokeWidth = stroke
            canvas.drawCircle(middle, middle, middle - stroke, paint)
            if (!on) return
            paint.style = Paint.Style.FILL
            canvas.drawCircle(middle, middle, middle / 2, paint)
        }

        private companion object {
            const val SIDE = 22
        }
    }
}
