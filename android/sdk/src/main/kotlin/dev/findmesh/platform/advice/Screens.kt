package dev.findmesh.platform.advice

import android.content.ComponentName
import android.content.Context
import android.content.Intent
import android.content.pm.PackageManager
import android.content.pm.ResolveInfo
import android.net.Uri
import android.provider.Settings

/**
 * One way to a page of the settings.
 *
 * @property action an action that such a page listens to.
 * @property component `package/class`, where no action is known.
 * @property within the only package that may answer an [action].
 * @property numbers extras.
 * @property named name of the extra that takes the app's package.
 * @property labelled name of the extra that takes the app's label.
 * @property ofApp the page is the app's, by its address.
 */
internal class Way(
    val action: String? = null,
    val component: String? = null,
    val within: String? = null,
    val numbers: Map<String, Int> = emptyMap(),
    val named: String? = null,
    val labelled: String? = null,
    val ofApp: Boolean = false,
) {
    /** Null where this phone has no such page, or keeps it for itself. */
    fun open(context: Context): Intent? {
        val intent = intent(context)
        return intent.takeIf { mayStart(context, context.packageManager.resolveActivity(it, flags())) }
    }

    private fun intent(context: Context): Intent = Intent(action ?: Intent.ACTION_MAIN).also { intent ->
        component?.let { intent.component = ComponentName.unflattenFromString(it) }
        within?.let(intent::setPackage)
        numbers.forEach { (name, value) -> intent.putExtra(name, value) }
        named?.let { intent.putExtra(it, context.packageName) }
        labelled?.let { intent.putExtra(it, context.applicationInfo.loadLabel(context.packageManager).toString()) }
        if (ofApp) intent.data = Uri.fromParts("package", context.packageName, null)
    }

    /** What has no component is only found through a filter of the default category. */
    private fun flags(): Int = if (component == null) PackageManager.MATCH_DEFAULT_ONLY else 0

    /** Makers guard some of their pages with a permission of their own: starting one would throw. */
    private fun mayStart(context: Context, found: ResolveInfo?): Boolean {
        val activity = found?.activityInfo ?: return false
        val permitted = activity.permission.let {
            it.isNullOrEmpty() || context.checkSelfPermission(it) == PackageManager.PERMISSION_GRANTED
        }
        return activity.exported && permitted
    }
}

/** A page of the settings, by the ways to it from the best to the vaguest. */
internal class Screen(val ways: List<Way>) {
    constructor(vararg ways: Way) : this(ways.toList())

    /** What `startActivity` can open here: the first way that leads somewhere, else the app's page, else the settings. */
    fun open(context: Context): Intent? =
        (ways + LAST).firstNotNullOfOrNull { it.open(context) }?.addFlags(Intent.FLAG_ACTIVITY_NEW_TASK)

    private companion object {
        val LAST = listOf(Way(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, ofApp = true), Way(Settings.ACTION_SETTINGS))
    }
}

/** The platform's own pages. */
internal object Screens {
    val APP_PAGE = Screen(Way(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, ofApp = true))
    val BLUETOOTH = Screen(Way(Settings.ACTION_BLUETOOTH_SETTINGS), Way(Settings.ACTION_WIRELESS_SETTINGS))
    val AIRPLANE = Screen(Way(Settings.ACTION_AIRPLANE_MODE_SETTINGS), Way(Settings.ACTION_WIRELESS_SETTINGS))
    val NETWORK = Screen(Way(Settings.ACTION_WIRELESS_SETTINGS))
    val LOCATION = Screen(Way(Settings.ACTION_LOCATION_SOURCE_SETTINGS))
    val BATTERY_SAVER = Screen(Way(Settings.ACTION_BATTERY_SAVER_SETTINGS))
    val NOTIFICATIONS = Screen(Way(Settings.ACTION_APP_NOTIFICATION_SETTINGS, named = Settings.EXTRA_APP_PACKAGE))
    val DATA_SAVER = Screen(Way(Settings.ACTION_IGNORE_BACKGROUND_DATA_RESTRICTIONS_SETTINGS, ofApp = true))
    val DATE = Screen(Way(Settings.ACTION_DATE_SETTINGS))
    val STORAGE = Screen(Way(Settings.ACTION_INTERNAL_STORAGE_SETTINGS))

    /** The list, not the question: asking outright needs a permission that stores ration. */
    val BATTERY_OPTIMISATION = Screen(Way(Settings.ACTION_IGNORE_BATTERY_OPTIMIZATION_SETTINGS))

    /** The app's switch "Pause app activity if unused", API 30 and later. */
    val UNUSED = Screen(Way("android.intent.action.AUTO_REVOKE_PERMISSIONS", ofApp = true))
}
