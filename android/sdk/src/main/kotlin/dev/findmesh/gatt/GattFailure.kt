package dev.findmesh.gatt

import dev.findmesh.FindmeshException

/** What went wrong with a connection to a tag. Values may be added. */
public enum class GattFailure {
    /** Bluetooth is off. */
    RADIO_OFF,

    /** No connection came about: out of reach, or connected to somebody else. `status` tells of the third attempt; null: the time was up. */
    UNREACHABLE,

    /** The connection ended. */
    LOST,

    /** The tag, or the platform on its way there, did not answer in time; the connection is over. */
    TIMED_OUT,

    /** The tag answered with an error: `status` is its code of the attribute protocol. */
    REFUSED,

    /** The tag does not have this characteristic, or not with the property that this needs. */
    NOT_THERE,

    /** The value is longer than a characteristic, or a packet, holds. */
    TOO_LONG,

    /** The platform did not take the operation. */
    NOT_TAKEN,
}

/** What is asked for over a connection, by the names that failures have. */
internal enum class GattOperation(val text: String) {
    CONNECT("connect"),
    DISCOVER("discover"),
    MTU("mtu"),
    READ("read"),
    WRITE("write"),
    SUBSCRIBE("subscribe"),
    SOUND("sound"),
    ;

    fun failed(failure: GattFailure, status: Int? = null): FindmeshException.GattFailed =
        FindmeshException.GattFailed(failure, text, status)
}
