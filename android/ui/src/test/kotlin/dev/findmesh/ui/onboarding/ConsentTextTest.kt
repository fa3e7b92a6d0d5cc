package dev.findmesh.ui.onboarding

import dev.findmesh.ui.text.Strings
import org.junit.Assert.assertEquals
import org.junit.Test
import java.security.MessageDigest

/** A version of the consent names the same words for ever, in every language. */
class ConsentTextTest {
    @Test
    fun newWordsAreANewVersion() {
        val known = mapOf("ui-2026-11" to "f9b25dcc532d124a")
        val words = Strings.folders.joinToString("\n") { folder ->
            val texts = Strings.of(folder)
            folder + ConsentText.TEXTS.joinToString("") { "\n$it=${texts.getValue(it)}" }
        }
        val digest = MessageDigest.getInstance("SHA-256").digest(words.toByteArray()).joinToString("") { "%02x".format(it) }.take(16)
        assertEquals("words of ${ConsentText.VERSION}: new ones need a new version", known[ConsentText.VERSION], digest)
    }
}
