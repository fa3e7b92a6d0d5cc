package dev.findmesh.testing.contract

import dev.findmesh.Findmesh

/** What a test of the contract can do to the world around an implementation. */
interface ContractWorld {
    val findmesh: Findmesh

    /** Scans of `nearby` that run. */
    val nearbyScans: Int

    /** Runs suspending code to its end. */
    fun <T> run(work: suspend () -> T): T

    /** Waits for what other threads do. */
    fun until(what: String, condition: () -> Boolean)

    /** A tag of the library's own network, away from its owner, is heard. */
    fun hearTag()

    /** The phone knows where it is. */
    fun place(latitude: Double, longitude: Double)

    fun bluetooth(on: Boolean)

    /** A phone without the radio. */
    fun noBluetooth()

    /** Takes a permission that scanning needs. @return its name. */
    fun deny(): String

    /** The relay answers with [status]; null: not at all. */
    fun relayAnswers(status: Int?)

    /** A phone of a maker's with a lock in its recent apps, of which nothing can be read. */
    fun makersPhone()

    /** Android's battery optimisation leaves the app alone, or not. */
    fun exempt(on: Boolean)

    fun advance(seconds: Long)
}
