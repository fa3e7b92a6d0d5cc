package dev.findmesh.platform

import android.bluetooth.le.ScanResult
import android.os.Build
import dev.findmesh.BatteryLevel
import dev.findmesh.FindmeshConfig
import dev.findmesh.OwnerState
import dev.findmesh.Sighting
import dev.findmesh.ffi.AddressType
import dev.findmesh.ffi.DecodedAdvert
import dev.findmesh.ffi.NativeException
import dev.findmesh.ffi.decodeAdvert
import java.time.Instant
import dev.findmesh.ffi.BatteryLevel as FfiBatteryLevel
import dev.findmesh.ffi.OwnerState as FfiOwnerState

/** Reads what the radio heard, for the screen. */
internal class SightingReader(config: FindmeshConfig) {
    private val serviceUuid = config.serviceUuid.toString()
    private val companyId = config.companyId

    /** Null for what is no format that the library knows. */
    fun read(result: ScanResult): Sighting? {
        val advert = result.scanRecord?.bytes ?: return null
        val address = result.device?.address
        val decoded = try {
            decodeAdvert(advert, address, addressType(result), serviceUuid, companyId)
        } catch (_: NativeException.InvalidArgument) {
            return null
        }
        return decoded.takeIf { it.network != UNKNOWN }?.let { sighting(it, result, address) }
    }

    private fun sighting(advert: DecodedAdvert, result: ScanResult, address: String?): Sighting = Sighting(
        network = advert.network,
        kind = advert.kind,
        owner = when (advert.state) {
            FfiOwnerState.SEPARATED -> OwnerState.AWAY
            FfiOwnerState.NEAR_OWNER -> OwnerState.NEAR
            FfiOwnerState.UNKNOWN -> OwnerState.UNKNOWN
        },
        battery = when (advert.battery) {
            FfiBatteryLevel.FULL -> BatteryLevel.FULL
            FfiBatteryLevel.MEDIUM -> BatteryLevel.MEDIUM
            FfiBatteryLevel.LOW -> BatteryLevel.LOW
            FfiBatteryLevel.CRITICAL -> BatteryLevel.CRITICAL
            null -> null
        },
        rssi = result.rssi,
        time = Instant.ofEpochMilli(Clocks.wallOfBoot(result.timestampNanos / NANOS)),
        address = address,
        fields = advert.fields.associate { it.name to it.value },
    )

    /** "Public" is also what the platform says when it did not keep the type. */
    private fun addressType(result: ScanResult): AddressType {
        val random = Build.VERSION.SDK_INT >= Build.VERSION_CODES.VANILLA_ICE_CREAM && result.device.addressType == RANDOM
        return if (random) AddressType.RANDOM else AddressType.UNKNOWN
    }

    private companion object {
        const val UNKNOWN = "unknown"
        const val RANDOM = 1
        const val NANOS = 1_000_000L
    }
}
