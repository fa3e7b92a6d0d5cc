package dev.findmesh.internal

import java.nio.ByteBuffer

/** The data plane: native functions bound by name, exceptions are `RuntimeException`s. Needs [NativeLib.load] first. */
internal object FastPath {
    /** Takes the first [length] bytes of [buffer], a packed batch; returns its ticket at once, before anything is kept. */
    @JvmStatic
    external fun ingest(handle: Long, buffer: ByteArray, length: Int): Long

    /** As [ingest], for a direct buffer, from its beginning. */
    @JvmStatic
    external fun ingestDirect(handle: Long, buffer: ByteBuffer, length: Int): Long

    /** Identity of the loaded library; the control plane must say the same. */
    @JvmStatic
    external fun instanceId(): Long
}
