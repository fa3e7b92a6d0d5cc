package dev.findmesh.platform

import android.app.Application
import android.bluetooth.BluetoothAdapter
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.location.LocationManager
import android.net.ConnectivityManager
import android.net.Network
import android.net.NetworkCapabilities
import android.os.Build
import android.os.PowerManager
import dev.findmesh.ffi.PhoneState
import dev.findmesh.platform.evidence.PhoneSigns
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import java.io.Closeable

/** What a state alone does not say. */
internal enum class PhoneMoment {
    /** The radio went off, even if it is on again by now: its scans are gone. */
    RADIO_LOST,

    /** The radio came on. */
    RADIO_BACK,

    /** An activity came to the front. */
    OPENED,
}

/**
 * Tells the phone's state whenever any part of it changed, as long as the process lives.
 *
 * @param reader reads it.
 * @param signs what a look at the phone alone does not say.
 * @param scope where the state is read, off the main thread.
 * @param happened called with each moment, on the main thread.
 * @param changed called with each new state.
 */
internal class PhoneStateSource(
    private val app: Application,
    private val visible: VisibleActivities,
    private val reader: PhoneStateReader,
    private val signs: PhoneSigns,
    private val scope: CoroutineScope,
    private val happened: (PhoneMoment) -> Unit,
    private val changed: (PhoneState) -> Unit,
) : Closeable {
    private val hints = Channel<Unit>(Channel.CONFLATED)
    private var last: PhoneState? = null
    private var networks = false

    private val broadcasts = object : BroadcastReceiver() {
        override fun onReceive(context: Context, intent: Intent) {
            when (intent.action) {
                Intent.ACTION_USER_BACKGROUND -> reader.otherUserInFront = true
                Intent.ACTION_USER_FOREGROUND -> reader.otherUserInFront = false
            }
            hint()
            when (intent.getIntExtra(BluetoothAdapter.EXTRA_STATE, BluetoothAdapter.ERROR)) {
                BluetoothAdapter.STATE_OFF -> happened(PhoneMoment.RADIO_LOST)
                BluetoothAdapter.STATE_ON -> happened(PhoneMoment.RADIO_BACK)
            }
            // What the platform does with the scans of a user who is not in front nobody promises.
            if (intent.action == Intent.ACTION_USER_FOREGROUND) happened(PhoneMoment.RADIO_BACK)
        }
    }

    private val network = object : ConnectivityManager.NetworkCallback() {
        override fun onLost(network: Network) = hint()

        override fun onCapabilitiesChanged(network: Network, capabilities: NetworkCapabilities) = hint()
    }

    /** Tells the state at once and begins to watch. */
    fun start() {
        refresh()
        visible.listener = ::hint
        visible.opened = { happened(PhoneMoment.OPENED) }
        registerBroadcasts()
        networks = watchNetworks()
        scope.launch { for (hint in hints) refresh() }
        hint()
    }

    /** Reads everything again; permissions have no broadcast, so every wake and every resume does this. Not for the main thread. */
    @Synchronized
    fun refresh() {
        val state = signs.look(reader.read(visible.any))
        if (state == last) return
        last = state
        changed(state)
    }

    /** Something may have changed. */
    fun hint() {
        hints.trySend(Unit)
    }

    override fun close() {
        visible.listener = {}
        visible.opened = {}
        hints.close()
        app.unregisterReceiver(broadcasts)
        if (networks) app.getSystemService(ConnectivityManager::class.java).unregisterNetworkCallback(network)
    }

    /** An app that removed the permission is not told. */
    private fun watchNetworks(): Boolean = try {
        app.getSystemService(ConnectivityManager::class.java).registerDefaultNetworkCallback(network)
        true
    } catch (_: SecurityException) {
        false
    }

    private fun registerBroadcasts() {
        val filter = IntentFilter().apply { WATCHED.forEach(::addAction) }
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            app.registerReceiver(broadcasts, filter, Context.RECEIVER_EXPORTED)
        } else {
            app.registerReceiver(broadcasts, filter)
        }
    }

    private companion object {
        /** System broadcasts only; nobody else may send them. */
        val WATCHED = listOf(
            BluetoothAdapter.ACTION_STATE_CHANGED,
            LocationManager.MODE_CHANGED_ACTION,
            PowerManager.ACTION_POWER_SAVE_MODE_CHANGED,
            Intent.ACTION_POWER_CONNECTED,
            Intent.ACTION_POWER_DISCONNECTED,
            PowerManager.ACTION_DEVICE_IDLE_MODE_CHANGED,
            Intent.ACTION_SCREEN_ON,
            Intent.ACTION_SCREEN_OFF,
            Intent.ACTION_USER_UNLOCKED,
            Intent.ACTION_USER_BACKGROUND,
            Intent.ACTION_USER_FOREGROUND,
            Intent.ACTION_AIRPLANE_MODE_CHANGED,
            Intent.ACTION_BATTERY_LOW,
            Intent.ACTION_BATTERY_OKAY,
            ConnectivityManager.ACTION_RESTRICT_BACKGROUND_CHANGED,
        )
    }
}
