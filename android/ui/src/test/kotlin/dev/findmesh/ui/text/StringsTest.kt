package dev.findmesh.ui.text

import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

/** Every language says everything, nothing is said that nobody shows. */
class StringsTest {
    private val english = Strings.of("values")
    private val placeholder = Regex("%(\\d+\\$)?[a-z]")

    private fun names(texts: Map<String, String>) = texts.keys.map { it.substringBefore('/') }.toSet()

    @Test
    fun everyLanguageSaysEverything() {
        assertTrue(Strings.folders.size >= 2)
        for (folder in Strings.folders) assertEquals(folder, names(english), names(Strings.of(folder)))
    }

    @Test
    fun theSameThingsAreFilledIn() {
        fun holes(text: String) = placeholder.findAll(text).map { it.value }.toList().sorted()
        for (folder in Strings.folders) {
            for ((name, text) in Strings.of(folder)) {
                val original = english[name] ?: english.getValue("${name.substringBefore('/')}/other")
                assertEquals("$folder $name", holes(original), holes(text))
            }
        }
    }

    @Test
    fun nothingIsLeftInEnglish() {
        val same = Strings.of("values-zh-rCN").filter { (name, text) -> english[name] == text && text.any(Char::isLetter) }
        // Where only what is filled in counts.
        assertEquals(emptyMap<String, String>(), same.filterKeys { it != "findmesh_figure" })
    }

    @Test
    fun nothingIsUnused() {
        val users = Strings.users()
        val unused = names(english).filterNot { Regex("(R\\.(string|plurals)\\.|@string/)$it\\b").containsMatchIn(users) }
        assertEquals(emptyList<String>(), unused)
    }

    @Test
    fun everyReasonThatTheLibraryKnowsHasATitle() {
        assertEquals(emptySet<String>(), LibraryCodes.all - ReasonTexts.codes)
    }
}
