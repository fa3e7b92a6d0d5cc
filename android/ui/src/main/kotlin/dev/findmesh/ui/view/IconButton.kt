package dev.findmesh.ui.view

import android.annotation.SuppressLint
import android.content.Context
import android.content.res.ColorStateList
import android.graphics.Color
import android.widget.Button
import android.widget.ImageView
import dev.findmesh.ui.R
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.dp
import dev.findmesh.ui.look.touchable

/** A picture to tap. @param says what it does, for who does not see it. */
@SuppressLint("ViewConstructor", "AppCompatCustomView")
internal class IconButton(context: Context, icon: Int, says: Int, tap: () -> Unit) : ImageView(context) {
    init {
        setImageResource(icon)
        imageTintList = ColorStateList.valueOf(context.color(R.attr.findmeshColorText))
        contentDescription = context.getString(says)
        scaleType = ScaleType.CENTER
        background = context.touchable(Color.TRANSPARENT, context.dp(TOUCH) / 2f)
        isFocusable = true
        setOnClickListener { tap() }
    }

    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int): Unit = setMeasuredDimension(context.dp(TOUCH), context.dp(TOUCH))

    override fun getAccessibilityClassName(): CharSequence = Button::class.java.name
}
