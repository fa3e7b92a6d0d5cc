package dev.findmesh.platform

import dev.findmesh.HttpRequest
import dev.findmesh.HttpResponse
import dev.findmesh.HttpTransport
import dev.findmesh.internal.http.MinimalHttp
import java.io.IOException
import java.net.URI
import java.net.URISyntaxException

/** The default transport: the platform's TLS and trust, one minimal request a connection. */
internal class PlatformTransport(private val http: MinimalHttp = MinimalHttp()) : HttpTransport {
    override fun send(request: HttpRequest): HttpResponse {
        val url = try {
            URI(request.url)
        } catch (e: URISyntaxException) {
            throw IOException("malformed url", e)
        }
        val answer = http.exchange(request.method, url, request.headers, request.body, request.timeoutMillis)
        return HttpResponse(answer.status, answer.headers, answer.body)
    }
}
