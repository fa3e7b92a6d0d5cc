package dev.findmesh.testing

import android.bluetooth.BluetoothGattCharacteristic
import android.bluetooth.BluetoothGattDescriptor
import android.bluetooth.BluetoothGattService
import dev.findmesh.gatt.GattEndpoint
import java.util.UUID
import java.util.concurrent.CopyOnWriteArrayList

/**
 * A tag at the other end of a connection, which does as its script says. The framework's own GATT code talks to it
 * through [FakeGattService].
 */
class FakeTag(val address: String = "C0:11:22:33:44:55") {
    /** A status of the attribute protocol and, for a read, the value. */
    class Reply(val status: Int, val value: ByteArray = ByteArray(0))

    private class Characteristic(val at: GattEndpoint, val properties: Int, val handle: Int)

    private val characteristics = mutableListOf<Characteristic>()

    /** What the phone asked for, in order; bytes in hex. */
    val asked: MutableList<String> = CopyOnWriteArrayList()

    /** Connections and attempts that the phone has not freed. */
    @Volatile
    var open: Int = 0

    /** Status of an attempt, the first being 1; 0: connected; null: nothing is ever heard. */
    var connecting: (attempt: Int) -> Int? = { 0 }

    /** Null: no answer. */
    var reading: (GattEndpoint) -> Reply? = { Reply(0, byteArrayOf(1)) }

    /** Status; null: no answer. */
    var writing: (GattEndpoint, ByteArray) -> Int? = { _, _ -> 0 }

    /** Status of switching notifications on. */
    var subscribing: Int = 0

    /** The largest MTU that it agrees to; null: it refuses to talk about it. */
    var mtuMax: Int? = 185

    /** Searches that find nothing, as after a memory of the platform that went wrong. */
    var emptySearches: Int = 0

    /** Its going is told to the phone. */
    var tellsDisconnect: Boolean = true

    /** The connection that is up, to be told things unasked. */
    @Volatile
    internal var link: FakeGattService? = null

    fun has(at: GattEndpoint, properties: Int): FakeTag = apply {
        characteristics += Characteristic(at, properties, handle = FIRST_HANDLE + 2 * characteristics.size)
    }

    fun asked(prefix: String): List<String> = asked.filter { it.startsWith(prefix) }

    /** Notifies, or indicates. */
    fun say(at: GattEndpoint, value: ByteArray) = checkNotNull(link).tell("onNotify", address, handle(at), value)

    /** Ends the connection. */
    fun leave(status: Int) {
        val link = checkNotNull(link)
        this.link = null
        link.tellConnection(status, up = false)
    }

    fun changeServices() = checkNotNull(link).tell("onServiceChanged", address)

    internal fun at(handle: Int): GattEndpoint = characteristics.first { it.handle == handle || it.handle + 1 == handle }.at

    private fun handle(at: GattEndpoint): Int = characteristics.first { it.at == at }.handle

    /** As the Bluetooth process describes it. */
    internal fun services(): List<BluetoothGattService> = characteristics.groupBy { it.at.service }.map { (uuid, members) ->
        BluetoothGattService(uuid, members.first().handle - 1, BluetoothGattService.SERVICE_TYPE_PRIMARY).apply {
            members.forEach { addCharacteristic(describe(it)) }
        }
    }

    private fun describe(one: Characteristic): BluetoothGattCharacteristic =
        BluetoothGattCharacteristic(one.at.characteristic, one.handle, one.properties, 0).apply {
            if (one.properties and (NOTIFY or INDICATE) != 0) addDescriptor(BluetoothGattDescriptor(CONFIGURATION, one.handle + 1, 0))
        }

    companion object {
        const val READ: Int = BluetoothGattCharacteristic.PROPERTY_READ
        const val WRITE: Int = BluetoothGattCharacteristic.PROPERTY_WRITE
        const val WRITE_NO_RESPONSE: Int = BluetoothGattCharacteristic.PROPERTY_WRITE_NO_RESPONSE
        const val NOTIFY: Int = BluetoothGattCharacteristic.PROPERTY_NOTIFY
        const val INDICATE: Int = BluetoothGattCharacteristic.PROPERTY_INDICATE
        private const val FIRST_HANDLE = 0x11
        private val CONFIGURATION: UUID = UUID.fromString("00002902-0000-1000-8000-00805f9b34fb")
    }
}
