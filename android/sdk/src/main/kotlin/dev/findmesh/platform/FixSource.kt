package dev.findmesh.platform

import android.annotation.SuppressLint
import android.content.Context
import android.location.Location
import android.location.LocationManager
import android.os.Build
import android.os.Looper
import dev.findmesh.ffi.Fix
import java.io.Closeable
import java.util.concurrent.Executor

/**
 * Fixes from the platform's providers, whichever there are; no Google services needed.
 *
 * In the background they are scarce: what others ask for (passive), what every provider knows at each wake, and at most
 * one request in 30 min of each provider. While a person looks, one in 10 s. With an approximate location only, nothing is read at all.
 *
 * @param executor where answers of the platform arrive.
 * @param found called with each fix not told before.
 */
@SuppressLint("MissingPermission") // it may go at any moment: every call is ready for that
internal class FixSource(
    context: Context,
    notes: Notes,
    private val executor: Executor,
    private val found: (Fix) -> Unit,
) : Closeable {
    private val manager = context.getSystemService(LocationManager::class.java)
    private val permissions = Permissions(context)
    private val ration = FixRation(BootNotes(context, notes))
    private val told = HashMap<String, Long>()
    private val passive = PassiveFixes(context, manager) { executor.execute { tell(it) } }
    private val activeListener = FixListener { executor.execute { tell(it) } }
    private var wanted = false
    private var active = false
    private var listening = false
    private var closed = false
    private var request: FixRequest? = null

    /** Providers that came up with nothing, of those asked last: the next request goes to another one. */
    private val silent = mutableSetOf<String>()

    /** Boot time from which on some provider may be asked again; null: now, or there is none to ask. */
    val rationedUntil: Long?
        get() {
            val until = if (active) emptyList() else enabled().map(ration::until)
            return if (null in until) null else until.filterNotNull().minOrNull()
        }

    /** Whether anybody wants fixes at all; nothing is listened to before. */
    @Synchronized
    fun setWanted(on: Boolean) {
        if (closed || on == wanted) return
        wanted = on
        if (on) refresh() else rest()
    }

    /** Listens to what others ask for, once that is allowed, and reads what every provider knows. */
    @Synchronized
    fun refresh() {
        if (!wanted) return
        if (!permissions.precise()) return rest()
        allowed { passive.start() }
        for (provider in manager.allProviders) {
            allowed { manager.getLastKnownLocation(provider) }?.let(::tell)
        }
        if (active) listen()
    }

    /** Asks for fixes all the time, as long as [on]; for a visible app. */
    @Synchronized
    fun setActive(on: Boolean) {
        active = on
        if (on) listen() else quiet()
    }

    /** Also when the permission came, or the wish, while somebody looked already. */
    private fun listen() {
        if (listening || !wanted || !permissions.precise()) return
        listening = true
        providers().forEach {
            allowed { manager.requestLocationUpdates(it, ACTIVE_MILLIS, 0f, activeListener, Looper.getMainLooper()) }
        }
    }

    private fun quiet() {
        listening = false
        manager.removeUpdates(activeListener)
    }

    /** Asks one provider once, whose turn it is and where its ration allows. */
    @Synchronized
    fun request() {
        if (!wanted || !permissions.precise()) return
        val ready = enabled().filter { active || ration.until(it) == null }
        val provider = ready.firstOrNull { it !in silent } ?: ready.firstOrNull() ?: return
        if (!active) ration.take(provider)
        request?.close()
        request = FixRequest(manager, executor) { location -> answer(provider, location) }.also { allowed { it.ask(provider) } }
    }

    @Synchronized
    private fun answer(provider: String, location: Location?) {
        if (location == null) {
            silent += provider
        } else {
            silent.clear()
            tell(location)
        }
    }

    /** The engine closes; what wakes the next process stays. */
    @Synchronized
    override fun close() {
        closed = true
        wanted = false
        request?.close()
        passive.pause()
        quiet()
    }

    private fun rest() {
        request?.close()
        passive.stop()
        quiet()
    }

    /** Whoever can be asked, the cheapest first. */
    private fun providers(): List<String> {
        val there = manager.allProviders
        return ASKED.filter { it in there }
    }

    private fun enabled(): List<String> = providers().filter(manager::isProviderEnabled)

    /** A permission may go at any moment, and a background app may be refused. */
    private inline fun <T> allowed(ask: () -> T): T? = try {
        ask()
    } catch (_: SecurityException) {
        null
    }

    /** What the platform found, from wherever. */
    @Synchronized
    fun tell(location: Location) {
        val fix = location.toFix() ?: return
        val provider = location.provider.orEmpty()
        if (!wanted || !permissions.precise() || fix.bootMs <= (told[provider] ?: -1)) return
        told[provider] = fix.bootMs
        found(fix)
    }

    private companion object {
        const val ACTIVE_MILLIS = 10_000L

        /** The fused one is public from API 31 on; before, the platform hides it from apps. */
        val ASKED = buildList {
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) add(LocationManager.FUSED_PROVIDER)
            add(LocationManager.NETWORK_PROVIDER)
            add(LocationManager.GPS_PROVIDER)
        }
    }
}
