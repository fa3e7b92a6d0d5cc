package dev.findmesh.platform

import android.app.Application
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.os.Looper
import android.os.UserManager
import dev.findmesh.testing.PhoneRunner
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf

/** The wait for the first unlock, whenever that comes. */
@RunWith(PhoneRunner::class)
class DirectBootTest {
    private val app = RuntimeEnvironment.getApplication()
    private var unlocks = 0

    /** Calls [meanwhile] as a receiver is registered. */
    private class Busy(app: Application, private val meanwhile: () -> Unit) : Application() {
        init {
            attachBaseContext(app)
        }

        override fun registerReceiver(receiver: BroadcastReceiver?, filter: IntentFilter): Intent? {
            meanwhile()
            return super.registerReceiver(receiver, filter)
        }

        override fun registerReceiver(receiver: BroadcastReceiver?, filter: IntentFilter, flags: Int): Intent? {
            meanwhile()
            return super.registerReceiver(receiver, filter, flags)
        }
    }

    private fun lock(locked: Boolean) = shadowOf(app.getSystemService(UserManager::class.java)).setUserUnlocked(!locked)

    private fun waiting() = shadowOf(app).registeredReceivers.count {
        it.broadcastReceiver.javaClass.name.startsWith(DirectBoot::class.java.name)
    }

    private fun tell() {
        app.sendBroadcast(Intent(Intent.ACTION_USER_UNLOCKED))
        shadowOf(Looper.getMainLooper()).idle()
    }

    @Test
    fun itWaitsOnceAndIsToldOnce() {
        lock(true)
        val boot = DirectBoot(app) { unlocks++ }
        assertTrue(boot.isLocked() && boot.isLocked())
        assertEquals(1, waiting())
        lock(false)
        tell()
        tell()
        assertEquals(1 to 0, unlocks to waiting())
        assertFalse(boot.isLocked())
    }

    @Test
    fun anUnlockBeforeTheReceiverStoodIsNotWaitedForAgain() {
        lock(true)
        val boot = DirectBoot(Busy(app) { lock(false).also { tell() } }) { unlocks++ }
        assertFalse("nobody will tell of it again", boot.isLocked())
        assertEquals(0 to 0, unlocks to waiting())
    }

    @Test
    fun whoFindsOutByAskingWaitsNoMore() {
        lock(true)
        val boot = DirectBoot(app) { unlocks++ }
        assertTrue(boot.isLocked())
        lock(false)
        assertFalse(boot.isLocked())
        assertEquals(0, waiting())
    }
}
