package dev.findmesh.platform

import android.app.Service
import android.content.BroadcastReceiver
import android.content.ComponentName
import android.content.Context
import android.content.pm.PackageManager

/** Which of the library's components the app's manifest has: every one of them can be removed. */
internal object Components {
    /** Whether the component of this class is there. */
    inline fun <reified T : Any> has(context: Context): Boolean = has(context, T::class.java)

    fun has(context: Context, component: Class<*>): Boolean = try {
        val name = ComponentName(context, component)
        when {
            BroadcastReceiver::class.java.isAssignableFrom(component) -> context.packageManager.getReceiverInfo(name, 0)
            Service::class.java.isAssignableFrom(component) -> context.packageManager.getServiceInfo(name, 0)
            else -> error("neither a receiver nor a service: ${component.name}")
        }.isEnabled
    } catch (_: PackageManager.NameNotFoundException) {
        false
    }
}
