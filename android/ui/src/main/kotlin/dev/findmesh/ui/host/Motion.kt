package dev.findmesh.ui.host

import android.animation.ValueAnimator
import android.view.View
import android.view.animation.DecelerateInterpolator
import dev.findmesh.ui.look.dp

/** What moves, unless the person wants nothing to move. */
internal object Motion {
    private const val MILLIS = 180L
    private const val WAY = 24

    /** A screen that comes. */
    fun appear(view: View) {
        if (!ValueAnimator.areAnimatorsEnabled()) return
        view.alpha = 0f
        view.translationY = view.context.dp(WAY).toFloat()
        view.animate().alpha(1f).translationY(0f).setDuration(MILLIS).setInterpolator(DecelerateInterpolator())
    }
}
