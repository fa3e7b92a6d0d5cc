package dev.findmesh.service

import android.content.RestrictionsManager

/**
 * What the phone's administrator says (res/xml/app_restrictions.xml). Values of a wrong type are as if they were not there.
 *
 * @property finderAllowed false: the finder rests. Default: true.
 */
class Restrictions private constructor(val finderAllowed: Boolean) {
    companion object {
        const val FINDER_ALLOWED: String = "finder_allowed"

        fun of(manager: RestrictionsManager?): Restrictions {
            val said = manager?.applicationRestrictions
            return Restrictions(finderAllowed = said?.getBoolean(FINDER_ALLOWED, true) ?: true)
        }
    }
}
