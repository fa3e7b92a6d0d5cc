package dev.findmesh.ui.text

import android.content.Context
import android.content.res.Configuration
import dev.findmesh.Fix
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.ui.R
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import java.util.Locale

/** Screens and the advice on them are in one language. */
@RunWith(PhoneRunner::class)
@Config(sdk = [26, 34])
class LanguageTest {
    private fun context(tag: String): Context {
        val app = RuntimeEnvironment.getApplication()
        return app.createConfigurationContext(Configuration(app.resources.configuration).apply { setLocale(Locale.forLanguageTag(tag)) })
    }

    /** @return the languages of the screens and of the library's advice. */
    private fun languages(tag: String): Pair<String, String> {
        val context = context(tag)
        val advice = Fix.of("bluetooth_off")!!.text(context)
        val chinese = advice.any { it.code in 0x4E00..0x9FFF }
        return context.getString(R.string.findmesh_language) to (if (chinese) "zh-Hans" else "en")
    }

    @Test
    fun theScreensSpeakTheLanguageOfTheAdvice() {
        val simplified = listOf("zh", "zh-CN", "zh-SG", "zh-Hans", "zh-Hans-CN", "zh-Hans-SG", "zh-Hans-MY", "zh-Hans-HK")
        val other = listOf("zh-TW", "zh-HK", "zh-MO", "zh-MY", "zh-Hant", "zh-Hant-TW", "zh-Hant-CN", "zh-US", "en-GB", "ja-JP", "de")
        val found = (simplified + other).associateWith(::languages)
        assertEquals(simplified.associateWith { "zh-Hans" to "zh-Hans" } + other.associateWith { "en" to "en" }, found)
    }
}
