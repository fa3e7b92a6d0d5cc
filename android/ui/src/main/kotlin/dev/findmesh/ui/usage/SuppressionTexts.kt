package dev.findmesh.ui.usage

import dev.findmesh.ui.R

/** Why an advert was not reported, in a few words. */
internal object SuppressionTexts {
    fun of(reason: String): Int = TEXTS[reason] ?: R.string.findmesh_suppressed_other

    private val TEXTS = mapOf(
        "near_owner" to R.string.findmesh_suppressed_near_owner,
        "duplicate" to R.string.findmesh_suppressed_duplicate,
        "merged" to R.string.findmesh_suppressed_merged,
        "daily_limit" to R.string.findmesh_suppressed_daily_limit,
        "flood" to R.string.findmesh_suppressed_flood,
        "no_fix" to R.string.findmesh_suppressed_no_fix,
        "inaccurate" to R.string.findmesh_suppressed_inaccurate,
        "coarse_location" to R.string.findmesh_suppressed_inaccurate,
        "private_zone" to R.string.findmesh_suppressed_private_zone,
        "my_place" to R.string.findmesh_suppressed_my_place,
        "not_participating" to R.string.findmesh_suppressed_not_participating,
        "no_consent" to R.string.findmesh_suppressed_not_participating,
        "disabled" to R.string.findmesh_suppressed_not_participating,
        "own_tag" to R.string.findmesh_suppressed_own_tag,
        "family_tag" to R.string.findmesh_suppressed_family_tag,
        "network_not_enabled" to R.string.findmesh_suppressed_network_not_enabled,
        "no_key" to R.string.findmesh_suppressed_unreadable,
        "invalid_key" to R.string.findmesh_suppressed_unreadable,
        "state_unknown" to R.string.findmesh_suppressed_unreadable,
    )
}
