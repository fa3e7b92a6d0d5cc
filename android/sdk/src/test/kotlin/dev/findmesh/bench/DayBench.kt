package dev.findmesh.bench

import com.sun.jna.NativeLibrary
import com.sun.jna.NativeLong
import com.sun.jna.Structure
import dev.findmesh.testing.Advert
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.Vectors
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.annotation.Config
import java.io.File
import java.lang.management.ManagementFactory
import java.util.Random

/**
 * What the library holds at rest and after a phone's day in virtual time: a delivery of 50 results every three minutes, a
 * fix every ten. Each figure is what ending the library gives back. Started by `cargo xtask bench`.
 */
@RunWith(PhoneRunner::class)
@Config(sdk = [34])
class DayBench {
    @get:Rule
    val phone: Phone = Phone()
    private val random = Random(1)

    @Test
    fun day() {
        FakeRadio.batching = true
        // Once around, so that what is loaded and made once a process is not counted as what is held.
        listenFor(WARM_DELIVERIES)
        phone.restart()
        println("\nmemory that the library holds, given back by shutdown()")
        listenFor(1)
        tell("at rest", "rest", held())
        listenFor(DELIVERIES)
        val queue = phone.findmesh.health.value.queue
        println("  %d results, %d reports in the queue".format(DELIVERIES * RESULTS, queue.reports))
        tell("after the day", "day", held())
        mapped("libfindmesh")
        mapped("jna")
    }

    private fun listenFor(deliveries: Int) {
        phone.beginFinding()
        repeat(deliveries) { number ->
            if (number % FIX_EVERY == 0) phone.fix(48.0 + number * STRIDE, 11.0)
            repeat(RESULTS) { FakeRadio.send(passing(number)) }
            phone.advance(STEP)
            phone.until("the receiver is done") { FakeRadio.isQuiet() }
        }
    }

    /** One of a dozen tags that stay for an hour or so, each heard several times a delivery. */
    private fun passing(delivery: Int): Advert {
        val like = Vectors.compactTag(rssi = -90 + random.nextInt(40))
        val key = Random((delivery / STAY * TAGS + random.nextInt(TAGS)).toLong())
        val data = like.data.copyOf()
        for (at in KEY until data.size) data[at] = key.nextInt().toByte()
        return Advert(data, "C0:" + List(5) { "%02X".format(key.nextInt(256)) }.joinToString(":"), rssi = like.rssi)
    }

    private class Memory(val heap: Long, val native: Long)

    private fun held(): Memory {
        val before = used()
        phone.restart()
        val after = used()
        return Memory(before.heap - after.heap, before.native - after.native)
    }

    /** When garbage on both heaps is gone: what Java holds of the native one is given back some time after its own. */
    private fun used(): Memory = generateSequence {
        System.gc()
        Thread.sleep(SETTLE_MILLIS)
        val info = MALLINFO.invoke(MallInfo::class.java, emptyArray<Any>()) as MallInfo
        Memory(ManagementFactory.getMemoryMXBean().heapMemoryUsage.used, info.uordblks.toLong() + info.hblkhd.toLong())
    }.take(SETTLES).minBy { it.native }

    private fun tell(moment: String, name: String, memory: Memory) {
        println("  %-54s %10.2f MB of Java heap, %.2f MB of native heap".format(moment, memory.heap / MEGA, memory.native / MEGA))
        Figures.tell("${name}_heap_bytes", memory.heap)
        Figures.tell("${name}_native_bytes", memory.native)
    }

    /** Resident and, of it, not shared with other processes, of a library's file. */
    private fun mapped(library: String) {
        var ours = false
        val kilobytes = mutableMapOf<String, Long>()
        for (line in File("/proc/self/smaps").readLines()) {
            if (HEADER.containsMatchIn(line)) ours = line.contains(library)
            if (!ours) continue
            val (name, value) = line.split(Regex(":\\s+"), 2).takeIf { it.size == 2 } ?: continue
            if (value.endsWith(" kB")) kilobytes.merge(name, value.removeSuffix(" kB").toLong(), Long::plus)
        }
        val (resident, written) = listOf("Rss", "Private_Dirty").map { kilobytes[it] }
        println("  %-54s %7d kB resident, %d kB of it written to".format("the file of $library", resident, written))
    }

    /** glibc's `struct mallinfo2`. */
    @Structure.FieldOrder("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")
    class MallInfo :
        Structure(),
        Structure.ByValue {
        @JvmField var arena = NativeLong()

        @JvmField var ordblks = NativeLong()

        @JvmField var smblks = NativeLong()

        @JvmField var hblks = NativeLong()

        /** Bytes in blocks of their own. */
        @JvmField var hblkhd = NativeLong()

        @JvmField var usmblks = NativeLong()

        @JvmField var fsmblks = NativeLong()

        /** Bytes in use. */
        @JvmField var uordblks = NativeLong()

        @JvmField var fordblks = NativeLong()

        @JvmField var keepcost = NativeLong()
    }

    private companion object {
        val MALLINFO = NativeLibrary.getInstance("c").getFunction("mallinfo2")
        val HEADER = Regex("^[0-9a-f]+-[0-9a-f]+ ")
        const val MEGA = 1e6
        const val SETTLES = 6
        const val SETTLE_MILLIS = 300L
        const val RESULTS = 50
        const val STEP = 180_000L
        const val DELIVERIES = 480
        const val WARM_DELIVERIES = 60
        const val FIX_EVERY = 3
        const val STRIDE = 0.001
        const val TAGS = 12
        const val STAY = 20
        const val KEY = 5
    }
}
