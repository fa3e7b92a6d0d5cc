package dev.findmesh.platform.advice

import android.content.Context
import android.content.res.Configuration
import dev.findmesh.testing.PhoneRunner
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import java.util.Locale

/** Which language who reads. */
@RunWith(PhoneRunner::class)
class WordingTest {
    private fun context(tag: String): Context {
        val app = RuntimeEnvironment.getApplication()
        return app.createConfigurationContext(Configuration(app.resources.configuration).apply { setLocale(Locale.forLanguageTag(tag)) })
    }

    private fun said(tag: String) = Wording("English", "中文").of(context(tag))

    @Test
    fun whoReadsSimplifiedChineseGetsIt() {
        val tags = listOf("zh", "zh-CN", "zh-SG", "zh-Hans", "zh-Hans-CN", "zh-Hans-MY", "zh-Hans-HK")
        for (tag in tags) assertEquals(tag, "中文", said(tag))
    }

    @Test
    fun whoReadsTraditionalChineseGetsEnglish() {
        val tags = listOf("zh-TW", "zh-HK", "zh-MO", "zh-MY", "zh-Hant", "zh-Hant-TW", "zh-Hant-CN")
        for (tag in tags) assertEquals(tag, "English", said(tag))
    }

    @Test
    fun otherLanguagesAreEnglish() {
        for (tag in listOf("en-US", "de", "ja-JP", "und-CN")) assertEquals(tag, "English", said(tag))
    }

    @Test
    fun sentencesAreSetAsTheirLanguageDoes() {
        assertEquals("一。二。", sentences(context("zh-SG"), "一。", null, "二。"))
        assertEquals("One. Two.", sentences(context("zh-HK"), "One.", "", "Two."))
    }
}
