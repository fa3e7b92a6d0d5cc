package dev.findmesh.ui.usage

import dev.findmesh.DayUsage
import java.time.Duration

/**
 * What the finder took of the battery, by the energy model (docs/energy.md); no app is told what it really took.
 *
 * It errs upwards: listening as it was asked for, every wake-up and every upload for itself.
 */
internal object BatteryShare {
    /** The receiver, mA. */
    private const val RECEIVER = 6.0

    /** A wake-up, mAh. */
    private const val WAKE = 0.03

    /** An upload alone on a mobile network, mAh. */
    private const val UPLOAD = 0.3

    /** A phone of today, mAh. */
    private const val BATTERY = 5_000.0
    private val HOUR = Duration.ofHours(1).toMillis().toDouble()

    /** Of a full charge, 0 to 1. */
    fun of(day: DayUsage): Double {
        val listening = day.radioAsked.toMillis() / HOUR * RECEIVER
        return (listening + day.wakes * WAKE + day.uploaded * UPLOAD) / BATTERY
    }
}
