package dev.findmesh.platform.permission

/** Where a permission stands. */
internal enum class Standing {
    GRANTED,

    /** Nobody was asked, or nobody answered. */
    ASK,

    /** Refused once; the platform asks once more. */
    EXPLAIN,

    /** The platform asks no more. */
    SETTINGS,
}

/**
 * What is remembered of the answers to one permission since it was last granted.
 *
 * @property asked dialogs that came back without it.
 * @property refused the platform advised a rationale: somebody refused it.
 * @property final the platform answered by itself, or an earlier look found that it asks no more.
 * @property lapsed it was granted for a short while only.
 */
internal class Answers(
    val asked: Int = 0,
    val refused: Boolean = false,
    val final: Boolean = false,
    val lapsed: Boolean = false,
) {
    /**
     * The platform does not say "never ask again". It advises no rationale both before the first refusal and after the last
     * one; what lies between tells the two apart.
     *
     * @param advised whether the platform advises a rationale; null where no activity is there to ask.
     */
    fun standing(granted: Boolean, advised: Boolean?): Standing = when {
        granted -> Standing.GRANTED
        advised == true -> Standing.EXPLAIN
        final -> Standing.SETTINGS
        advised == null -> if (refused) Standing.EXPLAIN else Standing.ASK
        refused || asked >= UNANSWERED -> Standing.SETTINGS
        else -> Standing.ASK
    }

    private companion object {
        /** A dialog that was tapped away counts as no answer (API 30 and later); twice is one. */
        const val UNANSWERED = 2
    }
}
