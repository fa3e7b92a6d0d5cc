package dev.findmesh.testing

import dev.findmesh.FindmeshException
import dev.findmesh.platform.ProcessOwner
import java.io.Closeable
import java.io.File
import java.util.concurrent.TimeUnit

/** Another process of the app, in a JVM of its own: takes the right to the engine, and keeps it until it is killed. */
class OtherProcess private constructor(private val process: Process) : Closeable {
    /** `held` or `refused`, once it knows. */
    val answer: String = checkNotNull(process.inputStream.bufferedReader().readLine()) { "it died: ${process.waitFor()}" }

    /** SIGKILL. @return the exit code that the shell would say. */
    fun kill(): Int {
        process.destroyForcibly()
        check(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) { "it did not die" }
        return process.exitValue()
    }

    override fun close() {
        process.destroyForcibly()
    }

    companion object {
        private const val PATIENCE_SECONDS = 60L

        fun start(folder: File): OtherProcess {
            val java = File(System.getProperty("java.home"), "bin/java").path
            val classes = System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path")
            val command = listOf(java, "-cp", classes, OtherProcess::class.java.name, folder.path)
            return OtherProcess(ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start())
        }

        @JvmStatic
        fun main(arguments: Array<String>) {
            val owner = try {
                ProcessOwner.acquire(File(arguments.single()))
            } catch (_: FindmeshException.AlreadyCreated) {
                return println("refused")
            }
            println("held")
            Thread.sleep(Long.MAX_VALUE)
            owner.close()
        }
    }
}
