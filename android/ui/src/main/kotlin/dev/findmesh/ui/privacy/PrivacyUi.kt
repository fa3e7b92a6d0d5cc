package dev.findmesh.ui.privacy

import dev.findmesh.Participation
import dev.findmesh.PrivateZone
import dev.findmesh.ui.ReasonUi
import dev.findmesh.ui.host.Failure

/** What the privacy screen can show: all of it, one place, a question before what cannot be taken back, and a proof. */
internal enum class PrivacyPage { OVERVIEW, PLACE, REMOVE, WITHDRAW, ERASE, ERASED }

/**
 * What the privacy screen shows.
 *
 * @property loading the library said nothing yet.
 * @property blocked why the library cannot say or do anything here.
 * @property lost the private places went with their key: nothing is sent until the person chose anew.
 * @property agreed the person takes part.
 * @property diagnostics counts may leave the phone.
 * @property places private ones, by when they were set.
 * @property often places that the phone learnt; null: the library did not say.
 * @property place the one that is being set, changed or removed.
 * @property kept how much of what is on this phone.
 * @property outcome what the last thing that was tapped came to.
 * @property proof of the last erasing.
 * @property canBegin there is a screen that asks for the agreement.
 */
internal data class PrivacyUi(
    val page: PrivacyPage,
    val loading: Boolean,
    val blocked: ReasonUi?,
    val lost: Boolean,
    val agreed: Boolean,
    val participation: Participation,
    val diagnostics: Boolean,
    val places: List<PrivateZone>,
    val often: List<OftenPlace>?,
    val place: PlaceDraft?,
    val kept: Kept,
    val outcome: Outcome?,
    val proof: Proof?,
    val locating: Boolean,
    val canBegin: Boolean,
    val busy: Boolean,
    val failure: Failure?,
) {
    /** No more places can be set. */
    val full: Boolean get() = places.size >= PrivateZone.MOST

    /** Places that the phone learnt and that are not private by the person's own choice. */
    val open: List<OftenPlace> get() = often.orEmpty().filter { place -> places.none(place::isWithin) }
}

/**
 * How much of what is on this phone.
 *
 * @property waiting reports, and sightings that may become one.
 * @property days for which there are counts; null: the library did not say.
 * @property decisions lines of the consent ledger; null: the library did not say.
 */
internal data class Kept(val waiting: Int, val days: Int?, val decisions: Int?)

/** What something that was tapped came to. */
internal enum class Outcome {
    /** A place was set or changed. */
    SET,

    /** A place was removed, which can be taken back. */
    REMOVED,
    EXPORTED,
    WITHDRAWN,

    /** Where the phone is nobody knew. */
    NOWHERE,
}
