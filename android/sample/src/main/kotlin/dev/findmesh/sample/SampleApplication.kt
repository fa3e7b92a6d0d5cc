package dev.findmesh.sample

import android.app.Application
import dev.findmesh.Findmesh
import dev.findmesh.FindmeshConfig
import java.net.URI
import java.util.UUID

/** All that an app has to do: say where its relay is. */
open class SampleApplication :
    Application(),
    FindmeshConfig.Provider {
    override fun onCreate() {
        super.onCreate()
        Findmesh.get(this)
    }

    override fun findmeshConfig(): FindmeshConfig = FindmeshConfig.Builder(URI("https://relay.findmesh.example"))
        .deployment(UUID.fromString("2f9ac1fc-4204-4dfa-9fc0-fc785b09cc2f"), companyId = null)
        .build()
}
