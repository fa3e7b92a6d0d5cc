package dev.findmesh.platform.advice

import android.content.Context
import android.content.Intent
import dev.findmesh.Fix
import dev.findmesh.PhoneSwitch.Kind

/** What this phone's switches are called, and what to choose. */
internal object PhoneSwitchTexts {
    private val RECENTS = Wording("Lock in the recent apps", "最近任务锁定")

    /** A kind that this phone has not is spoken of as on any other phone. */
    fun name(kind: Kind): Wording = if (kind == Kind.RECENT_APPS) RECENTS else switch(kind).name

    fun fix(kind: Kind): Fix = SwitchFix(kind)

    private fun switch(kind: Kind, maker: MakerAdvice = MakerAdvice.here): MakerSwitch = when (kind) {
        Kind.AUTOSTART -> maker.autostart
        Kind.MAKER_BATTERY -> maker.battery
        Kind.RECENT_APPS, Kind.BATTERY_OPTIMISATION -> null
    } ?: ANDROIDS

    private class SwitchFix(private val kind: Kind) : Fix {
        override fun intent(context: Context): Intent? = if (kind == Kind.RECENT_APPS) null else switch(kind).screen.open(context)

        override fun text(context: Context): CharSequence =
            if (kind == Kind.RECENT_APPS) (MakerAdvice.here.recents ?: LOCKED).of(context) else switch(kind).words.of(context)
    }

    private val ANDROIDS = checkNotNull(MakerAdvice.ANY.battery)
}
