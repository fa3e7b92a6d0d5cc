package dev.findmesh.platform

import android.app.Application
import android.os.PowerManager
import android.provider.Settings
import dev.findmesh.PhoneSwitch
import dev.findmesh.PhoneSwitch.Kind
import dev.findmesh.PhoneSwitch.State
import dev.findmesh.PhoneSwitches
import dev.findmesh.platform.advice.AutostartSwitch
import dev.findmesh.platform.advice.Maker
import dev.findmesh.platform.advice.MakerAdvice
import dev.findmesh.platform.permission.resumes
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.withContext

/** The phone's switches, read where they can be, and what a person said of the others. */
internal class HostSwitches(private val app: Application, private val notes: Notes) : PhoneSwitches {
    private val said = MutableStateFlow(0)

    override fun check(): List<PhoneSwitch> = kinds().map { PhoneSwitch(it, state(it)) }

    override fun observe(): Flow<List<PhoneSwitch>> =
        // Who comes back may have been in the settings.
        combine(said, app.resumes(Unit) { }) { _, _ -> check() }.distinctUntilChanged().flowOn(Dispatchers.IO)

    override suspend fun confirm(kind: Kind, done: Boolean) {
        withContext(Dispatchers.IO) { notes.put(key(kind) to done.takeIf { it }) }
        said.update { it + 1 }
    }

    private fun kinds(): List<Kind> {
        val maker = MakerAdvice.of(Maker.here)
        if (maker === MakerAdvice.ANY) return listOf(Kind.BATTERY_OPTIMISATION)
        return listOfNotNull(
            Kind.AUTOSTART.takeIf { maker.autostart != null },
            Kind.MAKER_BATTERY.takeIf { maker.battery != null },
            Kind.RECENT_APPS.takeIf { maker.recents != null },
            // One page, gone through once.
            Kind.BATTERY_OPTIMISATION.takeIf { !holdsAndroids(maker) },
        )
    }

    private fun state(kind: Kind): State = when {
        kind == Kind.BATTERY_OPTIMISATION -> if (exempt()) State.SET else State.NOT_SET
        kind == Kind.AUTOSTART && AutostartSwitch.isOff(app) -> State.NOT_SET
        kind == Kind.MAKER_BATTERY && holdsAndroids(MakerAdvice.here) && !exempt() -> State.NOT_SET
        notes.flag(key(kind)) -> State.CONFIRMED
        else -> State.UNKNOWN
    }

    private fun holdsAndroids(maker: MakerAdvice): Boolean =
        maker.battery?.screen?.ways.orEmpty().any { it.action == Settings.ACTION_IGNORE_BATTERY_OPTIMIZATION_SETTINGS }

    private fun exempt(): Boolean = app.getSystemService(PowerManager::class.java).isIgnoringBatteryOptimizations(app.packageName)

    private fun key(kind: Kind): String = "switch.${kind.name.lowercase()}.confirmed"
}
