package dev.findmesh.platform.evidence

import android.content.Context
import android.os.Build
import android.os.UserManager
import dev.findmesh.ffi.PhoneState
import dev.findmesh.ffi.StandbyBucket
import dev.findmesh.platform.BootNotes
import dev.findmesh.platform.Clocks
import dev.findmesh.platform.Notes
import dev.findmesh.platform.Permissions
import dev.findmesh.platform.advice.AutostartSwitch
import dev.findmesh.platform.advice.MAKERS
import dev.findmesh.platform.advice.Maker
import dev.findmesh.platform.permission.PermissionMemory

/** What only shows over time, or on one maker's phones; looked at with every look at the phone. */
internal class PhoneSigns(private val context: Context, private val notes: Notes) {
    private val permissions = Permissions(context)
    private val memory = PermissionMemory(notes)
    private val maker by lazy { Maker.here }
    private val wakes = MissedWakes(notes, BootNotes(context, notes))

    /** The engine asked to be woken, boot time in milliseconds. */
    fun wakeAsked(boot: Long) = wakes.asked(boot)

    /** One look: [state] with what it does not say by itself. */
    fun look(state: PhoneState): PhoneState {
        val now = Clocks.wallMillis()
        wakes.awake(Clocks.bootMillis(), now, rationed = state.isRationed(), excused = state.isHeld())
        val hibernated = hibernated(now)
        permissions.standing().forEach { (permission, granted) -> memory.look(permission, granted, now) }
        return state.copy(
            oneTimePermission = permissions.standing().keys.any { memory.answers(it).lapsed } && !hibernated,
            autostartOff = AutostartSwitch.isOff(context, maker),
            oemBatterySaver = oemBatterySaver(state.batteryExempt, now),
            userInBackground = userInBackground(state),
            managedRestriction = managedRestriction(),
            hibernated = hibernated,
        )
    }

    private fun PhoneState.isRationed(): Boolean = !batteryExempt && bucket >= StandbyBucket.WORKING_SET

    private fun PhoneState.isHeld(): Boolean = backgroundRestricted || batterySaver || bucket == StandbyBucket.RESTRICTED

    /** Everything that was granted went while nobody looked for two months: the platform put the app to sleep. */
    private fun hibernated(now: Long): Boolean {
        val held = permissions.standing().values.any { it }
        val away = notes.number(LOOKED)?.let { now - it >= UNUSED_MILLIS } ?: false
        val before = notes.flag(HELD)
        if (notes.number(LOOKED)?.let { now - it !in 0 until DAY } != false) notes.put(LOOKED to now)
        notes.put(HELD to held)
        if (held) notes.put(HIBERNATED to null)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R && away && before && !held) notes.put(HIBERNATED to true)
        return notes.flag(HIBERNATED)
    }

    /** The exemption went without a person (peers tell of HyperOS), or wakes are missed on a maker's phone that is known for it. */
    private fun oemBatterySaver(exempt: Boolean, now: Long): Boolean {
        if (exempt && !notes.flag(EXEMPT)) wakes.forget()
        if (exempt) notes.put(EXEMPT to true)
        if (maker !in MAKERS) return false
        return (notes.flag(EXEMPT) && !exempt) || wakes.isPattern(now)
    }

    /** Below API 31 broadcasts have to say it. */
    private fun userInBackground(state: PhoneState): Boolean = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) {
        !context.getSystemService(UserManager::class.java).isUserForeground
    } else {
        state.userInBackground
    }

    private fun managedRestriction(): Boolean = context.getSystemService(UserManager::class.java).run {
        hasUserRestriction(UserManager.DISALLOW_BLUETOOTH) || hasUserRestriction(UserManager.DISALLOW_SHARE_LOCATION)
    }

    private companion object {
        const val EXEMPT = "battery.exempt"
        const val LOOKED = "looked"
        const val HELD = "held"
        const val HIBERNATED = "hibernated"
        const val DAY = 24 * 60 * 60_000L
        const val UNUSED_MILLIS = 60 * DAY
    }
}
