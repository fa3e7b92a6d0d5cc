package dev.findmesh.internal

/**
 * Sets the engine's clocks; in libraries built with the feature `test-hooks` only, and declared in
 * test sources only.
 */
object TestClock {
    @JvmStatic
    external fun set(bootMillis: Long, wallMillis: Long)

    /** Back to the machine's clocks. */
    @JvmStatic
    external fun clear()
}
