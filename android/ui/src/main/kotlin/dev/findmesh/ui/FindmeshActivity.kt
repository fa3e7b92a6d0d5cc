package dev.findmesh.ui

import android.app.Activity
import android.os.Build
import android.os.Bundle
import android.view.View
import android.view.WindowManager
import dev.findmesh.ui.host.BackGesture
import dev.findmesh.ui.host.ScreenHost

/** The screens in an activity of their own; opened by [FindmeshScreens.intent], by no other app. */
public class FindmeshActivity :
    Activity(),
    ScreenHost.Listener {
    private lateinit var host: ScreenHost
    private var gesture: BackGesture? = null

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        edgeToEdge()
        val screens = FindmeshScreens.of(this)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) gesture = BackGesture.of(this) { stepBack() }
        host = screens.host(this, FindmeshScreens.screenOf(intent), savedInstanceState, this, FindmeshScreens.aboutOf(intent))
        setContentView(host.view)
    }

    override fun onStart() {
        super.onStart()
        host.start()
    }

    override fun onStop() {
        host.stop()
        super.onStop()
    }

    override fun onSaveInstanceState(outState: Bundle) {
        super.onSaveInstanceState(outState)
        host.save(outState)
    }

    override fun onDestroy() {
        host.destroy()
        gesture?.listen(false)
        super.onDestroy()
    }

    override fun onLeave(): Unit = finish()

    override fun onCanGoBack(can: Boolean) {
        gesture?.listen(can)
    }

    /** Below API 33, where the platform asks no callback. */
    @Deprecated("Deprecated in Java")
    @Suppress("DEPRECATION")
    override fun onBackPressed() {
        if (!host.back()) super.onBackPressed()
    }

    private fun stepBack() {
        if (!host.back()) finish()
    }

    @Suppress("DEPRECATION")
    private fun edgeToEdge() {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            window.setDecorFitsSystemWindows(false)
        } else {
            window.decorView.systemUiVisibility = window.decorView.systemUiVisibility or
                View.SYSTEM_UI_FLAG_LAYOUT_STABLE or View.SYSTEM_UI_FLAG_LAYOUT_FULLSCREEN or View.SYSTEM_UI_FLAG_LAYOUT_HIDE_NAVIGATION
        }
        window.addFlags(WindowManager.LayoutParams.FLAG_DRAWS_SYSTEM_BAR_BACKGROUNDS)
    }
}
