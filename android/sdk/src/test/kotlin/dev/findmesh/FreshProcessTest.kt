package dev.findmesh

import android.app.PendingIntent
import android.bluetooth.BluetoothManager
import android.bluetooth.le.BluetoothLeScanner
import android.bluetooth.le.ScanFilter
import android.bluetooth.le.ScanSettings
import android.content.Intent
import android.os.SystemClock
import dev.findmesh.platform.ScanReceiver
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.RelayProcess
import dev.findmesh.testing.TestApplication
import dev.findmesh.testing.Vectors
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.annotation.Config
import java.io.File
import kotlin.math.abs

/**
 * A process that the platform started for a scan result, in which no Activity ever runs and nobody
 * calls the library: the receiver finds its way alone. It is really a process of its own; RestartTest
 * left the files that an earlier one would have.
 */
@RunWith(PhoneRunner::class)
@Config(sdk = [34])
class FreshProcessTest {
    @get:Rule
    val phone: Phone = Phone()

    @Test
    fun onlyTheReceiverRuns() = RelayProcess.start().use { relay ->
        TestApplication.relay = relay.url
        layOutFiles()
        standingScanOfTheEarlierProcess()
        phone.fix(LATITUDE, LONGITUDE)
        val heardAt = phone.wall
        assertEquals(1, FakeRadio.send(Vectors.compactTag()))
        phone.until("it is sealed") { phone.findmesh.health.value.queue.reports == 1 }
        assertEquals("a scan that delivers is left running", 1, FakeRadio.clients.size)
        phone.runJobsUntilEmpty()
        val report = Vectors.owner(heardAt).fetch(relay.url).single()
        assertTrue(abs(report.getDouble("lat") - LATITUDE) < 1e-6 && abs(report.getDouble("lon") - LONGITUDE) < 1e-6)
    }

    private fun layOutFiles() {
        val files = RestartTest.freshProcessFolder()
        check(files.isDirectory) { "RestartTest.leaveFilesForAFreshProcess runs first" }
        File(files, "findmesh").copyRecursively(RestartTest.databaseFolder(phone.app), overwrite = true)
        phone.keyStore.restore(File(files, "keystore.properties"))
        phone.setClock(File(files, "boot").readText().toLong() + SystemClock.elapsedRealtime())
    }

    /** As the Bluetooth process holds it: an equal PendingIntent to the same receiver. */
    private fun standingScanOfTheEarlierProcess() {
        val intent = Intent(phone.app, ScanReceiver::class.java).setAction("dev.findmesh.SCAN")
        val pending = PendingIntent.getBroadcast(phone.app, 1, intent, PendingIntent.FLAG_MUTABLE)
        val scanner: BluetoothLeScanner = phone.app.getSystemService(BluetoothManager::class.java).adapter.bluetoothLeScanner
        val filter = ScanFilter.Builder().setManufacturerData(TestApplication.COMPANY_ID, byteArrayOf(0x10), byteArrayOf(0x31)).build()
        scanner.startScan(listOf(filter), ScanSettings.Builder().build(), pending)
    }

    private companion object {
        const val LATITUDE = -33.8688197
        const val LONGITUDE = 151.2092955
    }
}
