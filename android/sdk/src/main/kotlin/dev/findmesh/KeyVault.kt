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

    /**
     * Makes a new wrapping key, durably: [wrap] uses it from now on, [unwrap] still opens what older ones wrapped.
     *
     * @return false where this vault has one key for ever.
     * @throws IOException the vault cannot be used now.
     */
    @Throws(IOException::class)
    public fun renew(): Boolean = false

    /**
     * Every wrapping key but the newest goes for good: nothing that is needed lies under them any more.
     *
     * @throws IOException the vault cannot be used now.
     */
    @Throws(IOException::class)
    public fun retire(): Unit = Unit
}
