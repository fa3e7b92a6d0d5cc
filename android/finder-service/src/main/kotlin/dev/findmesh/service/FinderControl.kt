package dev.findmesh.service

import android.app.Application
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.content.RestrictionsManager
import android.os.Build
import android.os.UserManager
import dev.findmesh.Findmesh
import dev.findmesh.FindmeshException
import dev.findmesh.Purpose
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import java.util.Locale

/**
 * Has the finder work when everybody who has a say agrees: the person, the phone's administrator, the operator, the maker.
 * Looks again whenever one of them may have changed their mind.
 */
class FinderControl(private val app: Application, private val deployment: Deployment, private val orders: OrdersStore) {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    private val looks = Channel<Unit>(Channel.CONFLATED)
    private val why = MutableStateFlow<Why?>(Why.STARTING)
    private val users: UserManager = checkNotNull(app.getSystemService(UserManager::class.java))

    /** Why the finder rests; null: it works. */
    val resting: StateFlow<Why?> = why.asStateFlow()

    /** Whether the library may be used: the right user, and keys are there. */
    val isOpen: Boolean get() = users.isSystemUser && users.isUserUnlocked

    fun begin() {
        val moments = IntentFilter(Intent.ACTION_APPLICATION_RESTRICTIONS_CHANGED).apply { addAction(Intent.ACTION_USER_UNLOCKED) }
        // Both come from the system alone, whoever else may send to an unexported receiver.
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            app.registerReceiver(Moments(), moments, Context.RECEIVER_NOT_EXPORTED)
        } else {
            app.registerReceiver(Moments(), moments)
        }
        scope.launch { for (look in looks) why.value = carryOut() }
        if (deployment.orders != null && users.isSystemUser) OrdersJob.schedule(app)
        look()
    }

    /** Somebody's mind may have changed. Returns at once. */
    fun look() {
        looks.trySend(Unit)
    }

    /** The person agreed, in words of the maker's. @throws FindmeshException it is not written down. */
    suspend fun agree(textVersion: String, locale: Locale, how: String) {
        Findmesh.get(app).consent.grant(Purpose.CROWD_REPORTING, textVersion, locale, how)
        look()
    }

    /** The person does not agree any more; what was queued is gone when this returns. */
    suspend fun withdraw() {
        Findmesh.get(app).consent.withdraw(Purpose.CROWD_REPORTING)
        look()
    }

    private suspend fun carryOut(): Why? {
        if (!isOpen) return facts(agreed = false).whyRest()
        return try {
            val findmesh = Findmesh.get(app)
            // Reading the ledger waits until the library is open; before that nobody has agreed to anything.
            findmesh.consent.ledger()
            val rest = facts(agreed = Purpose.CROWD_REPORTING in findmesh.consent.grants.value).whyRest()
            if (rest == null) findmesh.finder.enable() else findmesh.finder.disable()
            rest
        } catch (_: FindmeshException) {
            Why.FAILED
        } catch (_: IllegalStateException) {
            // Shut down in this moment.
            Why.FAILED
        }
    }

    private fun facts(agreed: Boolean) = Facts(
        systemUser = users.isSystemUser,
        unlocked = users.isUserUnlocked,
        allowedByAdministrator = Restrictions.of(app.getSystemService(RestrictionsManager::class.java)).finderAllowed,
        orders = orders.orders,
        lot = orders.lot,
        versionCode = app.versionCode(),
        nowSeconds = System.currentTimeMillis() / MILLIS,
        ordersMaxAgeDays = deployment.ordersMaxAgeDays,
        agreed = agreed,
    )

    private inner class Moments : BroadcastReceiver() {
        override fun onReceive(context: Context, intent: Intent) = look()
    }

    private companion object {
        const val MILLIS = 1_000L
    }
}

@Suppress("DEPRECATION") // the long form is there from API 28
internal fun Context.versionCode(): Long {
    val info = packageManager.getPackageInfo(packageName, 0)
    return if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) info.longVersionCode else info.versionCode.toLong()
}
