package dev.findmesh.platform

import android.app.Application
import dev.findmesh.Consent
import dev.findmesh.ConsentEntry
import dev.findmesh.Finder
import dev.findmesh.Findmesh
import dev.findmesh.Health
import dev.findmesh.MyData
import dev.findmesh.PermissionGate
import dev.findmesh.PhoneSwitches
import dev.findmesh.Purpose
import dev.findmesh.ffi.NativeException
import dev.findmesh.platform.permission.HostPermissions
import dev.findmesh.platform.permission.PermissionMemory
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.withContext
import java.util.Locale

/** What the app holds in its hands. */
internal class FindmeshClient(app: Application, val host: EngineHost) : Findmesh {
    override val finder: Finder = HostFinder(app, host)
    override val consent: Consent = HostConsent(host)
    override val permissions: PermissionGate = HostPermissions(app, PermissionMemory(host.notes))
    override val switches: PhoneSwitches = HostSwitches(app, host.notes)
    override val myData: MyData = HostMyData(host)
    override val health: StateFlow<Health> = host.health.asStateFlow()

    override suspend fun shutdown() {
        FindmeshHolder.forget(this)
        native { host.shutdown() }
    }
}

/** Runs [use] and turns what the engine throws into what the library throws. */
internal suspend inline fun <T> native(crossinline use: suspend () -> T): T = try {
    use()
} catch (e: NativeException) {
    throw e.toPublic()
}

/** As [native], with the open engine, off the main thread. */
internal suspend fun <T> EngineHost.ask(use: suspend (EngineSession) -> T): T =
    withContext(Dispatchers.IO) { native { use(session()) } }

private class HostConsent(private val host: EngineHost) : Consent {
    override val grants: StateFlow<Set<Purpose>> = host.grants.asStateFlow()

    override suspend fun grant(purpose: Purpose, textVersion: String, locale: Locale, how: String) = host.ask { session ->
        session.engine.grant(purpose.toFfi(), textVersion, locale.toLanguageTag(), how)
        session.tellChoices()
    }

    override suspend fun withdraw(purpose: Purpose) = host.ask { session ->
        session.engine.withdraw(purpose.toFfi(), "app")
        session.tellChoices()
    }

    override suspend fun ledger(): List<ConsentEntry> = host.ask { session -> session.engine.consentLedger().map { it.toPublic() } }
}
