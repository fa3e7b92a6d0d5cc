package dev.findmesh.platform

import android.bluetooth.le.ScanFilter
import android.os.ParcelUuid
import dev.findmesh.FindmeshConfig

/**
 * Filters of every network of tags (docs/networks.md): a scan without any is put aside while the screen is off. Where the
 * controller has fewer slots the platform filters by itself, which a scan at full power can afford.
 */
internal class NearbyFilters(private val config: FindmeshConfig) {
    /** @param extended whether the radio hears the extended form. */
    fun of(extended: Boolean): List<ScanFilter> = buildList {
        add(company(APPLE, byteArrayOf(APPLE_FIND_MY)))
        config.companyId?.let { add(company(it, byteArrayOf())) }
        SERVICES.forEach { add(service(shortUuid(it))) }
        add(ScanFilter.Builder().setServiceUuid(shortUuid(PEBBLEBEE)).build())
        if (extended) add(ScanFilter.Builder().setServiceUuid(ParcelUuid(config.serviceUuid)).build())
    }

    private fun company(id: Int, begins: ByteArray): ScanFilter = ScanFilter.Builder().setManufacturerData(id, begins).build()

    private fun service(uuid: ParcelUuid): ScanFilter = ScanFilter.Builder().setServiceData(uuid, byteArrayOf()).build()

    private fun shortUuid(short: Int): ParcelUuid = ParcelUuid.fromString("%08x-0000-1000-8000-00805f9b34fb".format(short))

    private companion object {
        const val APPLE = 0x004C
        const val APPLE_FIND_MY: Byte = 0x12
        const val PEBBLEBEE = 0xFA25

        /** FHN, DULT, Samsung twice, Tile three times, Chipolo, Pebblebee. */
        val SERVICES = listOf(0xFEAA, 0xFCB2, 0xFD5A, 0xFD69, 0xFEED, 0xFEEC, 0xFD84, 0xFE33, PEBBLEBEE)
    }
}
