package dev.findmesh.devicecheck

import android.bluetooth.le.ScanSettings
import android.content.Context
import android.location.LocationManager

/** What a phone can be asked within some minutes. */
internal object Probes {
    /** The order matters: what loads the library comes first, what uses up the quota on scans comes last. */
    fun all(context: Context): List<Probe> = start(context) + time(context) + power() + phone(context) + places(context) + scans(context)

    private fun start(context: Context) = StartProbes(context).let { start ->
        listOf(
            Probe("start.jna", "ms", figure = true) { start.jna() },
            Probe("start.engine", "ms", figure = true) { start.engine() },
        )
    }

    private fun time(context: Context) = TimeProbes(context).let { time ->
        listOf(
            Probe("alarm.futurity_min", "ms", accuracy = ALARM_SLACK) { time.futurity() },
            Probe("job.period_min", "ms") { time.shortestPeriod() },
            Probe("job.latency", "ms", figure = true) { time.jobLatency() },
            Probe("standby.bucket", "count", figure = true) { time.bucket() },
        )
    }

    private fun power() = listOf(
        Probe("energy.battery", "mAh") { PowerProfile.item("battery.capacity") },
        Probe("energy.rx", "mA") { PowerProfile.item("bluetooth.controller.rx", "bluetooth.active") },
    )

    /** One phone's 1 or 0 of what the model has as a share of all phones. */
    private fun phone(context: Context) = RadioProbes(context).let { radio ->
        listOf(
            Probe("phones.batching", "share") { radio.batches() },
            Probe("phones.extended", "share") { radio.hearsExtended() },
            Probe("phones.network_provider", "share") { PlaceProbes(context).has(LocationManager.NETWORK_PROVIDER) },
        )
    }

    private fun places(context: Context) = PlaceProbes(context).let { places ->
        listOf(LocationManager.NETWORK_PROVIDER to "network", LocationManager.GPS_PROVIDER to "gnss").flatMap { (provider, name) ->
            val fix by lazy(LazyThreadSafetyMode.NONE) { places.fix(provider) }
            listOf(
                Probe("fix.${name}_takes", "ms", accuracy = FIX_SLACK) { fix.takes },
                Probe("fix.${name}_accuracy", "m") { fix.accuracy },
            )
        }
    }

    private fun scans(context: Context) = RadioProbes(context).let { radio ->
        listOf(
            Probe("scan.low_power.on", "share", accuracy = DUTY_SLACK) { radio.duty(ScanSettings.SCAN_MODE_LOW_POWER) },
            Probe("scan.balanced", "share", accuracy = DUTY_SLACK) { radio.duty(ScanSettings.SCAN_MODE_BALANCED) },
            Probe("scan.intent_latency", "ms", figure = true) { radio.intentLatency() },
            Probe("scan.batch_delay_floor", "ms", accuracy = BATCH_SLACK) { radio.batchFloor() },
            Probe("scan.quota", "count") { radio.quota() },
        )
    }

    private const val ALARM_SLACK = 1_000.0
    private const val FIX_SLACK = 100.0
    private const val DUTY_SLACK = 0.03
    private const val BATCH_SLACK = 1_000.0
}
