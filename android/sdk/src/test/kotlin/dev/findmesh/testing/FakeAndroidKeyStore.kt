package dev.findmesh.testing

import android.security.keystore.KeyGenParameterSpec
import org.junit.rules.ExternalResource
import java.io.File
import java.io.InputStream
import java.io.OutputStream
import java.security.InvalidAlgorithmParameterException
import java.security.Key
import java.security.KeyStore
import java.security.KeyStoreSpi
import java.security.Provider
import java.security.SecureRandom
import java.security.Security
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.util.Collections
import java.util.Date
import java.util.Enumeration
import java.util.Properties
import java.util.concurrent.ConcurrentHashMap
import javax.crypto.KeyGeneratorSpi
import javax.crypto.SecretKey
import javax.crypto.spec.SecretKeySpec

/** "AndroidKeyStore" in memory, for JVMs, which have none; registered for one test at a time. */
class FakeAndroidKeyStore : ExternalResource() {
    public override fun before() {
        entries.clear()
        Security.removeProvider(NAME)
        Security.addProvider(FakeProvider())
    }

    public override fun after() = Security.removeProvider(NAME)

    /** As after a reset of the lock screen: the keys are gone. */
    fun forgetKeys() = entries.clear()

    /** For a process of its own, which on a phone would find the same keys. */
    fun save(file: File) {
        val keys = Properties()
        entries.forEach { (alias, key) -> keys[alias] = key.encoded.joinToString("") { "%02x".format(it) } }
        file.outputStream().use { keys.store(it, null) }
    }

    /** What another process saved. */
    fun restore(file: File) {
        val keys = Properties().apply { file.inputStream().use(::load) }
        keys.forEach { (alias, hex) ->
            val raw = (hex as String).chunked(2).map { it.toInt(16).toByte() }.toByteArray()
            entries[alias as String] = SecretKeySpec(raw, "AES")
        }
    }

    private class FakeProvider : Provider(NAME, "1.0", "test only") {
        init {
            putService(service("KeyStore", NAME) { Store() })
            putService(service("KeyGenerator", "AES") { Generator() })
        }

        private fun service(type: String, algorithm: String, make: () -> Any): Service =
            object : Service(this, type, algorithm, "dev.findmesh.testing.Fake$type", null, null) {
                override fun newInstance(constructorParameter: Any?): Any = make()
            }
    }

    private class Generator : KeyGeneratorSpi() {
        private lateinit var spec: KeyGenParameterSpec

        override fun engineInit(random: SecureRandom?) = Unit

        override fun engineInit(params: AlgorithmParameterSpec?, random: SecureRandom?) {
            spec = params as? KeyGenParameterSpec ?: throw InvalidAlgorithmParameterException("KeyGenParameterSpec needed")
        }

        override fun engineInit(keysize: Int, random: SecureRandom?): Unit = throw UnsupportedOperationException()

        override fun engineGenerateKey(): SecretKey {
            val bits = if (spec.keySize > 0) spec.keySize else 256
            val raw = ByteArray(bits / 8).also { SecureRandom().nextBytes(it) }
            return SecretKeySpec(raw, "AES").also { entries[spec.keystoreAlias] = it }
        }
    }

    private class Store : KeyStoreSpi() {
        override fun engineGetKey(alias: String, password: CharArray?): Key? = entries[alias]

        override fun engineContainsAlias(alias: String): Boolean = alias in entries

        override fun engineIsKeyEntry(alias: String): Boolean = alias in entries

        override fun engineDeleteEntry(alias: String) {
            entries.remove(alias)
        }

        override fun engineAliases(): Enumeration<String> = Collections.enumeration(entries.keys)

        override fun engineSize(): Int = entries.size

        override fun engineLoad(stream: InputStream?, password: CharArray?) = Unit

        override fun engineLoad(param: KeyStore.LoadStoreParameter?) = Unit

        override fun engineStore(stream: OutputStream?, password: CharArray?) = Unit

        override fun engineGetCertificateChain(alias: String): Array<Certificate>? = null

        override fun engineGetCertificate(alias: String): Certificate? = null

        override fun engineGetCreationDate(alias: String): Date = Date(0)

        override fun engineSetKeyEntry(alias: String, key: Key, password: CharArray?, chain: Array<out Certificate>?) =
            throw UnsupportedOperationException()

        override fun engineSetKeyEntry(alias: String, key: ByteArray, chain: Array<out Certificate>?) =
            throw UnsupportedOperationException()

        override fun engineSetCertificateEntry(alias: String, cert: Certificate?) = throw UnsupportedOperationException()

        override fun engineIsCertificateEntry(alias: String): Boolean = false

        override fun engineGetCertificateAlias(cert: Certificate?): String? = null
    }

    private companion object {
        const val NAME = "AndroidKeyStore"
        val entries: MutableMap<String, SecretKey> = ConcurrentHashMap<String, SecretKey>()
    }
}
