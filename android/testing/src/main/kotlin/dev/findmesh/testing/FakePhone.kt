package dev.findmesh.testing

import dev.findmesh.FamiliarPlace
import dev.findmesh.FindmeshException
import dev.findmesh.PhoneSwitch
import dev.findmesh.Reason
import dev.findmesh.Sighting

/** What a [FakeFindmesh]'s phone is like; every change shows in state and health at once. */
public class FakePhone internal constructor(private val world: FakeWorld) {
    /** State of the radio. */
    public enum class Bluetooth {
        /** On. */
        ON,

        /** Switched off. */
        OFF,

        /** The phone has none. */
        UNSUPPORTED,
    }

    /** The radio; it goes off under whoever scans. */
    public var bluetooth: Bluetooth
        get() = world.bluetooth
        set(value) {
            world.change {
                bluetooth = value
                if (value != Bluetooth.ON) air.tryEmit(FakeAir.RadioLost)
            }
        }

    /** Permissions that are not granted, by their platform names, in the order to ask. */
    public var missingPermissions: List<String>
        get() = world.missingPermissions
        set(value) {
            world.change { missingPermissions = value.toList() }
        }

    /** Whether the person says yes when [dev.findmesh.Findmesh.permissions] asks. Default: yes. */
    public var grantsWhenAsked: Boolean
        get() = world.grantsWhenAsked
        set(value) {
            world.change { grantsWhenAsked = value }
        }

    /** At a place where the phone often stays. */
    public var atMyPlace: Boolean
        get() = world.atMyPlace
        set(value) {
            world.change { atMyPlace = value }
        }

    /** Where the phone often stays, as far as it tells; [atMyPlace] says whether it is there. Default: nowhere yet. */
    public var familiarPlaces: List<FamiliarPlace>
        get() = world.familiarPlaces.value
        set(value) {
            world.familiarPlaces.value = value.toList()
        }

    /** The phone's switches, as it tells of them itself. Default: Android's own, not set, as on a phone of no known maker. */
    public var switches: List<PhoneSwitch>
        get() = world.switches
        set(value) {
            world.change { switches = value.toList() }
        }

    /** Further reasons of health, as the platform would give them: `doze`, `standby_bucket`, `oem_autostart_off` … */
    public var reasons: List<Reason>
        get() = world.scripted
        set(value) {
            world.change { scripted = value.toList() }
        }

    /** The phone knows where it is from now on; sightings that waited for that are reported. */
    public fun place(latitude: Double, longitude: Double): Unit = world.moveTo(FakePlace(latitude, longitude))

    /** The phone does not know where it is. */
    public fun losePlace(): Unit = world.moveTo(null)
}

internal class FakePlace(val latitude: Double, val longitude: Double)

/** What is on the air. */
internal sealed class FakeAir {
    class Heard(val sighting: Sighting) : FakeAir()

    object RadioLost : FakeAir()
}

/** @throws FindmeshException why nobody can scan. */
internal fun FakeWorld.requireForScan() {
    if (bluetooth == FakePhone.Bluetooth.UNSUPPORTED) throw FindmeshException.BluetoothUnavailable()
    if (needed.isNotEmpty()) throw FindmeshException.PermissionMissing(needed)
}

/** Missing permissions without which nobody can scan. */
internal val FakeWorld.needed: List<String> get() = missingPermissions - BACKGROUND_LOCATION
