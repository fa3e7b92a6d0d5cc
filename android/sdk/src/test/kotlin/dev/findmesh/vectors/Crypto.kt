package dev.findmesh.vectors

import org.bouncycastle.crypto.digests.SHA256Digest
import org.bouncycastle.crypto.engines.AESEngine
import org.bouncycastle.crypto.generators.HKDFBytesGenerator
import org.bouncycastle.crypto.generators.KDF2BytesGenerator
import org.bouncycastle.crypto.modes.AEADBlockCipher
import org.bouncycastle.crypto.modes.EAXBlockCipher
import org.bouncycastle.crypto.params.AEADParameters
import org.bouncycastle.crypto.params.HKDFParameters
import org.bouncycastle.crypto.params.KDFParameters
import org.bouncycastle.crypto.params.KeyParameter
import java.security.MessageDigest
import javax.crypto.Cipher
import javax.crypto.Mac
import javax.crypto.spec.GCMParameterSpec
import javax.crypto.spec.IvParameterSpec
import javax.crypto.spec.SecretKeySpec

/** Primitives of the JVM and of Bouncy Castle: a second opinion on tests/vectors, without our library. */
internal object Crypto {
    fun sha256(data: ByteArray): ByteArray = MessageDigest.getInstance("SHA-256").digest(data)

    fun hmac(key: ByteArray, data: ByteArray): ByteArray =
        Mac.getInstance("HmacSHA256").apply { init(SecretKeySpec(key, "HmacSHA256")) }.doFinal(data)

    fun hkdf(secret: ByteArray, salt: ByteArray?, info: ByteArray, size: Int): ByteArray = hkdf(HKDFParameters(secret, salt, info), size)

    /** The expand step alone. */
    fun expand(key: ByteArray, info: ByteArray, size: Int): ByteArray = hkdf(HKDFParameters.skipExtractParameters(key, info), size)

    private fun hkdf(parameters: HKDFParameters, size: Int): ByteArray =
        ByteArray(size).also { HKDFBytesGenerator(SHA256Digest()).apply { init(parameters) }.generateBytes(it, 0, size) }

    /** The key derivation of ANSI X9.63. */
    fun x963(secret: ByteArray, info: ByteArray, size: Int): ByteArray =
        ByteArray(size).also { KDF2BytesGenerator(SHA256Digest()).apply { init(KDFParameters(secret, info)) }.generateBytes(it, 0, size) }

    fun ecb(key: ByteArray, block: ByteArray): ByteArray =
        Cipher.getInstance("AES/ECB/NoPadding").apply { init(Cipher.ENCRYPT_MODE, aes(key)) }.doFinal(block)

    /** CBC with PKCS #7 padding. */
    fun cbc(key: ByteArray, iv: ByteArray, data: ByteArray): ByteArray =
        Cipher.getInstance("AES/CBC/PKCS5Padding").apply { init(Cipher.ENCRYPT_MODE, aes(key), IvParameterSpec(iv)) }.doFinal(data)

    fun openGcm(key: ByteArray, nonce: ByteArray, sealed: ByteArray, aad: ByteArray = ByteArray(0)): ByteArray =
        Cipher.getInstance("AES/GCM/NoPadding").run {
            init(Cipher.DECRYPT_MODE, aes(key), GCMParameterSpec(128, nonce))
            updateAAD(aad)
            doFinal(sealed)
        }

    fun openEax(key: ByteArray, nonce: ByteArray, sealed: ByteArray, aad: ByteArray = ByteArray(0)): ByteArray =
        open(EAXBlockCipher(AESEngine.newInstance()), 128, key, nonce, sealed, aad)

    /** Opens with any of Bouncy Castle's modes; a wrong tag is an `InvalidCipherTextException`. */
    fun open(mode: AEADBlockCipher, tagBits: Int, key: ByteArray, nonce: ByteArray, sealed: ByteArray, aad: ByteArray): ByteArray {
        mode.init(false, AEADParameters(KeyParameter(key), tagBits, nonce, aad))
        val plain = ByteArray(mode.getOutputSize(sealed.size))
        val done = mode.processBytes(sealed, 0, sealed.size, plain, 0)
        return plain.copyOf(done + mode.doFinal(plain, done))
    }

    private fun aes(key: ByteArray) = SecretKeySpec(key, "AES")
}
