package dev.findmesh.ui.view

import android.animation.ValueAnimator
import android.annotation.SuppressLint
import android.content.Context
import android.graphics.Canvas
import android.graphics.Paint
import android.os.Build
import android.view.Gravity
import android.view.View
import android.view.accessibility.AccessibilityNodeInfo
import android.widget.Checkable
import android.widget.LinearLayout
import android.widget.Switch
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.dp
import dev.findmesh.ui.look.length
import dev.findmesh.ui.look.text
import dev.findmesh.ui.look.touchable

/**
 * Something that is on or off; TalkBack calls it a switch and says which. It turns when [setChecked] says so, not by the tap
 * itself: what was wished may fail.
 *
 * @param text what to know before turning it on.
 * @param wish the person wants it so.
 */
@SuppressLint("ViewConstructor")
internal class SwitchRow(context: Context, title: Int, text: Int, wish: (Boolean) -> Unit) :
    LinearLayout(context),
    Checkable {
    private val knob = Knob(context)
    private var on = false

    init {
        orientation = HORIZONTAL
        gravity = Gravity.CENTER_VERTICAL
        minimumHeight = context.dp(TOUCH)
        pad(horizontal = Card.PADDING, vertical = 16)
        background = context.touchable(context.color(R.attr.findmeshColorSurface), context.length(R.attr.findmeshCornerCard))
        val words = context.column()
        words.put(context.text(Type.SUBTITLE, context.getText(title)))
        words.put(context.text(Type.MUTED, context.getText(text)), top = 4)
        put(words, width = 0, weight = 1f)
        put(knob, width = WRAP, start = 16)
        isClickable = true
        isFocusable = true
        setOnClickListener { wish(!on) }
        sayState()
    }

    override fun setChecked(checked: Boolean) {
        if (on == checked) return
        on = checked
        knob.turn(checked)
        sayState()
    }

    override fun isChecked(): Boolean = on

    override fun toggle(): Unit = setChecked(!on)

    override fun setEnabled(enabled: Boolean) {
        super.setEnabled(enabled)
        knob.alpha = if (enabled) 1f else WAITING
    }

    override fun getAccessibilityClassName(): CharSequence = Switch::class.java.name

    override fun onInitializeAccessibilityNodeInfo(info: AccessibilityNodeInfo) {
        super.onInitializeAccessibilityNodeInfo(info)
        info.isCheckable = true
        @Suppress("DEPRECATION")
        info.isChecked = on
    }

    /** Said again when it changes, which a checked state alone is not. */
    private fun sayState() {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.R) return
        stateDescription = context.getText(if (on) R.string.findmesh_on else R.string.findmesh_off)
    }

    /** The track and what slides in it. */
    private class Knob(context: Context) : View(context) {
        private val paint = Paint(Paint.ANTI_ALIAS_FLAG)
        private var place = 0f
        private var slide: ValueAnimator? = null

        init {
            asDecoration()
        }

        /** Slides where the person wants things to move and sees it; else it is there at once. */
        fun turn(on: Boolean) {
            slide?.cancel()
            val end = if (on) 1f else 0f
            if (!ValueAnimator.areAnimatorsEnabled() || !isShown || !isLaidOut) return move(end)
            slide = ValueAnimator.ofFloat(place, end).also {
                it.duration = MILLIS
                it.addUpdateListener { step -> move(step.animatedValue as Float) }
                it.start()
            }
        }

        private fun move(to: Float) {
            place = to
            invalidate()
        }

        override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int): Unit =
            setMeasuredDimension(context.dp(WIDE), context.dp(HIGH))

        override fun onDraw(canvas: Canvas) {
            val round = height / 2f
            paint.color = context.color(R.attr.findmeshColorTextMuted)
            canvas.drawRoundRect(0f, 0f, width.toFloat(), height.toFloat(), round, round, paint)
            val edge = context.dp(EDGE).toFloat()
            paint.color = context.color(R.attr.findmeshColorSurface)
            canvas.drawRoundRect(edge, edge, width - edge, height - edge, round, round, paint)
            paint.color = context.color(R.attr.findmeshColorAccent)
            paint.alpha = (place * OPAQUE).toInt()
            canvas.drawRoundRect(0f, 0f, width.toFloat(), height.toFloat(), round, round, paint)
            knob(canvas, round)
        }

        private fun knob(canvas: Canvas, round: Float) {
            val way = width - 2 * round
            val along = if (layoutDirection == LAYOUT_DIRECTION_RTL) 1 - place else place
            val radius = context.dp(SMALL) + place * context.dp(LARGE - SMALL)
            paint.color = context.color(if (place < HALF) R.attr.findmeshColorTextMuted else R.attr.findmeshColorOnAccent)
            canvas.drawCircle(round + way * along, round, radius, paint)
        }

        private companion object {
            const val WIDE = 50
            const val HIGH = 30
            const val EDGE = 2
            const val SMALL = 8
            const val LARGE = 11
            const val HALF = 0.5f
            const val OPAQUE = 255
            const val MILLIS = 140L
        }
    }

    private companion object {
        const val WAITING = 0.4f
    }
}
