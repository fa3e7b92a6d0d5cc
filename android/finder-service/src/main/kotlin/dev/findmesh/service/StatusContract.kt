package dev.findmesh.service

/**
 * What other apps of the maker may ask and say. Names are stable; further ones may be added, and unknown ones must be
 * tolerated. Times are milliseconds since 1970.
 */
object StatusContract {
    /** Held by whoever reads the status: signed with the key of this app. */
    const val READ_PERMISSION: String = "dev.findmesh.permission.READ_FINDER_STATUS"

    /** Held by whoever asks the person: signed with the key of this app. */
    const val CONTROL_PERMISSION: String = "dev.findmesh.permission.CONTROL_FINDER"

    /** Of the provider, whose one row has the columns below. */
    const val AUTHORITY: String = "dev.findmesh.finder.status"

    /** Of the service that takes messages. */
    const val ACTION: String = "dev.findmesh.finder.STATUS"

    /** A message that asks for the status, and its answer: a bundle with the names below. */
    const val MESSAGE_STATUS: Int = 1

    /** The person agreed: [TEXT_VERSION], [LOCALE] and [HOW] say to what and how. */
    const val MESSAGE_AGREE: Int = 2

    /** The person does not agree any more. */
    const val MESSAGE_WITHDRAW: Int = 3

    /** Answers [MESSAGE_AGREE] and [MESSAGE_WITHDRAW]: it is written down. */
    const val MESSAGE_DONE: Int = 4

    /** Answers any: it was not done; [ERROR] says why. */
    const val MESSAGE_REFUSED: Int = 5

    const val TEXT_VERSION: String = "text_version"
    const val LOCALE: String = "locale"
    const val HOW: String = "how"

    /** `permission_missing`, `too_often`, `argument_missing`, `user_locked`, `other_user` or `failed`. */
    const val ERROR: String = "error"

    /** Version code of this app. */
    const val VERSION: String = "version"

    /** Whether the finder is wished to work by everybody who has a say. */
    const val WORKING: String = "working"

    /** Why not: a code of [Why]. */
    const val RESTING_BECAUSE: String = "resting_because"

    /** What the finder is doing, as the library says it. */
    const val STATE: String = "state"

    /** Codes of the library's health, blocking ones first, with commas. */
    const val REASONS: String = "reasons"
    const val LAST_SCAN: String = "last_scan"
    const val LAST_SIGHTING: String = "last_sighting"
    const val LAST_REPORT: String = "last_report"
    const val LAST_UPLOAD: String = "last_upload"
    const val QUEUE_REPORTS: String = "queue_reports"
    const val QUEUE_BYTES: String = "queue_bytes"
    const val QUEUE_PENDING: String = "queue_pending"

    /** When the orders that count were issued. */
    const val ORDERS_ISSUED: String = "orders_issued"

    internal val COLUMNS: List<String> = listOf(
        VERSION, WORKING, RESTING_BECAUSE, STATE, REASONS, LAST_SCAN, LAST_SIGHTING, LAST_REPORT, LAST_UPLOAD,
        QUEUE_REPORTS, QUEUE_BYTES, QUEUE_PENDING, ORDERS_ISSUED,
    )
}
