package dev.findmesh.bench

import org.junit.runner.JUnitCore
import kotlin.system.exitProcess

/** Runs the named benchmarks, which need the framework; started by `cargo xtask bench`. */
fun main(args: Array<String>) {
    val result = JUnitCore.runClasses(*args.map { Class.forName(it) }.toTypedArray())
    result.failures.forEach { System.err.println("$it\n${it.trace}") }
    exitProcess(if (result.wasSuccessful()) 0 else 1)
}
