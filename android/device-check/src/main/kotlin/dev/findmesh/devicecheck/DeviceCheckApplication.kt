package dev.findmesh.devicecheck

import android.app.Application
import dev.findmesh.FindmeshConfig
import java.net.URI
import java.util.UUID

/** An app with the library in it, whose finder nobody switches on: no relay is ever asked. */
class DeviceCheckApplication :
    Application(),
    FindmeshConfig.Provider {
    override fun findmeshConfig(): FindmeshConfig = FindmeshConfig.Builder(URI("http://127.0.0.1:9"))
        .deployment(UUID.fromString("2f9ac1fc-4204-4dfa-9fc0-fc785b09cc2f"), null)
        .build()
}
