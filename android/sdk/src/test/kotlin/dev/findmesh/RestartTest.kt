package dev.findmesh

import android.app.Application
import android.os.SystemClock
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.RelayProcess
import dev.findmesh.testing.TestApplication
import dev.findmesh.testing.Vectors
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.annotation.Config
import java.io.File

/** What a process leaves behind, and what the next one makes of it. */
@RunWith(PhoneRunner::class)
class RestartTest {
    @get:Rule
    val phone: Phone = Phone()

    @Test
    fun theQueueTheWishAndTheConsentOutliveTheProcess() {
        sealOne()
        phone.restart()
        phone.until("the queue is back") { phone.findmesh.health.value.queue.reports == 1 }
        phone.until("it listens by itself") { phone.findmesh.finder.state.value is FinderState.Listening }
        assertEquals(setOf(Purpose.CROWD_REPORTING), phone.findmesh.consent.grants.value)
        RelayProcess.start().use { relay ->
            phone.restart()
            TestApplication.relay = relay.url
            phone.runJobsUntilEmpty()
            assertEquals(1, Vectors.owner(phone.wall).fetch(relay.url).size)
        }
    }

    /** The first half of FreshProcessTest, which runs in a process of its own afterwards. */
    @Test
    @Config(sdk = [34])
    fun leaveFilesForAFreshProcess() {
        phone.beginFinding()
        phone.restart()
        val files = freshProcessFolder().apply { deleteRecursively() }
        databaseFolder(phone.app).copyRecursively(File(files, "findmesh"))
        phone.keyStore.save(File(files, "keystore.properties"))
        // The same boot: wall and boot time keep their distance.
        File(files, "boot").writeText((phone.wall - SystemClock.elapsedRealtime()).toString())
    }

    private fun sealOne() {
        phone.beginFinding()
        phone.fix(1.0, 2.0)
        FakeRadio.send(Vectors.compactTag())
        phone.until("it is sealed") { phone.findmesh.health.value.queue.reports == 1 }
    }

    companion object {
        fun databaseFolder(app: Application): File = File(app.noBackupFilesDir, "findmesh")

        fun freshProcessFolder(): File = File("target/fresh-process").absoluteFile
    }
}
