package dev.findmesh.testing.contract

import dev.findmesh.Findmesh
import dev.findmesh.PhoneSwitch
import dev.findmesh.PhoneSwitch.Kind
import dev.findmesh.PhoneSwitch.State
import dev.findmesh.testing.FakeFindmesh
import dev.findmesh.testing.FakePhone
import dev.findmesh.testing.FakeSightings
import kotlinx.coroutines.runBlocking
import java.time.Duration

/** The fake keeps the promises, on a plain JVM. */
class FakeContractTest : SwitchesContract() {
    override val world: ContractWorld = FakeContractWorld()
}

private class FakeContractWorld : ContractWorld {
    private val fake = FakeFindmesh()
    override val findmesh: Findmesh get() = fake
    override val nearbyScans: Int get() = fake.nearbyScans

    override fun <T> run(work: suspend () -> T): T = runBlocking { work() }

    override fun until(what: String, condition: () -> Boolean) {
        val end = System.nanoTime() + WAIT_NANOS
        while (!condition()) {
            check(System.nanoTime() < end) { "waited in vain until $what; health: ${fake.health.value} ${fake.finder.state.value}" }
            Thread.sleep(1)
        }
    }

    override fun hearTag() = fake.hear(FakeSightings.separated(fake.now))

    override fun place(latitude: Double, longitude: Double) = fake.phone.place(latitude, longitude)

    override fun bluetooth(on: Boolean) {
        fake.phone.bluetooth = if (on) FakePhone.Bluetooth.ON else FakePhone.Bluetooth.OFF
    }

    override fun noBluetooth() {
        fake.phone.bluetooth = FakePhone.Bluetooth.UNSUPPORTED
    }

    override fun deny(): String {
        fake.phone.missingPermissions = listOf("android.permission.BLUETOOTH_SCAN")
        return "android.permission.BLUETOOTH_SCAN"
    }

    override fun relayAnswers(status: Int?) {
        fake.relay.status = status
    }

    override fun makersPhone() {
        fake.phone.switches = listOf(PhoneSwitch(Kind.RECENT_APPS, State.UNKNOWN)) + fake.phone.switches
    }

    override fun exempt(on: Boolean) {
        val others = fake.phone.switches.filter { it.kind != Kind.BATTERY_OPTIMISATION }
        fake.phone.switches = others + PhoneSwitch(Kind.BATTERY_OPTIMISATION, if (on) State.SET else State.NOT_SET)
    }

    override fun advance(seconds: Long) = fake.advance(Duration.ofSeconds(seconds))

    private companion object {
        const val WAIT_NANOS = 10_000_000_000L
    }
}
