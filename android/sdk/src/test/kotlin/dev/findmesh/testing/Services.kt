package dev.findmesh.testing

import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.content.Context
import android.content.Intent
import dev.findmesh.NotificationFactory
import dev.findmesh.platform.FinderService
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ServiceController

/** The platform's part of a foreground service: starts and ends what the app asked for. */
class Services(private val phone: Phone) {
    /** The service that runs, if any. */
    var running: ServiceController<FinderService>? = null
        private set

    /** Does what was asked since the last call. */
    fun follow() {
        phone.idle()
        val app = shadowOf(phone.app)
        generateSequence { app.nextStartedService }.filter { it.isOurs() }.forEach(::start)
        generateSequence { app.nextStoppedService }.filter { it.isOurs() }.forEach { end() }
        if (running?.get()?.let { shadowOf(it).isStoppedBySelf } == true) end()
    }

    /** Ends it as the platform does, or with its process. */
    fun end() {
        running?.destroy()
        running = null
    }

    private fun start(intent: Intent) {
        val service = running ?: Robolectric.buildService(FinderService::class.java, intent).create().also { running = it }
        service.startCommand(0, 1)
    }

    private fun Intent.isOurs() = component?.className == FinderService::class.java.name

    companion object {
        const val CHANNEL: String = "finding"

        val NOTIFICATION: NotificationFactory = NotificationFactory { context ->
            channel(context)
            Notification.Builder(context, CHANNEL).setSmallIcon(android.R.drawable.ic_menu_search).setContentTitle("Finding").build()
        }

        private fun channel(context: Context) = context.getSystemService(NotificationManager::class.java)
            .createNotificationChannel(NotificationChannel(CHANNEL, "Finding", NotificationManager.IMPORTANCE_LOW))
    }
}
