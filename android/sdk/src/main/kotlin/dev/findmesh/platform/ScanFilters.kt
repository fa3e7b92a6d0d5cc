package dev.findmesh.platform

import android.bluetooth.le.ScanFilter
import android.os.ParcelUuid
import dev.findmesh.FindmeshConfig

/**
 * Concrete filters, as few as possible: controllers have about six slots for all apps together, and
 * more than are free turns the scan into one that wakes the phone for every advert (docs/finder.md §1).
 */
internal class ScanFilters(private val config: FindmeshConfig) {
    /** Compact adverts of separated tags: version bits 01, near-owner bit 0; none without a company id. */
    fun compact(): List<ScanFilter> {
        val company = config.companyId ?: return emptyList()
        return listOf(ScanFilter.Builder().setManufacturerData(company, COMPACT_HEADER, COMPACT_MASK).build())
    }

    /** Extended adverts of separated tags: only those carry the UUID in the list of UUIDs. */
    fun extended(): List<ScanFilter> = listOf(ScanFilter.Builder().setServiceUuid(ParcelUuid(config.serviceUuid)).build())

    /**
     * What a callback scan listens for: all of the above, and separated tags of other networks, counted and shown
     * while a person looks, never reported. The standing scan keeps its slots; what does not fit into the rest is left out,
     * other networks first.
     */
    fun callback(extendedSupported: Boolean): List<ScanFilter> {
        val own = compact() + if (extendedSupported) extended() else emptyList()
        return (own + others()).take(SLOTS - own.size)
    }

    private fun others(): List<ScanFilter> =
        listOf(ScanFilter.Builder().setManufacturerData(APPLE, APPLE_SEPARATED, APPLE_MASK).build())

    private companion object {
        /** A controller with the least number of filters leaves so many to all apps together. */
        const val SLOTS = 6
        val COMPACT_HEADER = byteArrayOf(0x10)
        val COMPACT_MASK = byteArrayOf(0x31)
        const val APPLE = 0x004C
        val APPLE_SEPARATED = byteArrayOf(0x12, 0x19)
        val APPLE_MASK = byteArrayOf(-1, -1)
    }
}
