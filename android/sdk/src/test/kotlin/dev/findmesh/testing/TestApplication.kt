package dev.findmesh.testing

import android.app.Application
import android.app.ForegroundServiceStartNotAllowedException
import android.content.ComponentName
import android.content.Intent
import android.os.Build
import dev.findmesh.FinderMode
import dev.findmesh.FindmeshConfig
import dev.findmesh.HttpTransport
import dev.findmesh.Network
import dev.findmesh.NotificationFactory
import java.net.URI
import java.util.UUID

/** An app that configures the library for the relay of the test. */
class TestApplication :
    Application(),
    FindmeshConfig.Provider {
    override fun findmeshConfig(): FindmeshConfig = config()

    override fun startForegroundService(service: Intent): ComponentName? {
        when {
            !refusesServices -> return super.startForegroundService(service)
            Build.VERSION.SDK_INT >= Build.VERSION_CODES.S -> throw ForegroundServiceStartNotAllowedException("from the background")
            else -> throw IllegalStateException("from the background")
        }
    }

    companion object {
        /** The deployment of tests and demos. */
        val SERVICE_UUID: UUID = UUID.fromString("2f9ac1fc-4204-4dfa-9fc0-fc785b09cc2f")
        const val COMPANY_ID: Int = 0xFFFF

        /** Nobody listens there. */
        const val NOWHERE: String = "http://127.0.0.1:9"

        var relay: String = NOWHERE
        var transport: HttpTransport? = null
        var serviceUuid: UUID = SERVICE_UUID
        var companyId: Int? = COMPANY_ID

        var networks: Array<Network> = arrayOf(Network.NATIVE)

        /** The app asks for a foreground service, with this notification. */
        var notification: NotificationFactory? = null

        /** The platform lets no service start. */
        var refusesServices: Boolean = false

        fun config(): FindmeshConfig = FindmeshConfig.Builder(URI(relay))
            .deployment(serviceUuid, companyId)
            .networks(*networks)
            .transport(transport)
            .mode(if (notification == null) FinderMode.BACKGROUND else FinderMode.FOREGROUND_SERVICE)
            .foregroundNotification(notification)
            .build()
    }
}
