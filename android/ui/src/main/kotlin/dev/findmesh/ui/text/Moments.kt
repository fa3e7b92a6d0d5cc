package dev.findmesh.ui.text

import android.content.Context
import android.icu.text.DateFormat
import android.icu.text.MeasureFormat
import android.icu.text.NumberFormat
import android.icu.text.RelativeDateTimeFormatter
import android.icu.util.Measure
import android.icu.util.MeasureUnit
import android.icu.util.TimeZone
import android.icu.util.ULocale
import dev.findmesh.ui.R
import java.time.Duration
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneId
import java.time.ZoneOffset
import java.util.Date
import java.util.Locale

/** Dates, times and numbers in the language of our texts and the habits of the person's region. */
internal class Moments(private val context: Context) {
    private val locale: Locale = localeOf(context)

    /** How long ago, such as "18 minutes ago". */
    fun ago(moment: Instant, now: Instant): String {
        val seconds = Duration.between(moment, now).seconds
        if (seconds < MINUTE) return context.getString(R.string.findmesh_just_now)
        val (count, unit) = when {
            seconds < HOUR -> seconds / MINUTE to RelativeDateTimeFormatter.RelativeUnit.MINUTES
            seconds < DAY -> seconds / HOUR to RelativeDateTimeFormatter.RelativeUnit.HOURS
            else -> seconds / DAY to RelativeDateTimeFormatter.RelativeUnit.DAYS
        }
        return RelativeDateTimeFormatter.getInstance(ULocale.forLocale(locale))
            .format(count.toDouble(), RelativeDateTimeFormatter.Direction.LAST, unit)
    }

    /** The time of day, with its date unless it is today's. */
    fun at(moment: Instant, now: Instant): String {
        val zone = ZoneId.systemDefault()
        val time = if (android.text.format.DateFormat.is24HourFormat(context)) "Hm" else "hm"
        val today = moment.atZone(zone).toLocalDate() == now.atZone(zone).toLocalDate()
        return format(if (today) time else "MMMd$time", moment)
    }

    /** The date alone, with its year unless it is this one. */
    fun day(moment: Instant, now: Instant): String {
        val zone = ZoneId.systemDefault()
        val year = moment.atZone(zone).year == now.atZone(zone).year
        return format(if (year) "MMMMd" else "yMMMMd", moment)
    }

    /** The same of a date; UTC days need no zone. */
    fun date(day: LocalDate): String = DateFormat.getInstanceForSkeleton("MMMd", locale)
        .also { it.timeZone = TimeZone.GMT_ZONE }
        .format(Date.from(day.atStartOfDay(ZoneOffset.UTC).toInstant()))

    /** A share, such as "0.7 %". @param share 0 to 1. */
    fun percent(share: Double): String = NumberFormat.getPercentInstance(locale).also { it.maximumFractionDigits = 1 }.format(share)

    /** An amount of data, such as "21 kB". */
    fun bytes(value: Long): String {
        val unit = UNITS.last { value >= it.first || it.first == 1L }
        val format = MeasureFormat.getInstance(ULocale.forLocale(locale), MeasureFormat.FormatWidth.SHORT)
        return format.formatMeasures(Measure(Math.round(value.toDouble() / unit.first), unit.second))
    }

    /** A length, such as "150 m" or "2 km". */
    fun length(meters: Double): String {
        val far = meters >= KILOMETER
        val format = MeasureFormat.getInstance(ULocale.forLocale(locale), MeasureFormat.FormatWidth.SHORT)
        val value = if (far) meters / KILOMETER else Math.rint(meters)
        return format.formatMeasures(Measure(value, if (far) MeasureUnit.KILOMETER else MeasureUnit.METER))
    }

    /** How long something took, such as "102 hours"; less than one counts as one. */
    fun hours(span: Duration): String {
        val hours = maxOf(1, Math.round(span.toMinutes() / MINUTES_AN_HOUR))
        return MeasureFormat.getInstance(ULocale.forLocale(locale), MeasureFormat.FormatWidth.WIDE)
            .formatMeasures(Measure(hours, MeasureUnit.HOUR))
    }

    fun number(value: Long): String = NumberFormat.getIntegerInstance(locale).format(value)

    private fun format(skeleton: String, moment: Instant): String =
        DateFormat.getInstanceForSkeleton(skeleton, locale).format(Date.from(moment))

    companion object {
        private const val MINUTE = 60L
        private const val HOUR = 3_600L
        private const val MINUTES_AN_HOUR = 60.0
        private const val DAY = 86_400L
        private const val KILOMETER = 1_000.0

        /** The language in which our texts stand here, which need not be the phone's first, in the phone's region. */
        fun localeOf(context: Context): Locale {
            val texts = Locale.forLanguageTag(context.getString(R.string.findmesh_language))
            val region = context.resources.configuration.locales[0].country
            val valid = region.takeIf { it.length == REGION && it !in PSEUDO }.orEmpty()
            return Locale.Builder().setLocale(texts).setRegion(valid).build()
        }

        private val UNITS = listOf(1L to MeasureUnit.BYTE, 1_000L to MeasureUnit.KILOBYTE, 1_000_000L to MeasureUnit.MEGABYTE)
        private const val REGION = 2
        private val PSEUDO = setOf("XA", "XB")
    }
}
