package dev.findmesh.ui.tag

import dev.findmesh.FindmeshException
import dev.findmesh.gatt.GattFailure
import dev.findmesh.gatt.SoundEvent
import dev.findmesh.gatt.SoundRefusal

/**
 * How far making a tag sound has come.
 *
 * @property trouble why it does not, or not any more, where something is wrong.
 * @property confirmed the tag itself said so.
 */
internal data class Ring(val step: Step, val trouble: Trouble? = null, val confirmed: Boolean = true) {
    enum class Step { READY, CONNECTING, SOUNDING, ENDED, FAILED }

    /**
     * Why a tag does not sound.
     *
     * @property final another try would end the same way.
     */
    enum class Trouble(val final: Boolean = false) {
        OWNER_ONLY,
        NO_WAY(final = true),
        ALREADY_SOUNDING,
        CANNOT,
        OUT_OF_REACH,
        LOST,
        NO_ANSWER,
        BLUETOOTH_OFF,
        PERMISSION,
        OTHER,
    }

    val running: Boolean get() = step == Step.CONNECTING || step == Step.SOUNDING

    companion object {
        val READY: Ring = Ring(Step.READY)
        val CONNECTING: Ring = Ring(Step.CONNECTING)

        fun of(event: SoundEvent): Ring = when (event) {
            is SoundEvent.Sounding -> Ring(Step.SOUNDING, confirmed = event.confirmed)
            is SoundEvent.Ended -> Ring(Step.ENDED, confirmed = event.confirmed)
        }

        fun of(e: FindmeshException): Ring = Ring(Step.FAILED, trouble(e))

        private fun trouble(e: FindmeshException): Trouble = when (e) {
            is FindmeshException.SoundRefused -> trouble(e.reason)
            is FindmeshException.GattFailed -> trouble(e.failure)
            is FindmeshException.PermissionMissing -> Trouble.PERMISSION
            is FindmeshException.BluetoothUnavailable -> Trouble.BLUETOOTH_OFF
            else -> Trouble.OTHER
        }

        private fun trouble(reason: SoundRefusal): Trouble = when (reason) {
            SoundRefusal.NO_WAY -> Trouble.NO_WAY
            SoundRefusal.ALREADY_SOUNDING -> Trouble.ALREADY_SOUNDING
            SoundRefusal.OWNER_ONLY -> Trouble.OWNER_ONLY
            SoundRefusal.FAILED -> Trouble.CANNOT
        }

        private fun trouble(failure: GattFailure): Trouble = when (failure) {
            GattFailure.RADIO_OFF -> Trouble.BLUETOOTH_OFF
            GattFailure.UNREACHABLE -> Trouble.OUT_OF_REACH
            GattFailure.LOST -> Trouble.LOST
            GattFailure.TIMED_OUT, GattFailure.REFUSED, GattFailure.NOT_TAKEN -> Trouble.NO_ANSWER
            GattFailure.NOT_THERE, GattFailure.TOO_LONG -> Trouble.CANNOT
        }
    }
}
