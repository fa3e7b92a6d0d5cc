package dev.findmesh

/** Where a person takes part. */
public enum class Participation {
    /** Nowhere: the finder rests. */
    OFF,

    /**
     * Everywhere but at places where the phone often stays, home among them, and in private zones. The phone learns those
     * places by itself and keeps them to itself.
     */
    AWAY_FROM_MY_PLACES,

    /** Everywhere outside private zones. */
    EVERYWHERE,
}
