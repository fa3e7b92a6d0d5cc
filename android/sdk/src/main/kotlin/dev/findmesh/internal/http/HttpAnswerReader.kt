package dev.findmesh.internal.http

import java.io.ByteArrayOutputStream
import java.io.EOFException
import java.io.IOException
import java.io.InputStream

/** Status, headers (lower-case names) and body of an answer. */
internal class RawAnswer(val status: Int, val headers: List<Pair<String, String>>, val body: ByteArray)

/**
 * Reads one HTTP/1.1 answer (RFC 9112): interim answers are skipped, chunked, counted and
 * connection-ended bodies are understood, everything has a bound.
 */
internal class HttpAnswerReader(private val input: InputStream, private val maxBody: Int) {
    private var headBytes = 0

    /** @throws IOException the answer is malformed, too large, or ends early. */
    fun read(): RawAnswer {
        while (true) {
            val status = statusLine()
            val headers = headerLines()
            if (status >= 200) return RawAnswer(status, headers, body(status, headers))
        }
    }

    private fun statusLine(): Int {
        val line = line()
        val status = line.split(' ', limit = 3).getOrNull(1)?.takeIf { it.length == 3 }?.toIntOrNull()
        if (!line.startsWith("HTTP/1.") || status == null || status !in 100..599) throw IOException("malformed status line")
        return status
    }

    private fun headerLines(): List<Pair<String, String>> = buildList {
        while (true) {
            val line = line()
            if (line.isEmpty()) return@buildList
            val colon = line.indexOf(':')
            if (colon <= 0 || line[0] == ' ' || line[0] == '\t') throw IOException("malformed header")
            add(line.substring(0, colon).lowercase() to line.substring(colon + 1).trim())
        }
    }

    private fun body(status: Int, headers: List<Pair<String, String>>): ByteArray {
        if (status == 204 || status == 304) return ByteArray(0)
        val coding = headers.lastOrNull { it.first == "transfer-encoding" }?.second
        if (coding != null) {
            if (!coding.equals("chunked", ignoreCase = true)) throw IOException("unknown transfer coding")
            return chunked()
        }
        val lengths = headers.filter { it.first == "content-length" }.map { it.second }.distinct()
        return when (lengths.size) {
            0 -> untilEnd()
            1 -> counted(lengths.single().toIntOrNull() ?: throw IOException("malformed content length"))
            else -> throw IOException("contradicting content lengths")
        }
    }

    private fun counted(size: Int): ByteArray {
        if (size < 0 || size > maxBody) throw IOException("body too large")
        val body = ByteArray(size)
        fill(body)
        return body
    }

    private fun chunked(): ByteArray {
        val body = ByteArrayOutputStream()
        while (true) {
            val size = line().substringBefore(';').trim().toIntOrNull(16) ?: throw IOException("malformed chunk")
            if (size < 0 || body.size() + size > maxBody) throw IOException("body too large")
            if (size == 0) break
            body.write(ByteArray(size).also(::fill))
            if (line().isNotEmpty()) throw IOException("malformed chunk")
        }
        headerLines() // trailers
        return body.toByteArray()
    }

    private fun untilEnd(): ByteArray {
        val body = ByteArrayOutputStream()
        val part = ByteArray(4096)
        while (true) {
            val n = input.read(part)
            if (n < 0) return body.toByteArray()
            if (body.size() + n > maxBody) throw IOException("body too large")
            body.write(part, 0, n)
        }
    }

    private fun fill(target: ByteArray) {
        var at = 0
        while (at < target.size) {
            val n = input.read(target, at, target.size - at)
            if (n < 0) throw EOFException("the answer ended early")
            at += n
        }
    }

    private fun line(): String {
        val line = StringBuilder()
        while (true) {
            val c = input.read()
            if (c < 0) throw EOFException("the answer ended early")
            if (++headBytes > MAX_HEAD) throw IOException("head too large")
            if (c == '\n'.code) break
            line.append(c.toChar())
        }
        if (line.endsWith("\r")) line.setLength(line.length - 1)
        return line.toString()
    }

    private companion object {
        const val MAX_HEAD = 32 * 1024
    }
}
