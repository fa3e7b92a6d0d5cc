package dev.findmesh

import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File

/** docs/android-verified.md names every class of tests once, and calls a model what is one. */
class AndroidVerifiedTest {
    private val repo = File(checkNotNull(System.getProperty("findmesh.repo")))
    private val sections = File(repo, "docs/android-verified.md").readText().split(Regex("(?m)^## ")).drop(1)

    private val classes = File(repo, "android").walk()
        .filter { it.extension == "kt" && "/src/test/kotlin/" in it.path && it.isTest() }
        .map { it.nameWithoutExtension }.toSortedSet()

    @Test
    fun thereAreThreeLists() {
        val titles = sections.map { it.lines().first() }
        assertEquals(listOf("1. Shown on framework classes", "2. Shown against our model of a phone", "3. Not shown"), titles)
    }

    @Test
    fun eachClassIsInOneList() {
        val (framework, model) = sections.map(::named)
        assertEquals("in both", emptySet<String>(), framework intersect model)
        assertEquals(classes, (framework + model).toSortedSet())
    }

    @Test
    fun aModelIsCalledOne() {
        val (framework, model) = sections.map(::named)
        assertEquals(emptyList<String>(), framework.filter { it.startsWith("Model") })
        assertEquals(emptyList<String>(), model.filterNot { it.startsWith("Model") })
        assertTrue("models are found", model.isNotEmpty())
    }

    /** The first cell of each row: one class. */
    private fun named(section: String): Set<String> {
        val names = Regex("(?m)^\\| `([A-Za-z]+)` \\|").findAll(section).map { it.groupValues[1] }.toList()
        assertEquals("named once", names.distinct(), names)
        return names.toSet()
    }

    /** Cases of an abstract class run in those that extend it; benchmarks show nothing but figures. */
    private fun File.isTest(): Boolean {
        val text = readText()
        return name.endsWith("Test.kt") || (CASE in text && "abstract class" !in text && !name.endsWith("Bench.kt"))
    }

    private companion object {
        val CASE = Regex("(?m)^ +@Test\\b")
    }
}
