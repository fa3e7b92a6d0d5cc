package dev.findmesh.ui

import dev.findmesh.Feature
import dev.findmesh.PermissionGate
import dev.findmesh.PermissionStep
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.map

/**
 * What a permission screen says, as plain values: for hosts that draw with their own toolkit.
 *
 * @property steps what is wanted for the feature, in the order to ask, granted or not.
 */
public class PermissionUi(public val steps: List<Step>) {
    /** The feature works, if not at its best. */
    public val usable: Boolean get() = steps.none { it.missing?.required == true }

    /** Nothing is missing. */
    public val complete: Boolean get() = steps.none { it.missing != null }

    /** What to ask for next. */
    public val next: Step? get() = steps.firstOrNull { it.missing != null && it.missing.ask != PermissionStep.Ask.NEVER }

    override fun equals(other: Any?): Boolean = other is PermissionUi && steps == other.steps

    override fun hashCode(): Int = steps.hashCode()

    override fun toString(): String = "PermissionUi($steps)"

    /**
     * One of the platform's permissions.
     *
     * @property kind what it is about.
     * @property missing what is missing of it, null where it is granted.
     */
    public class Step(public val kind: PermissionStep.Kind, public val missing: PermissionStep?) {
        override fun equals(other: Any?): Boolean = other is Step && kind == other.kind && missing == other.missing

        override fun hashCode(): Int = kind.hashCode()

        override fun toString(): String = "Step($kind, ${missing?.ask ?: "granted"})"
    }

    public companion object {
        private val FIRST_API = mapOf(
            PermissionStep.Kind.NEARBY_DEVICES to 31,
            PermissionStep.Kind.LOCATION to 1,
            PermissionStep.Kind.NOTIFICATIONS to 33,
            PermissionStep.Kind.BACKGROUND_LOCATION to 29,
        )

        private val WANTED = mapOf(
            Feature.FINDING to setOf(
                PermissionStep.Kind.NEARBY_DEVICES,
                PermissionStep.Kind.LOCATION,
                PermissionStep.Kind.BACKGROUND_LOCATION,
            ),
            Feature.FINDING_WITH_SERVICE to PermissionStep.Kind.entries.toSet(),
            Feature.NEARBY to setOf(PermissionStep.Kind.NEARBY_DEVICES, PermissionStep.Kind.LOCATION),
            Feature.CONNECTING to setOf(PermissionStep.Kind.NEARBY_DEVICES),
        )

        /**
         * @param missing as [PermissionGate.check] tells.
         * @param apiLevel of the phone: older ones know fewer permissions.
         */
        @JvmStatic
        public fun of(feature: Feature, missing: List<PermissionStep>, apiLevel: Int): PermissionUi {
            val byKind = missing.associateBy { it.kind }
            val wanted = WANTED.getValue(feature).filter { apiLevel >= FIRST_API.getValue(it) } + byKind.keys
            return PermissionUi(wanted.distinct().sorted().map { Step(it, byKind[it]) })
        }
    }
}

/** [PermissionUi] as it changes, read again whenever an activity of the app comes to the front. Cold. */
public fun PermissionGate.permissionUi(feature: Feature, apiLevel: Int): Flow<PermissionUi> =
    observe(feature).map { PermissionUi.of(feature, it, apiLevel) }
