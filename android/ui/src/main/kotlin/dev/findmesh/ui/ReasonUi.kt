package dev.findmesh.ui

import dev.findmesh.Fix
import dev.findmesh.Reason
import dev.findmesh.Severity
import java.time.Instant

/**
 * One reason why nothing, or less, happens, with what a person taps against it.
 *
 * @property code stable name; unknown ones must be tolerated.
 * @property since when it began.
 * @property remedy what a tap does.
 * @property fix the words, and where the settings are.
 */
public class ReasonUi(
    public val code: String,
    public val severity: Severity,
    public val since: Instant,
    public val remedy: Remedy,
    public val fix: Fix?,
) {
    /** What a tap does against a reason. */
    public enum class Remedy {
        /** Asks for permissions: [dev.findmesh.PermissionGate.request]. */
        ALLOW,

        /** Asks where to take part: [dev.findmesh.Finder.setParticipation]. */
        CHOOSE_PLACES,

        /** Opens [Fix.intent], where the phone has such a page. */
        SETTINGS,
    }

    /** Several switches stand behind it: [ScreenId.MAKER] goes through them. */
    internal val hasSteps: Boolean get() = code in STEPS

    override fun equals(other: Any?): Boolean = other is ReasonUi && values() == other.values()

    override fun hashCode(): Int = values().hashCode()

    override fun toString(): String = "ReasonUi($code, $severity, $remedy)"

    private fun values(): List<Any> = listOf(code, severity, since, remedy)

    public companion object {
        private val STEPS = setOf("oem_battery_saver", "killed")
        private val ALLOWED = setOf("permission_missing", "one_time_permission", "background_location_missing", "location_coarse_only")

        /** From what the library says. */
        @JvmStatic
        public fun of(reason: Reason): ReasonUi = ReasonUi(reason.code, reason.severity, reason.since, remedy(reason.code), reason.fix)

        private fun remedy(code: String): Remedy = when (code) {
            in ALLOWED -> Remedy.ALLOW
            "vault_lost" -> Remedy.CHOOSE_PLACES
            else -> Remedy.SETTINGS
        }
    }
}
