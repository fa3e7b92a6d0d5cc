package dev.findmesh.platform

import android.bluetooth.le.ScanFilter
import android.os.ParcelUuid
import dev.findmesh.FindmeshConfig
import dev.findmesh.Network

/**
 * Concrete filters, as few as possible: controllers have about six slots for all apps together, and
 * more than are free turns the scan into one that wakes the phone for every advert (docs/finder.md §1).
 */
internal class ScanFilters(private val config: FindmeshConfig) {
    /**
     * Legacy adverts of separated tags that are reported. Ours are compact: version bits 01, near-owner bit 0; none without a
     * company id.
     */
    fun legacy(): List<ScanFilter> = buildList {
        val company = config.companyId
        if (company != null && Network.NATIVE in config.networks) add(manufacturer(company, COMPACT_HEADER, COMPACT_MASK))
        if (Network.APPLE in config.networks) add(apple())
        if (Network.FIND_HUB in config.networks) add(findHub())
    }

    /** Extended adverts of separated tags: only those carry the UUID in the list of UUIDs. */
    fun extended(): List<ScanFilter> {
        if (Network.NATIVE !in config.networks) return emptyList()
        return listOf(ScanFilter.Builder().setServiceUuid(ParcelUuid(config.serviceUuid)).build())
    }

    /**
     * What a callback scan listens for: all of the above, and separated tags of Apple's network, counted and shown
     * while a person looks, reported only where that is named. The standing scan keeps its slots; what does not fit into the rest is left out,
     * other networks first.
     */
    fun callback(extendedSupported: Boolean): List<ScanFilter> {
        val own = legacy() + if (extendedSupported) extended() else emptyList()
        val others = if (Network.APPLE in config.networks) emptyList() else listOf(apple())
        return (own + others).take(SLOTS - own.size)
    }

    private fun apple() = manufacturer(APPLE, APPLE_SEPARATED, APPLE_MASK)

    private fun findHub() = ScanFilter.Builder().setServiceData(EDDYSTONE, FIND_HUB_SEPARATED).build()

    private fun manufacturer(company: Int, header: ByteArray, mask: ByteArray) =
        ScanFilter.Builder().setManufacturerData(company, header, mask).build()

    private companion object {
        /** A controller with the least number of filters leaves so many to all apps together. */
        const val SLOTS = 6
        val COMPACT_HEADER = byteArrayOf(0x10)
        val COMPACT_MASK = byteArrayOf(0x31)
        const val APPLE = 0x004C
        val APPLE_SEPARATED = byteArrayOf(0x12, 0x19)
        val APPLE_MASK = byteArrayOf(-1, -1)
        val EDDYSTONE: ParcelUuid = ParcelUuid.fromString("0000feaa-0000-1000-8000-00805f9b34fb")
        val FIND_HUB_SEPARATED = byteArrayOf(0x41)
    }
}
