package dev.findmesh.platform

import android.bluetooth.le.ScanResult
import android.os.Build
import dev.findmesh.ffi.NativeEngine
import dev.findmesh.internal.FastPath
import dev.findmesh.internal.SightingPacker

/** Packs scan results and hands them to the data plane; one batch at a time, one reused buffer. */
internal class SightingIntake {
    private val packer = SightingPacker()

    /** Returns when the batch is durable. */
    suspend fun take(engine: NativeEngine, results: List<ScanResult>) {
        if (results.isEmpty()) return
        engine.commit(ingest(engine.handle(), results))
    }

    @Synchronized
    private fun ingest(handle: Long, results: List<ScanResult>): Long {
        packer.clear()
        for (result in results) pack(result)
        return FastPath.ingest(handle, packer.buffer, packer.length)
    }

    private fun pack(result: ScanResult) {
        val advert = result.scanRecord?.bytes ?: return
        val added = packer.add(
            advert = advert,
            address = result.device?.address,
            addressType = addressType(result),
            rssi = result.rssi,
            txPower = result.txPower,
            extended = !result.isLegacy,
            elapsedNanos = result.timestampNanos,
        )
        check(added) { "more results than a batch holds" }
    }

    /**
     * "Random" is what the radio said; "public" is also what the platform says when it did not keep the
     * type, so that is passed on as unknown.
     */
    private fun addressType(result: ScanResult): Int =
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.VANILLA_ICE_CREAM && result.device.addressType == RANDOM) RANDOM else UNKNOWN

    private companion object {
        const val RANDOM = 1
        const val UNKNOWN = 255
    }
}
