package dev.findmesh

/** A finder network whose tags can be reported, to a relay that takes its reports; further ones follow. */
public enum class Network {
    /** Findmesh's own. */
    NATIVE,

    /**
     * Apple's Find My: separated tags, sealed to the key that they send. Their owners ask Apple's servers, where nothing is
     * sent: only who holds a tag's keys and asks this relay finds it.
     */
    APPLE,

    /** Google's Find Hub: separated tags, sealed to the identifier that they send. What is said of [APPLE] holds here too. */
    FIND_HUB,
}
