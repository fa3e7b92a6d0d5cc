package dev.findmesh.platform.advice

import android.content.Context
import android.content.Intent
import dev.findmesh.Fix

/** What helps against a reason: where to go, and what to say (docs/finder.md §5). */
internal object Fixes {
    private val TABLE: Map<String, (Map<String, String>) -> Fix> =
        RADIO_FIXES + PLACE_FIXES + POWER_FIXES + PROCESS_FIXES + REPORT_FIXES + APP_FIXES

    /** Codes for which something is known. */
    val codes: Set<String> get() = TABLE.keys

    /**
     * Null where nothing is known to help.
     *
     * @param detail parameters of the reason.
     */
    fun of(code: String, detail: Map<String, String> = emptyMap()): Fix? = TABLE[code]?.invoke(detail)
}

/** A fix by its code, made from the reason's parameters. */
internal typealias FixRow = Pair<String, (Map<String, String>) -> Fix>

/** Words alone. */
internal fun words(code: String, english: String, chinese: String): FixRow =
    code to { TextFix(Wording(english, chinese)) { null } }

/** A page of the settings, and what to do there. */
internal fun page(code: String, screen: Screen, english: String, chinese: String): FixRow =
    code to { TextFix(Wording(english, chinese), screen::open) }

/** What happened, and what helps against it by whose Android this is. */
internal fun byMaker(code: String, screen: (MakerAdvice) -> Screen?, what: Wording, how: (MakerAdvice, Context) -> String?): FixRow =
    code to { MakerFix(screen, what::of, how) }

internal class TextFix(private val wording: Wording, private val destination: (Context) -> Intent?) : Fix {
    override fun intent(context: Context): Intent? = destination(context)

    override fun text(context: Context): CharSequence = wording.of(context)
}

/** A page, and words that only the phone knows. */
internal class ContextFix(private val screen: Screen, private val words: (Context) -> String) : Fix {
    override fun intent(context: Context): Intent? = screen.open(context)

    override fun text(context: Context): CharSequence = words(context)
}

internal class MakerFix(
    private val screen: (MakerAdvice) -> Screen?,
    private val what: (Context) -> String,
    private val how: (MakerAdvice, Context) -> String?,
) : Fix {
    override fun intent(context: Context): Intent? = screen(MakerAdvice.here)?.open(context)

    override fun text(context: Context): CharSequence = sentences(context, what(context), how(MakerAdvice.here, context))

    override fun summary(context: Context): CharSequence = what(context)
}
