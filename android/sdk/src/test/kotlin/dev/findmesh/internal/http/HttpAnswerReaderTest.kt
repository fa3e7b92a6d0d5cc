package dev.findmesh.internal.http

import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Test
import java.io.IOException

class HttpAnswerReaderTest {
    private fun read(text: String, max: Int = 100): RawAnswer =
        HttpAnswerReader(text.replace("\n", "\r\n").byteInputStream(Charsets.ISO_8859_1), max).read()

    @Test
    fun countedBody() {
        val answer = read("HTTP/1.1 200 OK\nContent-Length: 5\nX-A:  b \n\nhello, more")
        assertEquals(200, answer.status)
        assertEquals("hello", String(answer.body))
        assertEquals(listOf("content-length" to "5", "x-a" to "b"), answer.headers)
    }

    @Test
    fun chunkedBodyWithExtensionAndTrailer() {
        val answer = read("HTTP/1.1 422 Unprocessable\nTransfer-Encoding: chunked\n\n5;x=y\nhello\n1\n!\n0\nTrailer: t\n\n")
        assertEquals("hello!", String(answer.body))
    }

    @Test
    fun bodyUntilTheEnd() = assertEquals("all of it", String(read("HTTP/1.0 200 OK\n\nall of it").body))

    @Test
    fun noContentHasNoBody() = assertEquals(0, read("HTTP/1.1 204 No Content\n\nignored").body.size)

    @Test
    fun interimAnswersAreSkipped() = assertEquals(204, read("HTTP/1.1 100 Continue\n\nHTTP/1.1 204 No Content\n\n").status)

    @Test
    fun whatIsMalformedIsRefused() {
        val broken = listOf(
            "",
            "HTTP/2 200\n\n",
            "SSH-2.0-x\n\n",
            "HTTP/1.1 20 OK\n\n",
            "HTTP/1.1 700 OK\n\n",
            "HTTP/1.1 200 OK\nno colon\n\n",
            "HTTP/1.1 200 OK\n folded: x\n\n",
            "HTTP/1.1 200 OK\nContent-Length: -1\n\n",
            "HTTP/1.1 200 OK\nContent-Length: x\n\n",
            "HTTP/1.1 200 OK\nContent-Length: 101\n\n",
            "HTTP/1.1 200 OK\nContent-Length: 1\nContent-Length: 2\n\nab",
            "HTTP/1.1 200 OK\nContent-Length: 5\n\nhell",
            "HTTP/1.1 200 OK\nTransfer-Encoding: gzip\n\n",
            "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nzz\n",
            "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n7fffffff\n",
            "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\nabX\n0\n\n",
            "HTTP/1.1 200 OK\n\n" + "x".repeat(101),
            "HTTP/1.1 200 OK\nX: " + "x".repeat(40_000),
        )
        for (text in broken) assertThrows(text.take(60), IOException::class.java) { read(text) }
    }
}
