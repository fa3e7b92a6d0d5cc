package dev.findmesh.testing.contract

import android.Manifest
import android.content.pm.PackageManager
import android.os.Build
import android.os.PowerManager
import dev.findmesh.Findmesh
import dev.findmesh.HttpResponse
import dev.findmesh.HttpTransport
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.TestApplication
import dev.findmesh.testing.Vectors
import org.junit.Rule
import org.junit.runner.RunWith
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowBuild
import java.net.ConnectException

/** The library keeps its promises, on the framework's own classes. */
@RunWith(PhoneRunner::class)
class RealContractTest : SwitchesContract() {
    @get:Rule
    val phone: Phone = Phone()

    override val world: ContractWorld = RealContractWorld { phone }
}

private class RealContractWorld(private val phoneOf: () -> Phone) : ContractWorld {
    private val phone get() = phoneOf()
    override val findmesh: Findmesh get() = phone.findmesh
    override val nearbyScans: Int get() = FakeRadio.clients.count { it.callback != null }

    override fun <T> run(work: suspend () -> T): T = phone.run(work)

    override fun until(what: String, condition: () -> Boolean) = phone.until(what, condition)

    override fun hearTag() {
        FakeRadio.send(Vectors.compactTag())
    }

    override fun place(latitude: Double, longitude: Double) = phone.fix(latitude, longitude)

    override fun bluetooth(on: Boolean) = phone.bluetooth(on)

    override fun noBluetooth() = shadowOf(phone.app.packageManager).setSystemFeature(PackageManager.FEATURE_BLUETOOTH_LE, false)

    override fun deny(): String {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) {
            phone.deny(Manifest.permission.BLUETOOTH_SCAN)
            return Manifest.permission.BLUETOOTH_SCAN
        }
        phone.deny(Manifest.permission.ACCESS_FINE_LOCATION, Manifest.permission.ACCESS_COARSE_LOCATION)
        return Manifest.permission.ACCESS_FINE_LOCATION
    }

    override fun relayAnswers(status: Int?) {
        TestApplication.transport = HttpTransport {
            HttpResponse(status ?: throw ConnectException("no answer"), emptyList(), ByteArray(0))
        }
    }

    override fun makersPhone() = ShadowBuild.setManufacturer("OPPO")

    override fun exempt(on: Boolean) =
        shadowOf(phone.app.getSystemService(PowerManager::class.java)).setIgnoringBatteryOptimizations(phone.app.packageName, on)

    override fun advance(seconds: Long) = phone.advance(seconds * 1_000)
}
