package dev.findmesh.testing

import org.jetbrains.kotlin.cli.common.ExitCode
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.JUnitCore
import org.junit.runner.Request
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.PrintStream
import java.net.URLClassLoader
import java.nio.file.Files
import javax.tools.ToolProvider

/** The example of docs/guide-android.md, as it stands there: compiled, and its test run. */
class GuideTest {
    private val guide = File(System.getProperty("findmesh.repo"), "docs/guide-android.md").readText()
    private val folder = Files.createTempDirectory("guide").toFile()
    private val out = File(folder, "classes").apply { mkdirs() }
    private val classPath = System.getProperty("java.class.path")

    /** Blocks with the file's name before them. */
    private fun files(language: String): List<File> = Regex("`(\\w+\\.\\w+)`:\n\n```$language\n(.*?)```", RegexOption.DOT_MATCHES_ALL)
        .findAll(guide)
        .map { File(folder, it.groupValues[1]).apply { writeText(it.groupValues[2]) } }
        .toList()

    private fun compileKotlin(files: List<File>) {
        val said = ByteArrayOutputStream()
        val options = arrayOf("-cp", classPath, "-d", out.path, "-no-stdlib", "-no-reflect", "-jvm-target", "17", "-Werror")
        val code = K2JVMCompiler().exec(PrintStream(said), *options, *files.map { it.path }.toTypedArray())
        assertEquals(said.toString(), ExitCode.OK, code)
    }

    private fun compileJava(files: List<File>) {
        val said = ByteArrayOutputStream()
        val options =
            arrayOf(
                "-cp",
                "$classPath${File.pathSeparator}${out.path}",
                "-d",
                out.path,
                "-Xlint:all,-path,-processing,-classfile",
                "-Werror",
            )
        val code = ToolProvider.getSystemJavaCompiler().run(null, said, said, *options, *files.map { it.path }.toTypedArray())
        assertEquals(said.toString(), 0, code)
    }

    @Test
    fun theExampleCompilesAndItsTestPasses() {
        val kotlin = files("kotlin")
        val java = files("java")
        assertEquals("every block has a name", Regex("```(kotlin|java)").findAll(guide).count(), kotlin.size + java.size)
        assertTrue(kotlin.size > 5 && java.isNotEmpty())
        compileKotlin(kotlin)
        compileJava(java)
        URLClassLoader(arrayOf(out.toURI().toURL()), javaClass.classLoader).use { loader ->
            val result = JUnitCore().run(Request.aClass(loader.loadClass("org.example.finder.FinderTest")))
            assertEquals("${result.failures}", 0, result.failureCount)
            assertTrue(result.runCount > 2)
        }
    }
}
