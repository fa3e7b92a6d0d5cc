package dev.findmesh.gatt

import android.bluetooth.BluetoothGatt
import android.bluetooth.BluetoothGattCallback
import android.bluetooth.BluetoothGattCharacteristic
import android.bluetooth.BluetoothGattDescriptor
import android.bluetooth.BluetoothProfile

/** What the platform tells of a connection. */
internal sealed class GattSignal {
    class Connection(val up: Boolean, val status: Int) : GattSignal()

    /** [about] is the characteristic or descriptor that was asked about; [value] what was read. */
    class Answer(val to: GattOperation, val about: Any?, val status: Int, val value: ByteArray? = null) : GattSignal()

    class Mtu(val mtu: Int, val status: Int) : GattSignal()

    class Notified(val by: BluetoothGattCharacteristic, val value: ByteArray) : GattSignal()

    /** The tag has other services than before. */
    object ServicesChanged : GattSignal()
}

/**
 * The platform's callbacks as [GattSignal]s. They come on a binder thread, the only one there is for this connection, so
 * [tell] must not wait for anything.
 *
 * Values are passed from API 33 and before that kept in the object, where the next one overwrites them.
 */
internal class GattSignals(private val tell: (GattSignal) -> Unit) : BluetoothGattCallback() {
    override fun onConnectionStateChange(gatt: BluetoothGatt, status: Int, newState: Int) {
        if (newState == BluetoothProfile.STATE_CONNECTED) tell(GattSignal.Connection(up = true, status))
        if (newState == BluetoothProfile.STATE_DISCONNECTED) tell(GattSignal.Connection(up = false, status))
    }

    override fun onServicesDiscovered(gatt: BluetoothGatt, status: Int) =
        tell(GattSignal.Answer(GattOperation.DISCOVER, null, status))

    override fun onServiceChanged(gatt: BluetoothGatt) = tell(GattSignal.ServicesChanged)

    override fun onMtuChanged(gatt: BluetoothGatt, mtu: Int, status: Int) = tell(GattSignal.Mtu(mtu, status))

    override fun onCharacteristicRead(gatt: BluetoothGatt, by: BluetoothGattCharacteristic, value: ByteArray, status: Int) =
        tell(GattSignal.Answer(GattOperation.READ, by, status, value.copyOf()))

    @Suppress("OVERRIDE_DEPRECATION", "DEPRECATION")
    override fun onCharacteristicRead(gatt: BluetoothGatt, by: BluetoothGattCharacteristic, status: Int) =
        tell(GattSignal.Answer(GattOperation.READ, by, status, by.value?.copyOf()))

    override fun onCharacteristicWrite(gatt: BluetoothGatt, by: BluetoothGattCharacteristic, status: Int) =
        tell(GattSignal.Answer(GattOperation.WRITE, by, status))

    override fun onDescriptorWrite(gatt: BluetoothGatt, descriptor: BluetoothGattDescriptor, status: Int) =
        tell(GattSignal.Answer(GattOperation.SUBSCRIBE, descriptor, status))

    override fun onCharacteristicChanged(gatt: BluetoothGatt, by: BluetoothGattCharacteristic, value: ByteArray) =
        tell(GattSignal.Notified(by, value.copyOf()))

    @Suppress("OVERRIDE_DEPRECATION", "DEPRECATION")
    override fun onCharacteristicChanged(gatt: BluetoothGatt, by: BluetoothGattCharacteristic) =
        tell(GattSignal.Notified(by, by.value?.copyOf() ?: ByteArray(0)))
}
