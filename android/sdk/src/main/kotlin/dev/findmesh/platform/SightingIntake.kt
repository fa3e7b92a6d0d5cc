package dev.findmesh.platform

import android.bluetooth.le.ScanResult
import android.os.Build
import android.os.SystemClock
import dev.findmesh.ffi.NativeEngine
import dev.findmesh.internal.FastPath
import dev.findmesh.internal.SightingPacker

/** Packs scan results and hands them to the data plane; one batch at a time, one reused buffer. */
internal class SightingIntake(private val engine: NativeEngine) {
    private val packer = SightingPacker()

    /** Asked for once: a call of the control plane costs more than packing a batch and handing it over. */
    private val handle = engine.handle()

    /** Returns when the batch is durable. */
    suspend fun take(results: List<ScanResult>) {
        ingest(results)?.let { ticket -> engine.commit(ticket) }
    }

    /** Hands the batch over and returns before anything of it is kept: its ticket, null where nothing of it is left. */
    @Synchronized
    fun ingest(results: List<ScanResult>): Long? {
        packer.clear()
        for (result in results) pack(result)
        return if (packer.count == 0) null else FastPath.ingest(handle, packer.buffer, packer.length)
    }

    private fun pack(result: ScanResult) {
        if (isLeftOver(result)) return
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
     * A chip counts the age of what it keeps in 16 bits of 50 ms: whatever is said to be older is left over from before, or
     * its time is made up, and where it was then nobody knows.
     */
    private fun isLeftOver(result: ScanResult): Boolean =
        SystemClock.elapsedRealtimeNanos() - result.timestampNanos > MOST_NANOS

    /**
     * "Random" is what the radio said; "public" is also what the platform says when it did not keep the
     * type, so that is passed on as unknown.
     */
    private fun addressType(result: ScanResult): Int =
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.VANILLA_ICE_CREAM && result.device.addressType == RANDOM) RANDOM else UNKNOWN

    private companion object {
        const val RANDOM = 1
        const val UNKNOWN = 255
        const val MOST_NANOS = 0xFFFF * 50_000_000L
    }
}
