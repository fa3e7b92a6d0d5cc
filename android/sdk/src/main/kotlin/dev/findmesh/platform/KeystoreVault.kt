package dev.findmesh.platform

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import dev.findmesh.FindmeshException
import dev.findmesh.KeyVault
import java.io.IOException
import java.security.GeneralSecurityException
import java.security.KeyStore
import java.security.ProviderException
import java.security.UnrecoverableKeyException
import javax.crypto.AEADBadTagException
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/**
 * Data keys under an AES-256-GCM key of Android Keystore: 12 bytes of nonce, then ciphertext and tag.
 *
 * The key is made on the first [wrap], never leaves the Keystore, and needs no unlocked screen: a
 * finder works in a pocket. A renewed key has the alias with a number behind it; between [renew] and
 * [retire] both are tried, newest first.
 */
internal class KeystoreVault(private val alias: String = "findmesh.kek.v1") : KeyVault {
    @Synchronized
    override fun wrap(key: ByteArray): ByteArray = guarded {
        val store = store()
        val newest = generations(store).lastOrNull() ?: FIRST
        val secret = find(store, newest) ?: generate(newest)
        val cipher = Cipher.getInstance(CIPHER).apply { init(Cipher.ENCRYPT_MODE, secret) }
        cipher.iv + cipher.doFinal(key)
    }

    @Synchronized
    override fun unwrap(wrapped: ByteArray): ByteArray = guarded {
        if (wrapped.size <= NONCE) throw IOException("not wrapped here")
        val store = store()
        // Another key under our alias: a restored backup, or a reset Keystore in which a new one was made.
        generations(store).reversed().firstNotNullOfOrNull { number -> find(store, number)?.let { open(wrapped, it) } }
            ?: throw FindmeshException.VaultLost()
    }

    @Synchronized
    override fun renew(): Boolean = guarded {
        generate((generations(store()).lastOrNull() ?: 0) + 1)
        true
    }

    @Synchronized
    override fun retire(): Unit = guarded {
        val store = store()
        generations(store).dropLast(1).forEach { store.deleteEntry(name(it)) }
    }

    /** Sorts what the Keystore throws into "gone for good" and "not now". */
    private inline fun <T> guarded(use: () -> T): T = try {
        use()
    } catch (e: KeyPermanentlyInvalidatedException) {
        throw FindmeshException.VaultLost(e)
    } catch (e: UnrecoverableKeyException) {
        throw FindmeshException.VaultLost(e)
    } catch (e: GeneralSecurityException) {
        throw IOException("keystore", e)
    } catch (e: ProviderException) {
        throw IOException("keystore", e)
    }

    /** Null where it lies under another key. */
    private fun open(wrapped: ByteArray, key: SecretKey): ByteArray? = try {
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(TAG_BITS, wrapped, 0, NONCE))
        cipher.doFinal(wrapped, NONCE, wrapped.size - NONCE)
    } catch (_: AEADBadTagException) {
        null
    }

    private fun store(): KeyStore = KeyStore.getInstance(STORE).apply { load(null) }

    /** Numbers of the keys that are there, oldest first. */
    private fun generations(store: KeyStore): List<Int> = store.aliases().asSequence().mapNotNull(::generation).sorted().toList()

    private fun generation(name: String): Int? = when {
        name == alias -> FIRST
        name.startsWith("$alias.") -> name.removePrefix("$alias.").toIntOrNull()?.takeIf { it > FIRST }
        else -> null
    }

    private fun name(generation: Int): String = if (generation == FIRST) alias else "$alias.$generation"

    private fun find(store: KeyStore, generation: Int): SecretKey? = store.getKey(name(generation), null) as SecretKey?

    private fun generate(generation: Int): SecretKey {
        val spec = KeyGenParameterSpec.Builder(name(generation), KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .setKeySize(KEY_BITS)
            .build()
        return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, STORE).apply { init(spec) }.generateKey()
    }

    private companion object {
        const val FIRST = 1
        const val STORE = "AndroidKeyStore"
        const val CIPHER = "AES/GCM/NoPadding"
        const val NONCE = 12
        const val TAG_BITS = 128
        const val KEY_BITS = 256
    }
}
