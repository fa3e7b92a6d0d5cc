package dev.findmesh.platform.advice

import android.content.Context
import android.icu.util.ULocale

/** What is said, in the languages that the library speaks; it ships no resources, so texts are data. */
internal class Wording(val english: String, val chinese: String) {
    /** In the language of [context], English where it is not known. */
    fun of(context: Context): String = if (isChinese(context)) chinese else english
}

/** Sentences one after another, as the language of [context] sets them. */
internal fun sentences(context: Context, vararg parts: String?): String =
    parts.filterNot { it.isNullOrEmpty() }.joinToString(if (isChinese(context)) "" else " ")

/** Our Chinese is Simplified. Who reads Traditional Chinese gets English, as the platform chooses for the screens' texts. */
private fun isChinese(context: Context): Boolean {
    val locale = context.resources.configuration.locales[0]
    // Newer ICU takes a bare zh-MY for Simplified, the platform's resources for Traditional; phones say zh-Hans-MY.
    if (locale.language != "zh" || (locale.country == "MY" && locale.script.isEmpty())) return false
    return ULocale.addLikelySubtags(ULocale.forLocale(locale)).script == "Hans"
}
