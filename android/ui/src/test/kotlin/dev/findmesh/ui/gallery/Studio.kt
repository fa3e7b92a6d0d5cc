package dev.findmesh.ui.gallery

import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Insets
import android.view.View
import android.view.ViewGroup
import android.view.WindowInsets
import android.widget.ScrollView
import dev.findmesh.ui.FindmeshActivity
import dev.findmesh.ui.FindmeshScreens
import dev.findmesh.ui.R
import org.robolectric.Robolectric
import org.robolectric.RuntimeEnvironment
import org.robolectric.shadows.ShadowSystemProperties

/** Draws shots as a phone would, through Robolectric's native graphics. */
internal object Studio {
    /** Draws [shot] in [look] and hands [use] the views and the picture of all of it, also of what would have to be scrolled to. */
    fun take(shot: Shot, look: Look, use: (View, Picture) -> Unit) {
        RuntimeEnvironment.setQualifiers(look.qualifiers)
        RuntimeEnvironment.setFontScale(look.fontScale)
        val stage = Stage().apply(shot.stage)
        ShadowSystemProperties.override("ro.mi.os.version.name", if (stage.hyperOs) "OS2.0" else "")
        GalleryApplication.screens = stage.screens()
        val intent = FindmeshScreens.intent(RuntimeEnvironment.getApplication(), shot.screen, stage.about)
        val controller = Robolectric.buildActivity(FindmeshActivity::class.java, intent)
        if (look.brand) controller.get().setTheme(R.style.Theme_Brand)
        controller.setup()
        Hand.idle()
        Hand(controller.get(), stage).apply(shot.tap)
        Hand.idle()
        val view = controller.get().findViewById<ViewGroup>(android.R.id.content).getChildAt(0)
        unroll(view)
        use(view, draw(view))
        controller.pause().stop().destroy()
        GalleryApplication.screens = null
    }

    /** As high as what scrolls is, with bars above and below. */
    private fun unroll(view: View) {
        val density = view.resources.displayMetrics.density
        val bars = Insets.of(0, (STATUS_BAR * density).toInt(), 0, (NAVIGATION_BAR * density).toInt())
        view.dispatchApplyWindowInsets(WindowInsets.Builder().setInsets(WindowInsets.Type.systemBars(), bars).build())
        val width = view.width
        val height = view.height
        layout(view, width, height)
        val scroll = view.findViewById<ScrollView>(R.id.findmesh_scroll)
        val more = scroll.getChildAt(0).height - scroll.height
        if (more > 0) layout(view, width, height + more)
    }

    private fun layout(view: View, width: Int, height: Int) {
        view.measure(exactly(width), exactly(height))
        view.layout(0, 0, width, height)
    }

    private fun exactly(size: Int) = View.MeasureSpec.makeMeasureSpec(size, View.MeasureSpec.EXACTLY)

    private fun draw(view: View): Picture {
        val bitmap = Bitmap.createBitmap(view.width, view.height, Bitmap.Config.ARGB_8888)
        view.draw(Canvas(bitmap))
        val pixels = IntArray(bitmap.width * bitmap.height)
        bitmap.getPixels(pixels, 0, bitmap.width, 0, 0, bitmap.width, bitmap.height)
        return Picture(bitmap.width, bitmap.height, pixels).also { bitmap.recycle() }
    }

    private const val STATUS_BAR = 28
    private const val NAVIGATION_BAR = 20
}
