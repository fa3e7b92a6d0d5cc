package dev.findmesh

import org.junit.Assert.assertEquals
import org.junit.Test
import java.io.File

/** gradle/libs.versions.toml is the one list; the pom repeats what Maven must know. */
class VersionsTest {
    private val repo = File(System.getProperty("findmesh.repo"))

    @Test
    fun thePomRepeatsTheCatalogue() {
        val catalogue = Regex("""(?m)^([a-z0-9-]+) = "([^"]+)"""")
            .findAll(File(repo, "gradle/libs.versions.toml").readText().substringAfter("[versions]").substringBefore("[libraries]"))
            .associate { it.groupValues[1] to it.groupValues[2] }
        val pom = Regex("""<version\.([a-z0-9-]+)>([^<]+)<""").findAll(File(repo, "android/pom.xml").readText())
            .associate { it.groupValues[1] to it.groupValues[2] }
        assertEquals(pom, catalogue.filterKeys { it in pom })
        assertEquals(14, pom.size)
    }
}
