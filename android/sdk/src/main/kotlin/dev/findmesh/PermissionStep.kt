package dev.findmesh

import android.content.Context
import android.content.Intent
import dev.findmesh.platform.advice.Screens
import dev.findmesh.platform.permission.PermissionTexts

/**
 * Permissions that a person grants in one go.
 *
 * @property kind what they are about.
 * @property permissions their platform names; asked for together.
 * @property required without it the feature does nothing; otherwise it works less well.
 * @property ask how to get them.
 * @property partly what there is of them already, or was; null where nothing.
 */
public class PermissionStep(
    public val kind: Kind,
    public val permissions: List<String>,
    public val required: Boolean,
    public val ask: Ask,
    public val partly: Partly? = null,
) {
    /** Why it is wanted and what to choose, in the words of the platform's own screens and the language of [context]. */
    public fun text(context: Context): CharSequence = PermissionTexts.of(this, context)

    /** Where a person can grant it by hand; null on a phone without settings. */
    public fun settings(context: Context): Intent? = Screens.APP_PAGE.open(context)

    override fun equals(other: Any?): Boolean = other is PermissionStep && fields() == other.fields()

    override fun hashCode(): Int = fields().hashCode()

    override fun toString(): String = "PermissionStep($kind, $ask, required=$required, partly=$partly)"

    private fun fields(): List<Any?> = listOf(kind, permissions, required, ask, partly)

    /** What permissions are about. */
    public enum class Kind {
        /** Bluetooth, from API 31 on. */
        NEARBY_DEVICES,

        /** Where the phone is, to a few metres. */
        LOCATION,

        /** To show a notification, from API 33 on. */
        NOTIFICATIONS,

        /** Where the phone is while the app is not open, from API 29 on. Asked for alone, and last. */
        BACKGROUND_LOCATION,
    }

    /** How to get a permission. */
    public enum class Ask {
        /** By the platform's dialog. */
        DIALOG,

        /** By the platform's dialog (or the page to which it leads), after a word why. */
        EXPLAIN,

        /** The platform does not ask any more: by hand, in the settings. */
        SETTINGS,

        /** Not at all: the app's manifest does not declare it. */
        NEVER,
    }

    /** What there is of a permission. */
    public enum class Partly {
        /** Only an approximate location, of some 2 km. */
        APPROXIMATE,

        /** It was there for a short while: granted for one time only. */
        ONLY_ONCE,
    }
}
