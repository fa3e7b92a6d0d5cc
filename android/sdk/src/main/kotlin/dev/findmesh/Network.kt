package dev.findmesh

/** A finder network whose tags can be reported; further ones follow. */
public enum class Network {
    /** Findmesh's own. */
    NATIVE,
}
