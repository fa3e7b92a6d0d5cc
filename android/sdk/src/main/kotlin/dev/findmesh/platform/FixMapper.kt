package dev.findmesh.platform

import android.location.Location
import android.location.LocationManager
import android.os.Build
import dev.findmesh.ffi.Fix
import dev.findmesh.ffi.FixSource

private const val NANOS_PER_MILLI = 1_000_000L
private const val FUSED = "fused" // LocationManager.FUSED_PROVIDER, which is public from API 31

/** Null where the platform does not say how exact it is, or when it was. */
internal fun Location.toFix(): Fix? {
    val at = takenAt()
    if (!hasAccuracy() || at == null) return null
    return Fix(
        latitude = latitude,
        longitude = longitude,
        accuracyM = accuracy,
        altitudeM = if (hasAltitude()) altitude.toFloat() else null,
        speedMps = if (hasSpeed()) speed else null,
        source = origin(provider),
        mock = madeUp(),
        bootMs = at,
    )
}

/** Boot time. Some providers give wall time only; what comes from the future is nobody's. */
private fun Location.takenAt(): Long? {
    val at = if (elapsedRealtimeNanos > 0) elapsedRealtimeNanos / NANOS_PER_MILLI else Clocks.bootOfWall(time)
    return at.takeIf { it in 0..Clocks.bootMillis() }
}

private fun origin(provider: String?): FixSource = when (provider) {
    LocationManager.GPS_PROVIDER -> FixSource.GNSS
    LocationManager.NETWORK_PROVIDER, FUSED -> FixSource.NETWORK
    else -> FixSource.UNKNOWN
}

@Suppress("DEPRECATION") // isMock is there from API 31
private fun Location.madeUp(): Boolean =
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) isMock else isFromMockProvider
