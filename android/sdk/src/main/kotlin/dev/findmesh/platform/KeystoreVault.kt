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
 * finder works in a pocket.
 */
internal class KeystoreVault(private val alias: String = "findmesh.kek.v1") : KeyVault {
    @Synchronized
    override fun wrap(key: ByteArray): ByteArray = guarded {
        val cipher = Cipher.getInstance(CIPHER).apply { init(Cipher.ENCRYPT_MODE, find() ?: generate()) }
        cipher.iv + cipher.doFinal(key)
    }

    @Synchronized
    override fun unwrap(wrapped: ByteArray): ByteArray = guarded {
        if (wrapped.size <= NONCE) throw IOException("not wrapped here")
        val key = find() ?: throw FindmeshException.VaultLost()
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(TAG_BITS, wrapped, 0, NONCE))
        cipher.doFinal(wrapped, NONCE, wrapped.size - NONCE)
    }

    /** Sorts what the Keystore throws into "gone for good" and "not now". */
    private inline fun guarded(use: () -> ByteArray): ByteArray = try {
        use()
    } catch (e: KeyPermanentlyInvalidatedException) {
        throw FindmeshException.VaultLost(e)
    } catch (e: UnrecoverableKeyException) {
        throw FindmeshException.VaultLost(e)
    } catch (e: AEADBadTagException) {
        // Another key under our alias: a restored backup, or a reset Keystore in which a new one was made.
        throw FindmeshException.VaultLost(e)
    } catch (e: GeneralSecurityException) {
        throw IOException("keystore", e)
    } catch (e: ProviderException) {
        throw IOException("keystore", e)
    }

    private fun find(): SecretKey? = KeyStore.getInstance(STORE).apply { load(null) }.getKey(alias, null) as SecretKey?

    private fun generate(): SecretKey {
        val spec = KeyGenParameterSpec.Builder(alias, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .setKeySize(KEY_BITS)
            .build()
        return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, STORE).apply { init(spec) }.generateKey()
    }

    private companion object {
        const val STORE = "AndroidKeyStore"
        const val CIPHER = "AES/GCM/NoPadding"
        const val NONCE = 12
        const val TAG_BITS = 128
        const val KEY_BITS = 256
    }
}
