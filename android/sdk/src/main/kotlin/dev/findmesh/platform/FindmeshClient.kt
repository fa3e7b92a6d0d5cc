package dev.findmesh.platform

import android.content.Context
import dev.findmesh.Consent
import dev.findmesh.ConsentEntry
import dev.findmesh.Finder
import dev.findmesh.FinderState
import dev.findmesh.Findmesh
import dev.findmesh.FindmeshException
import dev.findmesh.Health
import dev.findmesh.Purpose
import dev.findmesh.UploadResult
import dev.findmesh.ffi.BluetoothState
import dev.findmesh.ffi.NativeEngine
import dev.findmesh.ffi.NativeException
import dev.findmesh.ffi.UploadSummary
import dev.findmesh.ffi.UploadWindow
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.withContext
import java.util.Locale

/** What the app holds in its hands. */
internal class FindmeshClient(context: Context, val host: EngineHost) : Findmesh {
    override val finder: Finder = HostFinder(context, host)
    override val consent: Consent = HostConsent(host)
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

private suspend fun <T> EngineHost.ask(use: suspend (EngineSession) -> T): T =
    withContext(Dispatchers.IO) { native { use(session()) } }

private class HostFinder(private val context: Context, private val host: EngineHost) : Finder {
    override val state: StateFlow<FinderState> = host.state.asStateFlow()

    override suspend fun enable() = host.ask { session ->
        if (Purpose.CROWD_REPORTING !in host.grants.value) throw FindmeshException.ConsentMissing(Purpose.CROWD_REPORTING)
        val phone = PhoneStateReader(context).read(appVisible = false)
        if (phone.bluetooth == BluetoothState.UNSUPPORTED) throw FindmeshException.BluetoothUnavailable()
        if (phone.missingPermissions.isNotEmpty()) throw FindmeshException.PermissionMissing(phone.missingPermissions)
        session.lookAround()
        session.engine.enable()
    }

    override suspend fun disable() = host.ask { it.engine.disable() }

    override suspend fun uploadNow(): UploadResult = host.ask { it.engine.uploadDue(UploadWindow.Wake).toPublic() }

    private fun UploadSummary.toPublic(): UploadResult {
        if (failed > 0) throw FindmeshException.RelayFailed(lastFailureStatus, nextDueWallMs.toInstant())
        return UploadResult(sent, held, remaining)
    }
}

private class HostConsent(private val host: EngineHost) : Consent {
    override val grants: StateFlow<Set<Purpose>> = host.grants.asStateFlow()

    override suspend fun grant(purpose: Purpose, textVersion: String, locale: Locale, how: String) = host.ask { session ->
        session.engine.grant(purpose.toFfi(), textVersion, locale.toLanguageTag(), how)
        refresh(session.engine)
    }

    override suspend fun withdraw(purpose: Purpose) = host.ask { session ->
        session.engine.withdraw(purpose.toFfi(), "app")
        refresh(session.engine)
    }

    override suspend fun ledger(): List<ConsentEntry> = host.ask { session -> session.engine.consentLedger().map { it.toPublic() } }

    private fun refresh(engine: NativeEngine) {
        host.grants.value = engine.grants().map { it.toPublic() }.toSet()
    }
}
