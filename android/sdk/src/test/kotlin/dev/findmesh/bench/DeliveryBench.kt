package dev.findmesh.bench

import android.bluetooth.le.ScanResult
import dev.findmesh.ffi.NativeEngine
import dev.findmesh.platform.EngineSession
import dev.findmesh.platform.FindmeshClient
import dev.findmesh.platform.SightingIntake
import dev.findmesh.platform.SightingReader
import dev.findmesh.testing.Advert
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.TestApplication
import dev.findmesh.testing.Vectors
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.annotation.Config
import java.util.Random

/**
 * A delivery of 50 results from the framework's callback on: what it costs us and, in the same run, other libraries.
 * Started by `cargo xtask bench`; figures are for each result.
 */
@RunWith(PhoneRunner::class)
@Config(sdk = [34])
class DeliveryBench {
    @get:Rule
    val phone: Phone = Phone()
    private val random = Random(1)
    private val session: EngineSession by lazy { phone.run { (phone.findmesh as FindmeshClient).host.session() } }
    private val engine: NativeEngine get() = session.engine
    private val intake by lazy { SightingIntake(engine) }

    @Test
    fun delivery() {
        phone.beginFinding()
        phone.fix(48.0, 11.0)
        besideOthers()
        kept()
    }

    private fun besideOthers() {
        val results = batch()
        val reader = SightingReader(TestApplication.config())
        println("\n50 results of separated tags on the thread that the framework calls, for each result")
        val settle = { ticket: Long -> runBlocking { engine.commit(ticket) } }
        val ours = Case("Findmesh: packed, handed to the engine", RESULTS, settle) { checkNotNull(intake.ingest(results)) }
        val costs = compare(CALLS, WARM_TURNS, TURNS, ours, *others().map { it.case(results) }.toTypedArray())
        Figures.tell("batch_allocated_bytes", costs.first().bytes * RESULTS)
        println("\nthe same for a screen")
        val shown = Case("Findmesh: nearby(), decoded into a Sighting", RESULTS) { results.mapNotNull(reader::read).size.toLong() }
        compare(1, WAKES / 2, WAKES, shown)
    }

    /** With all that comes after the hand-over, until nothing is lost by a power cut. */
    private fun kept() {
        println("\n50 results until they are kept, for each result; engine, disk and threads included")
        val known = batch()
        var fresh = batch()
        val sealed = sealed()
        val later = { _: Long ->
            phone.advance(HOUR)
            phone.fix(48.0, 11.0)
            fresh = batch()
        }
        compare(
            1,
            WAKES / 2,
            WAKES,
            Case("heard before: intake to commit", RESULTS) { runBlocking { intake.take(known) }.let { 0 } },
            Case("heard before: the whole wake", RESULTS) { runBlocking { session.scanWake(known) }.let { 0 } },
            Case("an hour later, never heard before: the whole wake", RESULTS, later) {
                runBlocking { session.scanWake(fresh) }.let { 0 }
            },
        )
        println("  reports of the never heard: %.1f of $RESULTS".format((sealed() - sealed) / (WAKES * 1.5)))
    }

    /** At most 30 new keys in ten minutes are, and of those made up here about half are points of the curve. */
    private fun sealed(): Long = phone.counters()["reported"] ?: 0

    private fun Listener.case(results: List<ScanResult>): Case {
        begin(phone.app, Vectors.compactTag().data)
        assertEquals("$name hears all", RESULTS, take(results))
        return Case(name, RESULTS) { take(results).toLong() }
    }

    /** Those whose jars could be had. */
    private fun others(): List<Listener> {
        val names = System.getProperty("findmesh.bench.listeners").orEmpty().split(',').filter { it.isNotEmpty() }
        return names.map { Class.forName(it).getDeclaredConstructor().newInstance() as Listener }
    }

    private fun batch(): List<ScanResult> = List(RESULTS) { FakeRadio.result(stranger()) }

    /** A tag of its own: same form, another key. */
    private fun stranger(): Advert {
        val like = Vectors.compactTag()
        val data = like.data.copyOf()
        for (at in KEY until data.size) data[at] = random.nextInt().toByte()
        return Advert(data, "C0:" + List(5) { "%02X".format(random.nextInt(256)) }.joinToString(":"))
    }

    private companion object {
        const val RESULTS = 50
        const val CALLS = 40
        const val WARM_TURNS = 60
        const val TURNS = 61
        const val WAKES = 40

        const val HOUR = 3_600_000L

        /** Where the key begins in the compact form: behind length, type, company and state. */
        const val KEY = 5
    }
}
