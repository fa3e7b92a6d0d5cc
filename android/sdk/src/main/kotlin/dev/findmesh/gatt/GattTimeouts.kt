package dev.findmesh.gatt

/**
 * How long a [GattClient] waits.
 *
 * @property connectMillis for one of three attempts to connect. The platform gives up by itself after 5 to 30 s.
 * @property operationMillis for the answer to one operation; after that the connection is over, because the attribute
 *   protocol allows no further request behind an unanswered one.
 */
public class GattTimeouts
@JvmOverloads
public constructor(public val connectMillis: Long = CONNECT_MILLIS, public val operationMillis: Long = OPERATION_MILLIS) {
    init {
        require(connectMillis > 0 && operationMillis > 0) { "timeouts are positive" }
    }

    override fun toString(): String = "GattTimeouts(connectMillis=$connectMillis, operationMillis=$operationMillis)"

    private companion object {
        const val CONNECT_MILLIS = 20_000L
        const val OPERATION_MILLIS = 10_000L
    }
}
