package dev.findmesh.platform.advice

import android.content.Context

/** What is said, in the languages that the library speaks; it ships no resources, so texts are data. */
internal class Wording(val english: String, val chinese: String) {
    /** In the language of [context], English where it is not known. */
    fun of(context: Context): String = if (isChinese(context)) chinese else english
}

/** Sentences one after another, as the language of [context] sets them. */
internal fun sentences(context: Context, vararg parts: String?): String =
    parts.filterNot { it.isNullOrEmpty() }.joinToString(if (isChinese(context)) "" else " ")

private fun isChinese(context: Context): Boolean = context.resources.configuration.locales[0].language == "zh"
