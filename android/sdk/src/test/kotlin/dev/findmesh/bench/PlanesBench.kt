package dev.findmesh.bench

import dev.findmesh.ffi.EngineConfig
import dev.findmesh.ffi.EngineObserver
import dev.findmesh.ffi.FinderMode
import dev.findmesh.ffi.Health
import dev.findmesh.ffi.HttpAnswer
import dev.findmesh.ffi.HttpRequest
import dev.findmesh.ffi.HttpTransport
import dev.findmesh.ffi.KeyVault
import dev.findmesh.ffi.NativeEngine
import dev.findmesh.ffi.PhoneEffect
import dev.findmesh.ffi.TagNetwork
import dev.findmesh.internal.FastPath
import dev.findmesh.internal.NativeLib
import dev.findmesh.internal.SightingPacker
import kotlinx.coroutines.runBlocking
import java.nio.ByteBuffer
import java.nio.file.Files

/** What the two planes cost on this JVM, side by side in one run; started by `cargo xtask bench`. */
fun main() {
    println("\nstart-up of the SDK in a fresh JVM")
    val start = System.nanoTime()
    val jna = timed("JNA alone (its own native library)") { com.sun.jna.Native.POINTER_SIZE }
    timed("libfindmesh.so, both planes, instance compared") { NativeLib.load(null) }
    val folder = Files.createTempDirectory("findmesh-bench")
    var engine: NativeEngine? = null
    timed("engine opened on a new database") { engine = open(folder.resolve("bench.db").toString()) }
    val all = (System.nanoTime() - start) / 1e6
    println("  %-50s %10.1f ms".format("all of it", all))
    println("  budget jna_start_up: %.1f ms, at most 80 (docs/decisions/0003): %s".format(jna, if (jna <= 80) "held" else "BROKEN"))
    engine!!.let { open ->
        calls(open)
        batches(open)
        runBlocking { open.shutdown() }
    }
    folder.toFile().deleteRecursively()
}

private fun timed(name: String, body: () -> Any?): Double {
    val start = System.nanoTime()
    body()
    val millis = (System.nanoTime() - start) / 1e6
    println("  %-50s %10.1f ms".format(name, millis))
    return millis
}

private fun calls(engine: NativeEngine) {
    println("\nan empty call")
    inTurns(
        Case("JNI, instanceId()") { FastPath.instanceId() },
        Case("UniFFI, instanceId()") { dev.findmesh.ffi.instanceId() },
        Case("UniFFI, handle() of an object") { engine.handle() },
    )
}

private fun batches(engine: NativeEngine) {
    println("\ningest of 50 adverts, without the commit")
    val packer = packed(50)
    val array = packer.buffer.copyOf(packer.length)
    val direct = ByteBuffer.allocateDirect(array.size).put(array)
    val handle = engine.handle()
    val settle = { ticket: Long -> runBlocking { engine.commit(ticket) } }
    val costs = inTurns(
        Case("JNI, byte array", settle = settle) { FastPath.ingest(handle, array, array.size) },
        Case("JNI, direct buffer", settle = settle) { FastPath.ingestDirect(handle, direct, array.size) },
        Case("UniFFI", settle = settle) { engine.ingest(array) },
    )
    val micros = costs.first().nanos / 1e3
    println("  budget jni_ingest_50: %.1f µs, at most 100: %s".format(micros, if (micros <= 100) "held" else "BROKEN"))
    println("\npacking 50 scan results")
    inTurns(Case("SightingPacker") { packed(50).length.toLong() })
}

private fun inTurns(vararg cases: Case): List<Cost> = compare(CALLS, WARM_TURNS, TURNS, *cases)

private fun packed(count: Int): SightingPacker {
    val packer = SightingPacker()
    val advert = ByteArray(31) { it.toByte() }
    byteArrayOf(30, -1, 0x4C, 0, 0x12, 0x19, 0x10).copyInto(advert)
    repeat(count) { packer.add(advert, "C0:11:22:33:44:55", 1, -60, 127, false, 1_000_000L * it) }
    return packer
}

private const val CALLS = 200
private const val WARM_TURNS = 100
private const val TURNS = 101

private fun open(database: String): NativeEngine {
    val networks = listOf(TagNetwork.NATIVE)
    val config = EngineConfig(database, "http://127.0.0.1:9", networks, null, 0xFFFF, FinderMode.BACKGROUND, false, emptyList())
    return NativeEngine.open(config, NoTransport, PlainVault, Deaf)
}

/** Never asked: no window is ever given. */
private object NoTransport : HttpTransport {
    override fun send(request: HttpRequest): HttpAnswer = error("no request belongs here")
}

/** Start-up without a keystore: its cost is the platform's. */
private object PlainVault : KeyVault {
    override fun wrap(key: ByteArray): ByteArray = key

    override fun unwrap(wrapped: ByteArray): ByteArray = wrapped

    override fun renew(): Boolean = false

    override fun retire(): Unit = Unit
}

private object Deaf : EngineObserver {
    override fun onHealth(health: Health) = Unit

    override fun onPhoneEffect(effect: PhoneEffect) = Unit
}
