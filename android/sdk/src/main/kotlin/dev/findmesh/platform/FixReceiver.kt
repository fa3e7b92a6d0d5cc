package dev.findmesh.platform

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.location.Location
import android.location.LocationManager
import android.os.Build

/** Hears where the phone is when another app asked, also in a process started for it; below API 30. For the platform only. */
public class FixReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        if (intent.action != ACTION) return
        val location = intent.location() ?: return
        wake(context) { host -> host.onFix(location) }
    }

    @Suppress("DEPRECATION") // the typed form is there from API 33
    private fun Intent.location(): Location? = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
        getParcelableExtra(LocationManager.KEY_LOCATION_CHANGED, Location::class.java)
    } else {
        getParcelableExtra(LocationManager.KEY_LOCATION_CHANGED)
    }

    internal companion object {
        const val ACTION: String = "dev.findmesh.FIX"
    }
}
