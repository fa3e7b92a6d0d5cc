package dev.findmesh.internal.http

import java.io.BufferedInputStream
import java.io.FilterInputStream
import java.io.IOException
import java.io.InputStream
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.Socket
import java.net.SocketTimeoutException

/** A moment on the monotonic clock by which an exchange must end. */
internal class Deadline(millis: Int) {
    private val end = System.nanoTime() + millis * 1_000_000L

    /** Milliseconds left, at least 1. @throws SocketTimeoutException when none are. */
    fun left(): Int {
        val left = (end - System.nanoTime()) / 1_000_000L
        if (left <= 0) throw SocketTimeoutException("deadline")
        return left.coerceAtMost(Int.MAX_VALUE.toLong()).toInt()
    }
}

/** Connects to the first address of [host] that answers. */
internal fun connect(host: String, port: Int, deadline: Deadline): Socket {
    var failure: IOException? = null
    for (address in InetAddress.getAllByName(host)) {
        val socket = Socket()
        try {
            socket.connect(InetSocketAddress(address, port), deadline.left())
            socket.tcpNoDelay = true
            return socket
        } catch (e: IOException) {
            socket.close()
            failure = e
        }
    }
    throw failure ?: IOException("no address")
}

/** The socket's input, each read of which waits until [deadline] at most. */
internal fun Socket.inputUntil(deadline: Deadline): InputStream {
    val socket = this
    val bounded = object : FilterInputStream(socket.getInputStream()) {
        override fun read(): Int {
            socket.soTimeout = deadline.left()
            return super.read()
        }

        override fun read(b: ByteArray, off: Int, len: Int): Int {
            socket.soTimeout = deadline.left()
            return super.read(b, off, len)
        }
    }
    return BufferedInputStream(bounded)
}
