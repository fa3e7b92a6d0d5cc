package dev.findmesh.sample

import android.app.Application
import dev.findmesh.Findmesh
import dev.findmesh.FindmeshConfig
import dev.findmesh.sample.desk.Desk
import dev.findmesh.ui.FindmeshScreens
import java.net.URI
import java.time.Clock
import java.util.UUID

/** All that an app has to do: say where its relay is. That the screens can show a played day is this sample's own. */
open class SampleApplication :
    Application(),
    FindmeshConfig.Provider,
    FindmeshScreens.Provider {
    val desk: Desk by lazy { Desk(this) }

    override fun onCreate() {
        super.onCreate()
        Findmesh.get(this)
    }

    override fun findmeshConfig(): FindmeshConfig = FindmeshConfig.Builder(URI("https://relay.findmesh.example"))
        .deployment(UUID.fromString("2f9ac1fc-4204-4dfa-9fc0-fc785b09cc2f"), companyId = null)
        .build()

    private val real by lazy { FindmeshScreens.Builder(Findmesh.get(this)).clock(clock).build() }

    override fun findmeshScreens(): FindmeshScreens = if (desk.isOn) desk.screens else real

    internal companion object {
        /** Replaced where time is virtual. */
        var clock: Clock = Clock.systemUTC()
    }
}
