package dev.findmesh.platform

import dev.findmesh.FindmeshException
import dev.findmesh.testing.FakeAndroidKeyStore
import dev.findmesh.testing.PhoneRunner
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import java.io.IOException
import java.security.Security

@RunWith(PhoneRunner::class)
class KeystoreVaultTest {
    @get:Rule
    val keyStore: FakeAndroidKeyStore = FakeAndroidKeyStore()

    private val key = ByteArray(32) { it.toByte() }
    private val vault = KeystoreVault()

    @Test
    fun whatIsWrappedComesBack() {
        val wrapped = vault.wrap(key)
        assertArrayEquals(key, KeystoreVault().unwrap(wrapped))
        assertFalse("a fresh nonce each time", wrapped.contentEquals(vault.wrap(key)))
    }

    @Test
    fun aResetKeystoreLostIt() {
        val wrapped = vault.wrap(key)
        keyStore.forgetKeys()
        assertThrows(FindmeshException.VaultLost::class.java) { vault.unwrap(wrapped) }
        vault.wrap(key)
        assertThrows("another key is no help", FindmeshException.VaultLost::class.java) { vault.unwrap(wrapped) }
    }

    @Test
    fun aRenewedKeyWrapsAndTheOldOneOpensUntilItRetires() {
        val before = vault.wrap(key)
        assertTrue(vault.renew())
        val after = vault.wrap(key)
        assertArrayEquals(key, KeystoreVault().unwrap(before))
        assertArrayEquals(key, KeystoreVault().unwrap(after))
        vault.retire()
        assertThrows(FindmeshException.VaultLost::class.java) { vault.unwrap(before) }
        assertArrayEquals(key, KeystoreVault().unwrap(after))
        assertTrue("again and again", vault.renew())
        vault.retire()
        assertThrows(FindmeshException.VaultLost::class.java) { vault.unwrap(after) }
        assertArrayEquals(key, KeystoreVault().unwrap(KeystoreVault().wrap(key)))
    }

    @Test
    fun otherKeysOfTheAppAreNotTouched() {
        val other = KeystoreVault("findmesh.kek.v1x")
        val wrapped = other.wrap(key)
        vault.wrap(key)
        vault.renew()
        vault.retire()
        assertArrayEquals(key, other.unwrap(wrapped))
    }

    @Test
    fun anAbsentKeystoreMayComeBack() {
        val wrapped = vault.wrap(key)
        Security.removeProvider("AndroidKeyStore")
        assertThrows(IOException::class.java) { vault.unwrap(wrapped) }
        assertThrows(IOException::class.java) { vault.wrap(key) }
    }
}
