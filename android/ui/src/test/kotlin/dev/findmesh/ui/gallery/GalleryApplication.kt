package dev.findmesh.ui.gallery

import android.app.Application
import dev.findmesh.testing.SettingsApp
import dev.findmesh.ui.FindmeshScreens

/** An app over whatever library a test hands it. */
class GalleryApplication :
    Application(),
    FindmeshScreens.Provider {
    override fun onCreate() {
        super.onCreate()
        SettingsApp.install(this)
    }

    override fun findmeshScreens(): FindmeshScreens = checkNotNull(screens) { "a test sets the screens" }

    companion object {
        var screens: FindmeshScreens? = null
    }
}
