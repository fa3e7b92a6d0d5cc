package dev.findmesh.bench

import com.sun.management.ThreadMXBean
import java.lang.management.ManagementFactory

/**
 * One thing to time.
 *
 * @property operations how many of them a call makes.
 * @property settle gets a turn's last result outside of the measured time, so that queues drain.
 * @property call must do all of its work on the thread that calls it.
 */
class Case(val name: String, val operations: Int = 1, val settle: (Long) -> Unit = {}, val call: () -> Long)

/** Medians of a case. @property nanos an operation's. @property bytes an operation's on the Java heap. */
class Cost(val name: String, val nanos: Double, val bytes: Double)

/** Times the cases in turns, A B A B …, prints medians and ratios to the first, and returns them. */
fun compare(calls: Int, warm: Int, turns: Int, vararg cases: Case): List<Cost> {
    val times = cases.map { mutableListOf<Double>() }
    val bytes = cases.map { mutableListOf<Double>() }
    repeat(warm + turns) { turn ->
        cases.forEachIndexed { index, case ->
            val allocated = allocatedHere()
            val start = System.nanoTime()
            var last = 0L
            repeat(calls) { last = case.call() }
            val time = System.nanoTime() - start
            val heap = allocatedHere() - allocated
            case.settle(last)
            val operations = calls.toDouble() * case.operations
            if (turn >= warm) {
                times[index] += time / operations
                bytes[index] += heap / operations
            }
        }
    }
    val costs = cases.mapIndexed { index, case -> Cost(case.name, times[index].median(), bytes[index].median()) }
    costs.forEach { println("  %-54s %10.0f ns %8.2f×  %8.0f bytes".format(it.name, it.nanos, it.nanos / costs[0].nanos, it.bytes)) }
    return costs
}

/** The middle one of these. */
fun List<Double>.median(): Double = sorted()[size / 2]

/** What this thread has taken from the Java heap so far. */
private fun allocatedHere(): Long = threads.getThreadAllocatedBytes(Thread.currentThread().id)

private val threads = ManagementFactory.getThreadMXBean() as ThreadMXBean
