package dev.findmesh.ui.look

import dev.findmesh.Severity
import dev.findmesh.ui.R

/**
 * What a colour means.
 *
 * @property strong of text and icons.
 * @property soft of what is behind them.
 */
internal enum class Tone(val strong: Int, val soft: Int) {
    GOOD(R.attr.findmeshColorGood, R.attr.findmeshColorGoodSoft),
    WARN(R.attr.findmeshColorWarn, R.attr.findmeshColorWarnSoft),
    ALARM(R.attr.findmeshColorAlarm, R.attr.findmeshColorAlarmSoft),
    REST(R.attr.findmeshColorRest, R.attr.findmeshColorRestSoft),
    ACCENT(R.attr.findmeshColorOnAccentSoft, R.attr.findmeshColorAccentSoft),
    ;

    companion object {
        fun of(severity: Severity): Tone = when (severity) {
            Severity.BLOCKING -> ALARM
            Severity.DEGRADING -> WARN
            Severity.INFO -> REST
        }
    }
}
