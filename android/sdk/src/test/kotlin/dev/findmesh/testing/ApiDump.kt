package dev.findmesh.testing

import org.jetbrains.kotlin.abi.tools.AbiFilters
import org.jetbrains.kotlin.abi.tools.AbiTools
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import java.io.File

/**
 * What apps link against, as it stands in the .api files: a change there is a change for every app. With the property
 * `findmesh.api.write` (`cargo xtask api --write`) they are written instead.
 */
object ApiDump {
    private val android = File(System.getProperty("findmesh.repo"), "android")

    /** Holds all that is public beside the class [of] to the file at [path], below android/. */
    fun compare(path: String, of: Class<*>) {
        val kept = File(android, path)
        val found = dump(File(of.protectionDomain.codeSource.location.toURI()))
        assertTrue("no classes of $of", "public " in found)
        if (System.getProperty("findmesh.api.write") != null) {
            kept.parentFile.mkdirs()
            kept.writeText(found)
        }
        assertEquals("android/$path: cargo xtask api --write", if (kept.exists()) kept.readText() else "", found)
    }

    private fun dump(folder: File): String {
        val classes = folder.walk().filter { it.extension == "class" && !RESOURCES.matches(it.name) }.sortedBy { it.path }.toList()
        return buildString { AbiTools.getInstance().printJvmDump(this, classes, FILTERS) }
    }

    /** An app makes an R of its own, with other numbers and without what nobody uses. */
    private val RESOURCES = Regex("R(\\$.*)?\\.class")

    /** Generated code, and what the platform makes by its name in the manifest: public, and nobody links to it. */
    private val FILTERS = AbiFilters(
        includedClasses = emptySet(),
        excludedClasses = setOf("dev.findmesh.ffi.**", "dev.findmesh.platform.**"),
        includedAnnotatedWith = emptySet(),
        excludedAnnotatedWith = emptySet(),
    )
}
