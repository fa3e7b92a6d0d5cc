package dev.findmesh.testing

import android.app.Application
import android.content.ComponentName
import android.content.Intent
import android.content.IntentFilter
import android.provider.Settings
import org.robolectric.Shadows.shadowOf

/** The platform's settings, as far as pages are looked up: Robolectric brings none. */
object SettingsApp {
    private val PAGES = listOf(
        Settings.ACTION_SETTINGS,
        Settings.ACTION_BLUETOOTH_SETTINGS,
        Settings.ACTION_WIRELESS_SETTINGS,
        Settings.ACTION_AIRPLANE_MODE_SETTINGS,
        Settings.ACTION_LOCATION_SOURCE_SETTINGS,
        Settings.ACTION_BATTERY_SAVER_SETTINGS,
        Settings.ACTION_IGNORE_BATTERY_OPTIMIZATION_SETTINGS,
        Settings.ACTION_DATE_SETTINGS,
        Settings.ACTION_INTERNAL_STORAGE_SETTINGS,
        Settings.ACTION_APP_NOTIFICATION_SETTINGS,
    )
    private val APP_PAGES = listOf(
        Settings.ACTION_APPLICATION_DETAILS_SETTINGS,
        Settings.ACTION_IGNORE_BACKGROUND_DATA_RESTRICTIONS_SETTINGS,
        "android.intent.action.AUTO_REVOKE_PERMISSIONS",
    )

    fun install(app: Application) {
        PAGES.forEach { page(app, it, IntentFilter(it)) }
        APP_PAGES.forEach { page(app, it, IntentFilter(it).apply { addDataScheme("package") }) }
    }

    /** A page of this name that listens to [filter]. */
    private fun page(app: Application, name: String, filter: IntentFilter) {
        filter.addCategory(Intent.CATEGORY_DEFAULT)
        add(app, ComponentName("com.android.settings", "com.android.settings.${name.substringAfterLast('.')}"), filter)
    }

    /** A page of the phone, found by its component and through [filter]; guarded by [permission], if any. */
    fun add(app: Application, component: ComponentName, filter: IntentFilter?, permission: String? = null, exported: Boolean = true) {
        val manager = shadowOf(app.packageManager)
        val info = manager.addActivityIfNotPresent(component)
        info.exported = exported
        info.permission = permission
        manager.addOrUpdateActivity(info)
        // Robolectric finds a component only through a filter.
        val found = filter ?: IntentFilter(Intent.ACTION_MAIN).apply { addCategory(Intent.CATEGORY_DEFAULT) }
        manager.addIntentFilterForActivity(component, found)
    }
}
