package dev.findmesh.platform

import android.app.Application
import android.app.NotificationManager
import android.app.Service
import android.content.Intent
import android.os.Build
import android.os.Handler
import android.os.Looper
import android.os.PowerManager
import dev.findmesh.NotificationFactory

/**
 * Keeps the foreground service running while the finder is wished, and starts it again in the moments in which the
 * platform allows that: a visible app, boot, an update of the app, a Bluetooth broadcast; at any time below API 31 and for an
 * app exempt from battery optimisation.
 *
 * @param factory the host's notification; null: the host asks for no service.
 */
internal class ServiceKeeper(
    private val app: Application,
    private val factory: NotificationFactory?,
    private val visible: VisibleActivities,
) {
    private val main = Handler(Looper.getMainLooper())
    private val types = ServiceTypes(app)
    private val there = Components.has<FinderService>(app)
    private var service: Service? = null
    private var wished = false

    /** Called when [running] or [refused] changed. */
    @Volatile
    var changed: () -> Unit = {}

    /** The service runs, with its notification. */
    val running: Boolean @Synchronized get() = service != null

    /** It is wished and does not run, because the platform did not let it start. */
    @Volatile
    var refused: Boolean = false
        private set

    /** The host asks for a service at all. */
    val asked: Boolean get() = factory != null

    /** The finder is wished, or not. [news]: what it does changed. */
    fun follow(wish: Boolean, news: Boolean) {
        val before = synchronized(this) { wished.also { wished = wish } }
        when {
            !wish && (before || running) -> stop()
            wish && !before -> attempt(moment = false)
            news && running -> main.post(::renew)
        }
    }

    /** Starts the service where that is allowed now. [moment]: the platform just gave a right to. */
    fun attempt(moment: Boolean) {
        if (factory == null || running || !synchronized(this) { wished }) return
        tell(refused = !(there && mayStart(moment) && types.allowed(visible.any) != null && start()))
    }

    /** Puts [starting] into the foreground. False where the platform does not let it. */
    fun show(starting: Service): Boolean {
        val notification = factory?.create(starting) ?: return false
        val shown = try {
            val allowed = types.allowed(visible.any) ?: return false.also { tell(refused = true) }
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) {
                starting.startForeground(NOTIFICATION, notification, allowed)
            } else {
                starting.startForeground(NOTIFICATION, notification)
            }
            true
        } catch (_: IllegalStateException) {
            // ForegroundServiceStartNotAllowedException, from API 31.
            false
        } catch (_: IllegalArgumentException) {
            // The app's manifest took a type away.
            false
        } catch (_: SecurityException) {
            false
        }
        if (shown) synchronized(this) { service = starting }
        tell(refused = !shown)
        return shown
    }

    /** [gone] was destroyed, by us or by the platform. */
    fun ended(gone: Service) {
        synchronized(this) { if (service === gone) service = null }
        changed()
    }

    /** Ends the service, whatever is wished. */
    fun stop() {
        refused = false
        if (factory != null) app.stopService(intent())
    }

    private fun start(): Boolean = try {
        app.startForegroundService(intent()) != null
    } catch (_: IllegalStateException) {
        false
    } catch (_: SecurityException) {
        false
    }

    private fun mayStart(moment: Boolean): Boolean = Build.VERSION.SDK_INT < Build.VERSION_CODES.S || moment || visible.any ||
        app.getSystemService(PowerManager::class.java).isIgnoringBatteryOptimizations(app.packageName)

    private fun renew() {
        if (running) factory?.create(app)?.let { app.getSystemService(NotificationManager::class.java).notify(NOTIFICATION, it) }
    }

    private fun tell(refused: Boolean) {
        this.refused = refused
        changed()
    }

    private fun intent() = Intent(app, FinderService::class.java)

    companion object {
        /** The number of the library's only notification. */
        const val NOTIFICATION: Int = 0x66_6D_02
    }
}
