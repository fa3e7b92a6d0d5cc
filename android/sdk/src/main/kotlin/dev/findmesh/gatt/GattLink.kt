package dev.findmesh.gatt

import android.bluetooth.BluetoothDevice
import android.bluetooth.BluetoothGatt
import android.bluetooth.BluetoothGattCharacteristic
import android.content.Context
import dev.findmesh.FindmeshException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.cancel
import kotlinx.coroutines.channels.BufferOverflow
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.receiveAsFlow
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.withTimeoutOrNull

/** One connection, from the first attempt to [close]. */
internal class GattLink private constructor(private val timeouts: GattTimeouts) : GattConnection {
    private lateinit var platform: PlatformGatt
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    private val connected = CompletableDeferred<Unit>()
    private val ended = CompletableDeferred<Int>()
    private val down = CompletableDeferred<Unit>()
    private val turn = Mutex()
    private val ear = GattEar()

    @Volatile
    private var servicesAreStale = false

    @Volatile
    override var mtu: Int = MTU_DEFAULT
        private set

    suspend fun awaitConnected() {
        withTimeoutOrNull(timeouts.connectMillis) { connected.await() } ?: throw GattOperation.CONNECT.failed(GattFailure.UNREACHABLE)
    }

    /** Finds the services; an empty list is taken for a memory of the platform that went wrong. */
    suspend fun discover() {
        search()
        if (platform.hasServices) return
        platform.refresh()
        search()
    }

    private suspend fun search() {
        servicesAreStale = false
        ask(GattOperation.DISCOVER, about = null) { discover() }
    }

    fun forgetServices() = quietly { platform.refresh() }

    override suspend fun has(at: GattEndpoint): Boolean = find(at) != null

    override suspend fun requestMtu(wanted: Int): Int {
        require(wanted in MTU_DEFAULT..MTU_MAX) { "an MTU is $MTU_DEFAULT to $MTU_MAX" }
        try {
            ask(GattOperation.MTU, about = null) { requestMtu(wanted) }
        } catch (e: FindmeshException.GattFailed) {
            if (e.failure != GattFailure.REFUSED) throw e
        }
        return mtu
    }

    override suspend fun read(at: GattEndpoint): ByteArray {
        val from = require(at, GattOperation.READ, BluetoothGattCharacteristic.PROPERTY_READ)
        return ask(GattOperation.READ, from) { read(from) }.value ?: ByteArray(0)
    }

    override suspend fun write(at: GattEndpoint, value: ByteArray) {
        val properties = BluetoothGattCharacteristic.PROPERTY_WRITE or BluetoothGattCharacteristic.PROPERTY_WRITE_NO_RESPONSE
        val to = require(at, GattOperation.WRITE, properties)
        val room = if (to.confirms) VALUE_MAX else mtu - HEADER
        if (value.size > room) throw GattOperation.WRITE.failed(GattFailure.TOO_LONG)
        ask(GattOperation.WRITE, to) { write(to, value) }
    }

    override suspend fun subscribe(at: GattEndpoint): Flow<ByteArray> {
        val properties = BluetoothGattCharacteristic.PROPERTY_NOTIFY or BluetoothGattCharacteristic.PROPERTY_INDICATE
        val to = require(at, GattOperation.SUBSCRIBE, properties)
        val descriptor = to.getDescriptor(CONFIGURATION) ?: throw GattOperation.SUBSCRIBE.failed(GattFailure.NOT_THERE)
        val values = Channel<ByteArray>(KEPT, BufferOverflow.DROP_OLDEST)
        ear.pass(to, values)
        ask(GattOperation.SUBSCRIBE, descriptor) { listen(to) && switchOn(descriptor) }
        return values.receiveAsFlow()
    }

    override suspend fun awaitEnd(): Int = ended.await()

    /** Ends the connection, waits for the platform to say so, and frees it. */
    suspend fun close() {
        val wasUp = connected.isCompleted && !connected.isCancelled
        quietly { platform.disconnect() }
        // Closing in the same moment leaves the link up on some phones; of an attempt that is called off nothing more is told.
        if (wasUp) withTimeoutOrNull(END_MILLIS) { down.await() }
        quietly { platform.close() }
        end(BluetoothGatt.GATT_SUCCESS)
        scope.cancel()
    }

    private suspend fun find(at: GattEndpoint): BluetoothGattCharacteristic? {
        if (servicesAreStale) discover()
        return platform.find(at)
    }

