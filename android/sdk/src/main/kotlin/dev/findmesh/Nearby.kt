package dev.findmesh

import java.time.Instant

/**
 * Which adverts [Finder.nearby] tells.
 *
 * @property networks names of networks, none: every network of tags.
 * @property minRssi adverts that arrive weaker than this, in dBm, are left out.
 * @property separatedOnly only tags that say that their owner is away.
 */
public class NearbyFilter @JvmOverloads constructor(
    public val networks: Set<String> = emptySet(),
    public val minRssi: Int = WEAKEST,
    public val separatedOnly: Boolean = false,
) {
    /** Whether [sighting] is told. */
    public fun accepts(sighting: Sighting): Boolean = sighting.network in networks.ifEmpty { TAGS } &&
        sighting.rssi >= minRssi &&
        (!separatedOnly || sighting.owner == OwnerState.AWAY)

    override fun equals(other: Any?): Boolean =
        other is NearbyFilter && networks == other.networks && minRssi == other.minRssi && separatedOnly == other.separatedOnly

    override fun hashCode(): Int = networks.hashCode() + minRssi

    override fun toString(): String = "NearbyFilter(networks=$networks, minRssi=$minRssi, separatedOnly=$separatedOnly)"

    public companion object {
        /** Every tag. */
        @JvmField
        public val All: NearbyFilter = NearbyFilter()
        private const val WEAKEST = -127
        private val TAGS = setOf("findmesh", "apple", "fhn", "dult", "samsung", "tile", "chipolo", "pebblebee")
    }
}

/** What an advert says about its owner. */
public enum class OwnerState {
    /** Away from the tag. */
    AWAY,

    /** Near the tag. */
    NEAR,

    /** The format does not say. */
    UNKNOWN,
}

/** A battery level that an advert states in the clear. */
public enum class BatteryLevel {
    /** Full. */
    FULL,

    /** Medium. */
    MEDIUM,

    /** Low. */
    LOW,

    /** About to go out. */
    CRITICAL,
}

/**
 * One advert of a tag, heard just now.
 *
 * It identifies the tag for as long as the tag keeps its key and its address, minutes to a day: for the screen, not for logs.
 *
 * @property network the format: `findmesh`, `apple`, `fhn`, `dult`, `samsung`, `tile` … Names may be added.
 * @property kind tells the frames of one network apart.
 * @property owner whether its owner is near, as the advert says.
 * @property battery the battery level, null where the advert states none that can be believed.
 * @property rssi how strong it arrived, dBm.
 * @property time when it was heard.
 * @property address the Bluetooth address at the moment, null where the platform tells none.
 * @property fields everything else that the advert says, as text.
 */
public class Sighting(
    public val network: String,
    public val kind: String,
    public val owner: OwnerState,
    public val battery: BatteryLevel?,
    public val rssi: Int,
    public val time: Instant,
    public val address: String?,
    public val fields: Map<String, String>,
) {
    /** Without what identifies the tag. */
    override fun toString(): String = "Sighting($network $kind, $owner, $rssi dBm)"
}
