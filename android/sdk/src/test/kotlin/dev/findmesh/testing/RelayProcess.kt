package dev.findmesh.testing

import org.json.JSONObject
import java.io.BufferedReader
import java.io.Closeable
import java.io.File
import java.nio.file.Files
import java.util.concurrent.TimeUnit

/** The command line tool under test, as built by Cargo. */
object Cli {
    val path: String get() = checkNotNull(System.getProperty("findmesh.cli")) { "findmesh.cli is not set" }

    fun run(vararg arguments: String): List<JSONObject> {
        val process = ProcessBuilder(path, *arguments).redirectError(ProcessBuilder.Redirect.INHERIT).start()
        val lines = process.inputStream.bufferedReader().readLines()
        check(process.waitFor(60, TimeUnit.SECONDS)) { process.destroyForcibly() }
        check(process.exitValue() == 0) { "${arguments.first()} ended with ${process.exitValue()}" }
        return lines.filter { it.startsWith("{") }.map(::JSONObject)
    }
}

/** A relay, a process of its own on loopback. */
class RelayProcess private constructor(private val process: Process, private val output: BufferedReader, val url: String) : Closeable {
    override fun close() {
        process.destroy()
        if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly()
        output.close()
    }

    companion object {
        fun start(data: File = Files.createTempDirectory("relay").toFile()): RelayProcess {
            val process = ProcessBuilder(Cli.path, "relay", "--listen", "127.0.0.1:0", "--data", data.path)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
            val output = process.inputStream.bufferedReader()
            val line = output.readLine() ?: error("the relay ended with ${process.waitFor()}")
            check(line.startsWith("listening on ")) { line }
            return RelayProcess(process, output, line.removePrefix("listening on ").trim())
        }
    }
}

/** The owner of the tag of tests/vectors/native-v1.json, at a desk. */
class Owner(private val secret: String, private val provisioned: String) {
    /** Everything that the relay holds of the tag, opened; the summary line is left out. */
    fun fetch(relay: String): List<JSONObject> =
        Cli.run("fetch", "--relay", relay, "--secret", secret, "--provisioned", provisioned, "--json").filter { it.has("lat") }
}
