package dev.findmesh.sample

import android.os.Build
import android.view.View
import android.view.Window
import android.view.WindowInsets
import android.view.WindowManager

/** Edge to edge: what is drawn behind the system's bars, and how much of it they cover. */
object Edges {
    @Suppress("DEPRECATION")
    fun toEdge(window: Window) {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            window.setDecorFitsSystemWindows(false)
        } else {
            window.decorView.systemUiVisibility = window.decorView.systemUiVisibility or
                View.SYSTEM_UI_FLAG_LAYOUT_STABLE or View.SYSTEM_UI_FLAG_LAYOUT_FULLSCREEN or View.SYSTEM_UI_FLAG_LAYOUT_HIDE_NAVIGATION
        }
        window.addFlags(WindowManager.LayoutParams.FLAG_DRAWS_SYSTEM_BAR_BACKGROUNDS)
    }

    /** Pixels at the top. */
    @Suppress("DEPRECATION")
    fun top(insets: WindowInsets): Int = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
        insets.getInsets(BARS).top
    } else {
        insets.systemWindowInsetTop
    }

    /** Pixels at the bottom, the keyboard too. */
    @Suppress("DEPRECATION")
    fun bottom(insets: WindowInsets): Int = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
        insets.getInsets(BARS or WindowInsets.Type.ime()).bottom
    } else {
        insets.systemWindowInsetBottom
    }

    /** What is left for views between others that took these. */
    @Suppress("DEPRECATION")
    fun without(insets: WindowInsets, top: Int, bottom: Int): WindowInsets = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) {
        insets.inset(0, top, 0, bottom)
    } else {
        val (left, right) = insets.systemWindowInsetLeft to insets.systemWindowInsetRight
        insets.replaceSystemWindowInsets(
            left,
            maxOf(0, insets.systemWindowInsetTop - top),
            right,
            maxOf(
                0,
                insets.systemWindowInsetBottom - bottom,
            ),
        )
    }

    private val BARS: Int
        get() = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            WindowInsets.Type.systemBars() or WindowInsets.Type.displayCutout()
        } else {
            0
        }
}
