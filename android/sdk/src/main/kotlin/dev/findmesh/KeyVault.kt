package dev.findmesh

import java.io.IOException

/** Wraps the database's data keys under a key that never leaves the vault. Blocking, called off the main thread. */
public interface KeyVault {
    /**
     * Wraps a key of 32 bytes; the answer is opaque, at most 256 bytes.
     *
     * @throws IOException the vault cannot be used now.
     */
    @Throws(IOException::class)
    public fun wrap(key: ByteArray): ByteArray

    /**
     * The key back.
     *
     * @throws IOException the vault cannot be used now.
     * @throws FindmeshException.VaultLost the wrapping key is gone for good.
     */
    @Throws(IOException::class, FindmeshException.VaultLost::class)
    public fun unwrap(wrapped: ByteArray): ByteArray
}
