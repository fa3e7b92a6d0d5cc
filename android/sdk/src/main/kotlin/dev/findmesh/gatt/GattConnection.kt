package dev.findmesh.gatt

import dev.findmesh.FindmeshException
import kotlinx.coroutines.flow.Flow
import java.util.UUID

/**
 * A characteristic, by its UUID and that of the service that holds it.
 *
 * @property service the first service with this UUID is meant.
 */
public class GattEndpoint(public val service: UUID, public val characteristic: UUID) {
    override fun equals(other: Any?): Boolean =
        other is GattEndpoint && other.service == service && other.characteristic == characteristic

    override fun hashCode(): Int = 31 * service.hashCode() + characteristic.hashCode()

    override fun toString(): String = "$service/$characteristic"
}

/**
 * A connection to a tag, whose services are known; good until [GattClient.connected] returns.
 *
 * May be used from any thread. One operation is under way at a time and the others wait for their turn, in order: the
 * platform would drop them. Cancelling a caller takes its operation out of the queue; one that is under way is waited
 * for, so that the next finds the platform ready.
 *
 * Every operation throws [FindmeshException.GattFailed] and, when the permission goes away,
 * [FindmeshException.PermissionMissing].
 */
public interface GattConnection {
    /** Bytes of one packet, header of 3 included: 23 until more was agreed on. */
    public val mtu: Int

    /** Whether the tag has this characteristic. */
    public suspend fun has(at: GattEndpoint): Boolean

    /**
     * Asks for larger packets.
     *
     * @param wanted 23 to 517.
     * @return what was agreed on, which may be less. A tag that wants no other stays with what there is.
     */
    public suspend fun requestMtu(wanted: Int): Int

    /** The value of a characteristic. */
    public suspend fun read(at: GattEndpoint): ByteArray

    /** Writes [value], at most 512 bytes, with the tag's confirmation where the characteristic has that, else without. */
    public suspend fun write(at: GattEndpoint, value: ByteArray)

    /**
     * Has the tag notify, or indicate, changes; returns when it confirmed that.
     *
     * @return the values from then on, kept for one collector (the last 64); it fails with
     *   [FindmeshException.GattFailed] when the connection ends.
     */
    public suspend fun subscribe(at: GattEndpoint): Flow<ByteArray>

    /** Suspends until the connection ends, by whomever. @return the platform's status: 19 when the tag ended it. */
    public suspend fun awaitEnd(): Int
}
