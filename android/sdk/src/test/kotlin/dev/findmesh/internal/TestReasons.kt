package dev.findmesh.internal

/** What the engine of the test build knows; [NativeLib.load] comes first. */
object TestReasons {
    /** All codes of reasons that the engine can give, joined by commas. */
    @JvmStatic
    external fun codes(): String
}
