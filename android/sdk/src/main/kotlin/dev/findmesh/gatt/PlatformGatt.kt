package dev.findmesh.gatt

import android.bluetooth.BluetoothGatt
import android.bluetooth.BluetoothGattCharacteristic
import android.bluetooth.BluetoothGattDescriptor
import android.bluetooth.BluetoothStatusCodes
import android.os.Build
import java.util.UUID

/**
 * The framework's object, whatever the API level. Functions that start something return whether the platform took it and
 * throw `SecurityException` when the permission is gone.
 */
internal class PlatformGatt(private val gatt: BluetoothGatt) {
    val hasServices: Boolean get() = gatt.services.isNotEmpty()

    fun find(at: GattEndpoint): BluetoothGattCharacteristic? = gatt.getService(at.service)?.getCharacteristic(at.characteristic)

    fun discover(): Boolean = gatt.discoverServices()

    fun requestMtu(wanted: Int): Boolean = gatt.requestMtu(wanted)

    fun read(from: BluetoothGattCharacteristic): Boolean = gatt.readCharacteristic(from)

    @Suppress("DEPRECATION") // the form with a value is there from API 33
    fun write(to: BluetoothGattCharacteristic, value: ByteArray): Boolean {
        val type = if (to.confirms) BluetoothGattCharacteristic.WRITE_TYPE_DEFAULT else BluetoothGattCharacteristic.WRITE_TYPE_NO_RESPONSE
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            return gatt.writeCharacteristic(to, value, type) == BluetoothStatusCodes.SUCCESS
        }
        to.writeType = type
        to.value = value
        return gatt.writeCharacteristic(to)
    }

    /** The platform's own half of a subscription: values are passed on. */
    fun listen(to: BluetoothGattCharacteristic): Boolean = gatt.setCharacteristicNotification(to, true)

    /** The tag's half. */
    @Suppress("DEPRECATION") // as above
    fun switchOn(descriptor: BluetoothGattDescriptor): Boolean {
        val notifies = descriptor.characteristic.has(BluetoothGattCharacteristic.PROPERTY_NOTIFY)
        val value = if (notifies) BluetoothGattDescriptor.ENABLE_NOTIFICATION_VALUE else BluetoothGattDescriptor.ENABLE_INDICATION_VALUE
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            return gatt.writeDescriptor(descriptor, value) == BluetoothStatusCodes.SUCCESS
        }
        descriptor.value = value
        return gatt.writeDescriptor(descriptor)
    }

    /**
     * Has the platform forget the services that it remembers of this tag. There is no public way; where the hidden one is
     * gone, too, they stay. From API 36 on they also stay after an attempt that failed: the platform has let go of that before
     * we hear of it.
     */
    fun refresh() {
        try {
            BluetoothGatt::class.java.getMethod("refresh").invoke(gatt)
        } catch (_: ReflectiveOperationException) {
            return
        }
    }

    fun disconnect(): Unit = gatt.disconnect()

    fun close(): Unit = gatt.close()
}

/** Client characteristic configuration. */
internal val CONFIGURATION: UUID = UUID.fromString("00002902-0000-1000-8000-00805f9b34fb")

internal fun BluetoothGattCharacteristic.has(property: Int): Boolean = properties and property != 0

/** A write is confirmed by the tag. */
internal val BluetoothGattCharacteristic.confirms: Boolean get() = has(BluetoothGattCharacteristic.PROPERTY_WRITE)
