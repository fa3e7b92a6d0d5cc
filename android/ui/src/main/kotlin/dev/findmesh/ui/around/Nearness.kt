package dev.findmesh.ui.around

/**
 * How near something seems by how strong it arrives. Walls and pockets make it a guess, so it has words, not metres.
 *
 * @property weakest dBm that still counts as this.
 */
internal enum class Nearness(val weakest: Int) {
    VERY_NEAR(-55),
    NEAR(-68),
    AWAY(-80),
    FAR(Int.MIN_VALUE),
    ;

    /** How many of [BARS] bars it has. */
    val bars: Int get() = BARS - ordinal

    /** What it becomes at [strength] dBm; it stays as it is until a border is crossed by [MARGIN]. */
    fun at(strength: Double): Nearness {
        val there = of(strength)
        return when {
            there == this -> this
            there < this -> if (of(strength - MARGIN) < this) of(strength - MARGIN) else this
            else -> if (of(strength + MARGIN) > this) of(strength + MARGIN) else this
        }
    }

    companion object {
        const val BARS: Int = 4

        /** dB. */
        const val MARGIN: Double = 3.0

        fun of(strength: Double): Nearness = entries.first { strength >= it.weakest }
    }
}
