package dev.findmesh.platform

import android.bluetooth.BluetoothAdapter

/**
 * What the radio can do: what it says of itself, less what it refused since it came on.
 *
 * Some radios announce batching or extended adverts and then refuse the scan that asks for them; asking for less is
 * the only way out, and the engine asks for what the phone's state says.
 */
internal class RadioLimits {
    @Volatile
    private var refusedBatches = false

    @Volatile
    private var refusedExtended = false

    /** Results can wait in the chip. */
    fun batching(adapter: BluetoothAdapter?): Boolean = !refusedBatches && adapter?.isOffloadedScanBatchingSupported == true

    /** Extended adverts are heard. A radio that is off says that it supports nothing, and is believed to. */
    fun extended(adapter: BluetoothAdapter?): Boolean =
        adapter != null && !refusedExtended && (!adapter.isEnabled || adapter.isLeExtendedAdvertisingSupported)

    /** The chip picks adverts out by itself. */
    fun offloadedFilters(adapter: BluetoothAdapter?): Boolean =
        adapter != null && (!adapter.isEnabled || adapter.isOffloadedFilteringSupported)

    fun refuseBatches() {
        refusedBatches = true
    }

    fun refuseExtended() {
        refusedExtended = true
    }

    /** The radio came on anew. */
    fun forget() {
        refusedBatches = false
        refusedExtended = false
    }
}
