package dev.findmesh

import java.time.Duration

/**
 * Numbers of the finder's policy that are not as by default; made by a [Builder].
 *
 * What is not set keeps its default. A value outside of its range is refused by its name, never cut to fit.
 *
 * @property saving listens at half the duty while the screen is off, where the phone can (API 34).
 * @property numbers values by their path in docs/configuration.md.
 */
public class FinderLimits private constructor(builder: Builder) {
    public val saving: Boolean = builder.saving
    public val numbers: Map<String, Double> = builder.numbers.toMap()

    override fun equals(other: Any?): Boolean = other is FinderLimits && saving == other.saving && numbers == other.numbers

    override fun hashCode(): Int = numbers.hashCode()

    override fun toString(): String = "FinderLimits(saving=$saving, numbers=$numbers)"

    /** Collects numbers; setters return this. */
    public class Builder {
        internal var saving: Boolean = false
        internal val numbers: MutableMap<String, Double> = sortedMapOf()

        /** Listens at half the duty while the screen is off, where the phone can (API 34). Default: false. */
        public fun saving(value: Boolean): Builder = apply { saving = value }

        /** Worst effective accuracy of a place that is reported, metres, 50 to 2 000. Default: 500. */
        public fun maxAccuracyMeters(value: Double): Builder = number("fixes.max_accuracy_m", value, 50.0..2_000.0)

        /** Reports a key in any 24 hours, 1 to 64. Default: 12. */
        public fun reportsPerKeyAndDay(value: Int): Builder = number("dedupe.per_key_day", value, 1..64)

        /** Reports an hour, 1 to 10 000. Default: 120. */
        public fun reportsPerHour(value: Int): Builder = number("flood.reports_per_hour", value, 1..10_000)

        /** Sealed reports that the queue may hold, 1 to 100 000. Default: 10 000. */
        public fun queueReports(value: Int): Builder = number("queue.max_reports", value, 1..100_000)

        /** Bytes that the queue may hold, 1 KiB to 64 MiB. Default: 4 MiB. */
        public fun queueBytes(value: Int): Builder = number("queue.max_bytes", value, 1_024..67_108_864)

        /** After which a queued report goes unsent, 1 hour to 7 days. Default: 72 hours. */
        public fun queueAge(value: Duration): Builder =
            number("queue.max_age_ms", value.toMillis().toDouble(), 3_600_000.0..604_800_000.0)

        /** Bytes a UTC day over metered networks, 0 to 1 GiB. Default: 256 KiB. */
        public fun meteredBytesPerDay(value: Int): Builder = number("upload.metered_bytes_per_day", value, 0..1_073_741_824)

        /** Background wakes a UTC day that may start the cellular radio for an upload alone, 0 to 1 000. Default: 20. */
        public fun cellularWakesPerDay(value: Int): Builder = number("upload.cellular_wakes_per_day", value, 0..1_000)

        /** Below this battery level, in percent, the finder rests unless the phone charges, 0 to 90. Default: 15. */
        public fun lowBatteryPercent(value: Int): Builder = number("scan.low_battery_percent", value, 0..90)

        /** It works again above this one, 0 to 95. Default: 20. */
        public fun recoveredPercent(value: Int): Builder = number("scan.recovered_percent", value, 0..95)

        /**
         * Any number of docs/configuration.md by its path, for example `scan.floor_ms`.
         *
         * Whether there is such a number, and whether this is within its range, the engine says when it opens: a wrong
         * one shows as `not_configured` in [Findmesh.health], and calls throw [FindmeshException.InvalidConfig].
         */
        public fun number(path: String, value: Double): Builder = apply { numbers[path] = value }

        /** The limits. */
        public fun build(): FinderLimits = FinderLimits(this)

        private fun number(path: String, value: Int, range: IntRange): Builder =
            number(path, value.toDouble(), range.first.toDouble()..range.last.toDouble())

        private fun number(path: String, value: Double, range: ClosedRange<Double>): Builder {
            if (value !in range) throw FindmeshException.InvalidConfig(path, "$value is not within ${range.start} to ${range.endInclusive}")
            return number(path, value)
        }
    }
}
