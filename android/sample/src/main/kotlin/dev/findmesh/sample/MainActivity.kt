package dev.findmesh.sample

import android.annotation.SuppressLint
import android.app.Activity
import android.content.Intent
import android.os.Bundle
import dev.findmesh.sample.desk.DeskBanner
import dev.findmesh.ui.FindmeshScreens
import dev.findmesh.ui.ScreenId

/** All screens behind one bottom bar, and links to each of them. */
class MainActivity : Activity() {
    private val app get() = application as SampleApplication
    private lateinit var tabs: Tabs
    private lateinit var back: Back

    /** The screen that is shown; null: the list of others. */
    internal val shown: ScreenId? get() = tabs.screen

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        Edges.toEdge(window)
        back = Back.of(this) { if (!tabs.back()) finish() }
        tabs = Tabs(this, FindmeshScreens.of(this), savedInstanceState, DeskBanner(this, app.desk, ::switchDesk)) { back.listen(it) }
        setContentView(tabs.view)
        if (savedInstanceState == null) follow(intent)
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        setIntent(intent)
        follow(intent)
    }

    override fun onStart() {
        super.onStart()
        tabs.start()
        app.desk.start()
    }

    override fun onStop() {
        app.desk.stop()
        tabs.stop()
        super.onStop()
    }

    override fun onSaveInstanceState(outState: Bundle) {
        super.onSaveInstanceState(outState)
        tabs.save(outState)
    }

    override fun onDestroy() {
        tabs.destroy()
        back.listen(false)
        super.onDestroy()
    }

    /** Below API 33, where the platform asks no callback; from there on [Back] is asked. */
    @Deprecated("Deprecated in Java")
    @SuppressLint("GestureBackNavigation")
    @Suppress("DEPRECATION")
    override fun onBackPressed() {
        if (!tabs.back()) super.onBackPressed()
    }

    /** Opens what a link leads to; whatever else an intent holds is left alone. */
    private fun follow(intent: Intent?) {
        FindmeshScreens.of(this).linked(intent, SCHEME)?.let(tabs::open)
    }

    /** The same screens over another library. */
    private fun switchDesk(on: Boolean) {
        app.desk.isOn = on
        recreate()
    }

    companion object {
        /** As the manifest declares it. */
        const val SCHEME: String = "findmesh-sample"

        /** A link to [screen] of this app. */
        fun link(screen: ScreenId): Intent = Intent(Intent.ACTION_VIEW, FindmeshScreens.uri(SCHEME, screen))
    }
}
