package dev.findmesh.platform

import android.app.Service
import android.content.Intent
import android.os.IBinder

/**
 * The foreground service of [dev.findmesh.FinderMode.FOREGROUND_SERVICE]: it keeps the process, and with it bursts and
 * places, as long as the finder is wished. It goes on when the app is swiped away. For the library only.
 */
public class FinderService : Service() {
    private val keeper get() = FindmeshHolder.host(this)?.service

    override fun onStartCommand(intent: Intent?, flags: Int, startId: Int): Int {
        if (keeper?.show(this) == true) return START_STICKY
        stopSelf(startId)
        return START_NOT_STICKY
    }

    override fun onDestroy() {
        keeper?.ended(this)
        super.onDestroy()
    }

    override fun onBind(intent: Intent?): IBinder? = null
}
