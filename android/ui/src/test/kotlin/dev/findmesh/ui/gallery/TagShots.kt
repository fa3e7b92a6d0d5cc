package dev.findmesh.ui.gallery

import dev.findmesh.BatteryLevel
import dev.findmesh.FindmeshException
import dev.findmesh.OwnerState
import dev.findmesh.gatt.GattFailure
import dev.findmesh.gatt.SoundEvent
import dev.findmesh.gatt.SoundRefusal
import dev.findmesh.gatt.SoundWay
import dev.findmesh.testing.FakePhone
import dev.findmesh.ui.R
import dev.findmesh.ui.ScreenId
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf

private fun tag(name: String, keptWhole: Boolean = false, sounds: Flow<SoundEvent>? = null, tap: Hand.() -> Unit) =
    Shot(ScreenId.TAG, name, keptWhole, { stage(sounds) }, tap)

private fun Stage.stage(answer: Flow<SoundEvent>?) {
    about = "C0:00:00:00:01:01"
    answer?.let { sounds = it }
}

/** Somebody walks towards an AirTag. */
private fun Stage.closer(owner: OwnerState = OwnerState.AWAY, device: String = "airtag", battery: BatteryLevel? = null) {
    for (second in 0 until MINUTE step 2) {
        val gap = second in 22..34
        if (!gap) heard(1, "apple", rssi = -92 + second * 2 / 3 + second * 7 % 9, owner = owner, device = device, battery = battery)
        pass(seconds = 2)
    }
}

private const val MINUTE = 60
private val sounding = SoundEvent.Sounding(SoundWay.AIRTAG, confirmed = false)

private fun never(vararg before: SoundEvent): Flow<SoundEvent> = flow {
    before.forEach { emit(it) }
    awaitCancellation()
}

private fun failing(e: FindmeshException): Flow<SoundEvent> = flow { throw e }

private fun Hand.play() {
    stage.closer()
    Hand.idle()
    tap(R.string.findmesh_sound_play)
}

/** A tag, what it may say of itself, and its sound. */
internal val TAG_SHOTS: List<Shot> = listOf(
    tag("away", keptWhole = true) { stage.closer() },
    tag("with-owner") { stage.closer(owner = OwnerState.NEAR, device = "find_my", battery = BatteryLevel.LOW) },
    tag("device") { stage.closer(owner = OwnerState.UNKNOWN, device = "apple_device", battery = BatteryLevel.FULL) },
    tag("connecting", sounds = never()) { play() },
    tag("sounding", keptWhole = true, sounds = never(sounding)) { play() },
    tag("sounded", sounds = flowOf(sounding, SoundEvent.Ended(confirmed = true))) { play() },
    tag("sound-out-of-reach", sounds = failing(FindmeshException.GattFailed(GattFailure.UNREACHABLE, "connect", 133))) { play() },
    tag("sound-refused", sounds = failing(FindmeshException.SoundRefused(SoundRefusal.NO_WAY))) { play() },
    tag("sound-not-allowed", sounds = failing(FindmeshException.PermissionMissing(listOf("android.permission.BLUETOOTH_CONNECT")))) {
        play()
    },
    tag("gone") {
        stage.closer()
        stage.pass(seconds = 25)
    },
    tag("looking") { },
    tag("unknown", keptWhole = true) { stage.pass(seconds = 21) },
    tag("bluetooth-off") {
        stage.closer()
        stage.findmesh.phone.bluetooth = FakePhone.Bluetooth.OFF
    },
)
