package dev.findmesh.platform

import android.app.Application
import android.bluetooth.le.ScanResult
import android.location.Location
import dev.findmesh.FinderMode
import dev.findmesh.FinderState
import dev.findmesh.FindmeshConfig
import dev.findmesh.FindmeshException
import dev.findmesh.Health
import dev.findmesh.Participation
import dev.findmesh.PrivateZone
import dev.findmesh.Purpose
import dev.findmesh.ffi.WakeCause
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext

/**
 * Owns the engine of this process and everything of the platform that feeds it.
 *
 * Opens in the background at once; when that fails health says why, and the next call tries again.
 */
internal class EngineHost(private val app: Application, val config: FindmeshConfig) {
    val health: MutableStateFlow<Health> = MutableStateFlow(OwnHealth.starting())
    val state: MutableStateFlow<FinderState> = MutableStateFlow(FinderState.Starting)
    val grants: MutableStateFlow<Set<Purpose>> = MutableStateFlow(emptySet())
    val participation: MutableStateFlow<Participation> = MutableStateFlow(Participation.AWAY_FROM_MY_PLACES)
    val zones: MutableStateFlow<List<PrivateZone>> = MutableStateFlow(emptyList())

    val notes: Notes = Notes.of(app)

    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.IO)
    private val visible = VisibleActivities()
    val service: ServiceKeeper = ServiceKeeper(app, config.serviceNotification(), visible)
    private val directBoot = DirectBoot(app) { scope.launch { runCatching { session() } } }
    private val opening = Mutex()
    private var session: EngineSession? = null
    private var closed = false

    init {
        app.registerActivityLifecycleCallbacks(visible)
        scope.launch { runCatching { session() } }
    }

    /** The open engine. @throws FindmeshException why there is none. */
    suspend fun session(): EngineSession = withContext(Dispatchers.IO) {
        opening.withLock {
            if (closed) throw FindmeshException.ShutDown()
            session ?: open().also { session = it }
        }
    }

    /** What a delivery of the standing scan is worth: place, sightings, and one report if it is due. */
    suspend fun onScanResults(results: List<ScanResult>): Unit = withSession { it.scanWake(results) }

    /** The platform ended the standing scan. */
    suspend fun onScanError(code: Int): Unit = withSession { it.scanError(code) }

    /** Something after which scans may be gone. */
    suspend fun onWoken(cause: WakeCause): Unit = withSession { it.woken(cause) }

    /** Where the phone is, as another app wanted to know. */
    suspend fun onFix(location: Location): Unit = withSession { it.placed(location) }

    /** The upload job. */
    suspend fun onJob(windowMillis: Long): Unit = withSession { it.job(windowMillis) }

    /** Unloads the engine; nothing can be asked of this object afterwards. */
    suspend fun shutdown(): Unit = withContext(Dispatchers.IO) {
        opening.withLock {
            closed = true
            session?.close()
            session = null
        }
        service.stop()
        directBoot.close()
        app.unregisterActivityLifecycleCallbacks(visible)
        scope.cancel()
    }

    private suspend fun withSession(use: suspend (EngineSession) -> Unit): Unit =
        withContext(Dispatchers.IO) { native { use(session()) } }

    private fun open(): EngineSession = try {
        if (directBoot.isLocked()) throw FindmeshException.StorageFailed("user_locked", null)
        EngineSession.open(app, config, visible, this)
    } catch (e: CancellationException) {
        throw e
    } catch (e: Exception) {
        health.value = OwnHealth.failed(e)
        state.value = FinderState.Blocked(health.value.reasons.first().code)
        throw e
    }
}

/** The notification of the service that this app asks for; null: it asks for none. */
private fun FindmeshConfig.serviceNotification() = foregroundNotification.takeIf { mode == FinderMode.FOREGROUND_SERVICE }
