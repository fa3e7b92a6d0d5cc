package dev.findmesh.platform

import dev.findmesh.FindmeshException
import dev.findmesh.HttpRequest
import dev.findmesh.HttpTransport
import dev.findmesh.KeyVault
import dev.findmesh.ffi.HttpAnswer
import dev.findmesh.ffi.HttpHeader
import dev.findmesh.ffi.HttpMethod
import dev.findmesh.ffi.TransportException
import dev.findmesh.ffi.VaultException
import java.io.IOException
import java.net.ConnectException
import java.net.NoRouteToHostException
import java.net.SocketTimeoutException
import java.net.UnknownHostException
import javax.net.ssl.SSLException

/** The host's transport as the engine sees it; failures become codes without addresses. */
internal class TransportAdapter(private val transport: HttpTransport) : dev.findmesh.ffi.HttpTransport {
    override fun send(request: dev.findmesh.ffi.HttpRequest): HttpAnswer = try {
        val answer = transport.send(
            HttpRequest(
                method = if (request.method == HttpMethod.POST) "POST" else "GET",
                url = request.url,
                headers = request.headers.map { it.name to it.value },
                body = request.body,
                timeoutMillis = request.timeoutMs,
            ),
        )
        HttpAnswer(answer.status, answer.headers.map { (name, value) -> HttpHeader(name, value) }, answer.body)
    } catch (_: SocketTimeoutException) {
        throw TransportException.Timeout()
    } catch (_: UnknownHostException) {
        throw TransportException.Unreachable("name_not_found")
    } catch (_: ConnectException) {
        throw TransportException.Unreachable("refused")
    } catch (_: NoRouteToHostException) {
        throw TransportException.Unreachable("no_route")
    } catch (e: SSLException) {
        throw TransportException.Tls(e.javaClass.simpleName)
    } catch (e: IOException) {
        throw TransportException.Other(e.javaClass.simpleName)
    } catch (_: SecurityException) {
        throw TransportException.Unreachable("no_internet_permission")
    }
}

/** The host's vault as the engine sees it. */
internal class VaultAdapter(private val vault: KeyVault) : dev.findmesh.ffi.KeyVault {
    override fun wrap(key: ByteArray): ByteArray = guarded { vault.wrap(key) }

    override fun unwrap(wrapped: ByteArray): ByteArray = guarded { vault.unwrap(wrapped) }

    override fun renew(): Boolean = guarded { vault.renew() }

    override fun retire(): Unit = guarded { vault.retire() }

    private inline fun <T> guarded(use: () -> T): T = try {
        use()
    } catch (_: FindmeshException.VaultLost) {
        throw VaultException.Lost()
    } catch (e: IOException) {
        throw VaultException.Unavailable(e.message ?: e.javaClass.simpleName)
    }
}