    /** The characteristic, if it has one of [properties]. */
    private suspend fun require(at: GattEndpoint, by: GattOperation, properties: Int): BluetoothGattCharacteristic =
        find(at)?.takeIf { it.has(properties) } ?: throw by.failed(GattFailure.NOT_THERE)

    /**
     * Waits for its turn, starts, waits for the answer. The turn is given on when the platform is ready for the next, even
     * if the caller has long gone.
     */
    private suspend fun ask(operation: GattOperation, about: Any?, start: PlatformGatt.() -> Boolean): GattSignal.Answer {
        turn.lock()
        val answer = scope.async(start = CoroutineStart.UNDISPATCHED) {
            try {
                exchange(operation, about, start)
            } finally {
                turn.unlock()
            }
        }
        return answer.await()
    }

    private suspend fun exchange(operation: GattOperation, about: Any?, start: PlatformGatt.() -> Boolean): GattSignal.Answer {
        val question = ear.ask(operation, about)
        try {
            startPatiently(operation, start)
            val answer = withTimeoutOrNull(timeouts.operationMillis) { question.await() }
            if (answer == null) {
                quietly { platform.disconnect() }
                end(BluetoothGatt.GATT_FAILURE)
                throw operation.failed(GattFailure.TIMED_OUT)
            }
            if (answer.status != BluetoothGatt.GATT_SUCCESS) throw operation.failed(GattFailure.REFUSED, answer.status)
            return answer
        } finally {
            ear.answered()
        }
    }

    /** The platform's own mark of being busy may outlast the answer by a moment. */
    private suspend fun startPatiently(operation: GattOperation, start: PlatformGatt.() -> Boolean) {
        repeat(STARTS) {
            try {
                if (platform.start()) return
            } catch (_: SecurityException) {
                throw permissionMissing()
            }
            delay(START_PAUSE_MILLIS)
        }
        throw operation.failed(GattFailure.NOT_TAKEN)
    }

    /** On a binder thread, possibly before [open] has returned. */
    private fun onSignal(signal: GattSignal) {
        when (signal) {
            is GattSignal.Connection -> onConnection(signal)
            is GattSignal.Answer -> ear.hear(signal)
            is GattSignal.Mtu -> onMtu(signal)
            is GattSignal.Notified -> ear.hear(signal)
            is GattSignal.ServicesChanged -> servicesAreStale = true
        }
    }

    private fun onConnection(signal: GattSignal.Connection) {
        if (signal.up && signal.status == BluetoothGatt.GATT_SUCCESS) {
            connected.complete(Unit)
        } else {
            end(signal.status)
            down.complete(Unit)
        }
    }

    private fun onMtu(signal: GattSignal.Mtu) {
        if (signal.status == BluetoothGatt.GATT_SUCCESS) mtu = signal.mtu
        ear.hear(GattSignal.Answer(GattOperation.MTU, null, signal.status))
    }

    private fun end(status: Int) {
        connected.completeExceptionally(GattOperation.CONNECT.failed(GattFailure.UNREACHABLE, status))
        ear.end(status)
        ended.complete(status)
    }

    /** On the way out nothing more can be done about it. */
    private inline fun quietly(call: () -> Unit) {
        try {
            call()
        } catch (_: SecurityException) {
            return
        }
    }

    companion object {
        private const val MTU_DEFAULT = 23
        private const val MTU_MAX = 517
        private const val HEADER = 3
        private const val VALUE_MAX = 512
        private const val KEPT = 64
        private const val STARTS = 5
        private const val START_PAUSE_MILLIS = 20L
        private const val END_MILLIS = 2_000L

        /**
         * Begins to connect: directly, for an attempt in the background (autoConnect) outlives whoever asked for it, and
         * over Low Energy, for a device that can do both would be called otherwise.
         *
         * @throws FindmeshException.GattFailed the platform has no connection to give.
         */
        fun open(context: Context, device: BluetoothDevice, timeouts: GattTimeouts): GattLink {
            val link = GattLink(timeouts)
            val gatt = try {
                device.connectGatt(context, false, GattSignals(link::onSignal), BluetoothDevice.TRANSPORT_LE)
            } catch (_: SecurityException) {
                throw permissionMissing()
            }
            link.platform = PlatformGatt(gatt ?: throw GattOperation.CONNECT.failed(GattFailure.NOT_TAKEN))
            return link
        }
    }
}
