package dev.findmesh.sample.desk

import android.app.Application
import android.bluetooth.BluetoothManager
import android.content.Context
import android.content.pm.PackageManager
import dev.findmesh.ui.FindmeshScreens
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.delay
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import java.time.Clock
import java.time.Duration
import java.time.Instant
import java.time.ZoneId
import java.time.ZoneOffset

/** Desk mode: the screens over a played day instead of this phone, until it is switched off. The real library is left alone. */
class Desk(private val app: Application) {
    private val kept = app.getSharedPreferences("desk", Context.MODE_PRIVATE)
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    private var player: Player? = null
    private var playing: Job? = null

    /** Chosen, over the end of the process. */
    var isOn: Boolean
        get() = kept.getBoolean(ON, false)
        set(value) {
            kept.edit().putBoolean(ON, value).apply()
            if (!value) {
                stop()
                player = null
            }
        }

    /** Where nothing could be heard: an emulator, mostly. */
    val isOffered: Boolean
        get() = !app.packageManager.hasSystemFeature(PackageManager.FEATURE_BLUETOOTH_LE) ||
            app.getSystemService(BluetoothManager::class.java)?.adapter == null

    /** Over the day that is played. */
    val screens: FindmeshScreens get() = now().screens

    private fun now(): Player = player ?: Player(DeskDay()).also { player = it }

    /** Somebody looks: time passes. */
    fun start() {
        if (!isOn || playing != null) return
        val day = now().day
        playing = scope.launch {
            day.begin()
            while (isActive) {
                delay(STEP.toMillis())
                // Who looks at what is near wants to see it stay.
                if (day.isLookedAround) day.lookAround(STEP) else day.play(STEP.multipliedBy(SPEED))
            }
        }
    }

    /** Nobody looks: it stands still. */
    fun stop() {
        playing?.cancel()
        playing = null
    }

    private class Player(val day: DeskDay) {
        val screens: FindmeshScreens = FindmeshScreens.Builder(day.findmesh)
            .clock(PlayedClock(day), TICK)
            .sounds(DeskSounds()::of)
            .build()
    }

    private class PlayedClock(private val day: DeskDay) : Clock() {
        override fun getZone(): ZoneId = ZoneOffset.UTC

        override fun withZone(zone: ZoneId): Clock = this

        override fun instant(): Instant = day.now
    }

    private companion object {
        const val ON = "on"
        val TICK: Duration = Duration.ofSeconds(1)
        val STEP: Duration = Duration.ofMillis(500)

        /** A day in four minutes. */
        const val SPEED = 360L
    }
}
