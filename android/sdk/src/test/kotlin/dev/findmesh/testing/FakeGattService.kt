package dev.findmesh.testing

import android.bluetooth.BluetoothDevice
import android.bluetooth.BluetoothGatt
import android.bluetooth.BluetoothGattCallback
import android.bluetooth.IBluetoothGatt
import android.bluetooth.IBluetoothGattCallback
import android.content.Context
import android.os.Build
import android.os.Handler
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.annotation.RealObject
import org.robolectric.shadows.ShadowBluetoothDevice
import java.lang.reflect.InvocationHandler
import java.lang.reflect.InvocationTargetException
import java.lang.reflect.Method
import java.lang.reflect.Proxy
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.RejectedExecutionException

/**
 * The Bluetooth process, as the framework's GATT code sees it: one connection of an app to a [FakeTag]. What it tells
 * comes on a thread of its own, as from a binder.
 */
class FakeGattService private constructor(private val tag: FakeTag) : InvocationHandler {
    private val binder: ExecutorService = Executors.newSingleThreadExecutor { Thread(it, "binder").apply { isDaemon = true } }
    private lateinit var app: IBluetoothGattCallback

    override fun invoke(proxy: Any, method: Method, arguments: Array<out Any?>?): Any? {
        serve(method.name, arguments.orEmpty().asList())
        // On some levels results come through a receiver, the last argument; 0 is what succeeds.
        val receiver = arguments?.lastOrNull()?.takeIf { it.javaClass.simpleName == "SynchronousResultReceiver" }
        receiver?.javaClass?.getMethod("send", Any::class.java)?.invoke(receiver, if (method.name.startsWith("write")) 0 else null)
        return if (method.returnType == Int::class.javaPrimitiveType) 0 else null
    }

    private fun serve(name: String, with: List<Any?>) {
        when (name) {
            "registerClient" -> {
                app = with.first { it is IBluetoothGattCallback } as IBluetoothGattCallback
                tag.open++
                tell("onClientRegistered", 0, CLIENT)
            }

            "clientConnect" -> connect(direct = with.first { it is Boolean } as Boolean)

            "clientDisconnect" -> disconnect()

            "unregisterClient" -> {
                tag.asked += "close"
                tag.open--
                binder.shutdown()
            }

            "refreshDevice" -> tag.asked += "refresh"

            else -> serveLink(name, with)
        }
    }

    private fun serveLink(name: String, with: List<Any?>) {
        when (name) {
            "discoverServices" -> discover()
            "configureMTU" -> agreeOnMtu(with[2] as Int)
            "readCharacteristic" -> read(with[2] as Int)
            "writeCharacteristic" -> write(with[2] as Int, with[3] as Int, with[5] as ByteArray)
            "registerForNotification" -> tag.asked += "listen"
            "writeDescriptor" -> subscribe(with[2] as Int, with[4] as ByteArray)
            else -> error("the app asked for $name")
        }
    }

    private fun connect(direct: Boolean) {
        tag.asked += if (direct) "connect" else "connect in the background"
        val status = tag.connecting(tag.asked("connect").size) ?: return
        if (status == 0) tag.link = this
        tellConnection(status, up = status == 0)
    }

    private fun disconnect() {
        tag.asked += "disconnect"
        if (tag.link !== this) return
        tag.link = null
        if (tag.tellsDisconnect) tellConnection(0, up = false)
    }

    private fun discover() {
        tag.asked += "discover"
        val found = if (tag.emptySearches-- > 0) emptyList() else tag.services()
        tell("onSearchComplete", tag.address, found, 0)
    }

    private fun agreeOnMtu(wanted: Int) {
        tag.asked += "mtu $wanted"
        val max = tag.mtuMax
        if (max == null) tell("onConfigureMTU", tag.address, 0, REFUSED) else tell("onConfigureMTU", tag.address, minOf(wanted, max), 0)
    }

    private fun read(handle: Int) {
        tag.asked += "read"
        val reply = tag.reading(tag.at(handle)) ?: return
        tell("onCharacteristicRead", tag.address, reply.status, handle, reply.value)
    }

    private fun write(handle: Int, type: Int, value: ByteArray) {
        tag.asked += (if (type == WITH_RESPONSE) "write " else "write quietly ") + Vectors.hex(value)
        // What the tag says because of it, before it confirms the write, is told before, too.
        val status = tag.writing(tag.at(handle), value) ?: return
        tell("onCharacteristicWrite", tag.address, status, handle, value)
    }

    private fun subscribe(handle: Int, value: ByteArray) {
        tag.asked += "subscribe " + Vectors.hex(value)
        tell("onDescriptorWrite", tag.address, tag.subscribing, handle, value)
    }

    internal fun tellConnection(status: Int, up: Boolean) = tell("onClientConnectionState", status, CLIENT, up, tag.address)

    /** Calls back, whoever has not signed off meanwhile. Older levels lack some last arguments. */
    internal fun tell(name: String, vararg with: Any) {
        val method = app.javaClass.methods.first { it.name == name }.apply { isAccessible = true }
        try {
            binder.execute { method.invoke(app, *with.copyOf(method.parameterCount)) }
        } catch (_: RejectedExecutionException) {
            return
        }
    }

    companion object {
        private const val CLIENT = 7
        private const val REFUSED = 6
        private const val WITH_RESPONSE = 2
        private val tags = ConcurrentHashMap<String, FakeTag>()

        /** It can be connected to. */
        fun add(tag: FakeTag) {
            tags[tag.address] = tag
        }

        fun reset() = tags.clear()

        /** The framework's own object, whose service is this one. */
        internal fun connect(
            device: BluetoothDevice,
            context: Context,
            auto: Boolean,
            callback: BluetoothGattCallback,
            transport: Int,
        ): BluetoothGatt {
            val service = FakeGattService(checkNotNull(tags[device.address]) { "nobody is there" })
            val type = IBluetoothGatt::class.java
            val proxy = Proxy.newProxyInstance(type.classLoader, arrayOf(type), service) as IBluetoothGatt
            val gatt = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) {
                make(proxy, device, transport, false, PHY_1M, context.attributionSource)
            } else {
                make(proxy, device, transport, PHY_1M)
            }
            val connect = BluetoothGatt::class.java.getDeclaredMethod(
                "connect",
                java.lang.Boolean::class.java,
                BluetoothGattCallback::class.java,
                Handler::class.java,
            )
            connect.apply { isAccessible = true }.invoke(gatt, auto, callback, null)
            return gatt
        }

        private const val PHY_1M = 1

        private fun make(vararg with: Any): BluetoothGatt {
            val constructor = BluetoothGatt::class.java.declaredConstructors.first { it.parameterCount == with.size }
            try {
                return constructor.apply { isAccessible = true }.newInstance(*with) as BluetoothGatt
            } catch (e: InvocationTargetException) {
                throw e.targetException
            }
        }
    }
}

/** Leads connections to [FakeGattService]. */
@Implements(BluetoothDevice::class)
class ShadowTagDevice : ShadowBluetoothDevice() {
    @RealObject
    private lateinit var device: BluetoothDevice

    @Implementation
    public override fun connectGatt(context: Context, auto: Boolean, callback: BluetoothGattCallback, transport: Int): BluetoothGatt? =
        FakeGattService.connect(device, context, auto, callback, transport)
}

/** Nothing of it: the framework's own code runs. */
@Implements(BluetoothGatt::class)
class ShadowFrameworkGatt
