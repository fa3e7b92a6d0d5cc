package dev.findmesh.gatt

/** How a tag is made to sound. Values may be added. */
public enum class SoundWay {
    /** The service that tags of every network may have for people who do not own them (IETF DULT). */
    DULT,

    /** A tag of somebody else for Apple's network, or AirPods. */
    APPLE_ACCESSORY,

    /** An AirTag. */
    AIRTAG,

    /** A tag of Google's Find Hub network, whose owner lets anybody ring. */
    FIND_HUB,
}

/** What [TagSounds.play] tells. */
public sealed class SoundEvent {
    /**
     * It sounds.
     *
     * @property confirmed the tag said so; else it took the command, and nothing more is known.
     */
    public class Sounding(public val way: SoundWay, public val confirmed: Boolean) : SoundEvent() {
        override fun equals(other: Any?): Boolean = other is Sounding && other.way == way && other.confirmed == confirmed

        override fun hashCode(): Int = 31 * way.hashCode() + confirmed.hashCode()

        override fun toString(): String = "Sounding($way, confirmed=$confirmed)"
    }

    /**
     * It sounds no more.
     *
     * @property confirmed the tag said so, or ended the connection; else it was long enough, and it was told to stop.
     */
    public class Ended(public val confirmed: Boolean) : SoundEvent() {
        override fun equals(other: Any?): Boolean = other is Ended && other.confirmed == confirmed

        override fun hashCode(): Int = confirmed.hashCode()

        override fun toString(): String = "Ended(confirmed=$confirmed)"
    }
}

/** Why a tag does not sound. Values may be added. */
public enum class SoundRefusal {
    /** It has none of the services that would let it. */
    NO_WAY,

    /** It sounds already. */
    ALREADY_SOUNDING,

    /** It serves nobody but its owner, usually because the owner is near. */
    OWNER_ONLY,

    /** It cannot, for example because the earbuds that shall ring are out of its reach. */
    FAILED,
}
