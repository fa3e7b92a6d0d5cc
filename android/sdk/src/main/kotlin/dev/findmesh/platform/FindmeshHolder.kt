package dev.findmesh.platform

import android.app.Application
import android.content.Context
import dev.findmesh.Consent
import dev.findmesh.ConsentEntry
import dev.findmesh.DayUsage
import dev.findmesh.ErasureProof
import dev.findmesh.FamiliarPlace
import dev.findmesh.Finder
import dev.findmesh.FinderState
import dev.findmesh.Findmesh
import dev.findmesh.FindmeshConfig
import dev.findmesh.FindmeshException
import dev.findmesh.Health
import dev.findmesh.MyData
import dev.findmesh.NearbyFilter
import dev.findmesh.Participation
import dev.findmesh.PermissionGate
import dev.findmesh.PhoneSwitches
import dev.findmesh.PrivateZone
import dev.findmesh.PrivateZones
import dev.findmesh.Purpose
import dev.findmesh.ScanPermit
import dev.findmesh.Sighting
import dev.findmesh.UploadResult
import dev.findmesh.platform.permission.HostPermissions
import dev.findmesh.platform.permission.PermissionMemory
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.flow
import java.io.OutputStream
import java.util.Locale
import java.util.UUID

/** The one instance of this process. */
internal object FindmeshHolder {
    private var client: FindmeshClient? = null

    @Synchronized
    fun create(context: Context, config: FindmeshConfig): Findmesh {
        val existing = client
        if (existing != null && existing.host.config != config) {
            throw FindmeshException.AlreadyCreated("created before with another configuration")
        }
        return existing ?: make(context, config)
    }

    @Synchronized
    fun get(context: Context): Findmesh = client ?: provided(context)?.let { make(context, it) } ?: NotConfigured(context.app())

    /** For the library's own receivers and its job; null where nothing is configured. */
    fun host(context: Context): EngineHost? = (get(context) as? FindmeshClient)?.host

    /** The instance, where there is one. */
    @Synchronized
    fun current(): Findmesh? = client

    @Synchronized
    fun forget(gone: FindmeshClient) {
        if (client === gone) client = null
    }

    private fun make(context: Context, config: FindmeshConfig): FindmeshClient {
        val app = context.app()
        return FindmeshClient(app, EngineHost(app, config)).also { client = it }
    }

    private fun Context.app(): Application = applicationContext as Application

    private fun provided(context: Context): FindmeshConfig? =
        (context.applicationContext as? FindmeshConfig.Provider)?.findmeshConfig()
}

/** Stands in where the application class says nothing: health tells, calls fail. */
private class NotConfigured(app: Application) :
    Findmesh,
    Finder,
    Consent,
    MyData,
    PrivateZones {
    override val finder: Finder get() = this
    override val consent: Consent get() = this
    private val notes = Notes.of(app)
    override val permissions: PermissionGate = HostPermissions(app, PermissionMemory(notes))
    override val switches: PhoneSwitches = HostSwitches(app, notes)
    override val myData: MyData get() = this
    override val privateZones: PrivateZones get() = this
    override val health: StateFlow<Health> = MutableStateFlow(OwnHealth.notConfigured())
    override val state: StateFlow<FinderState> = MutableStateFlow(FinderState.Blocked("not_configured"))
    override val grants: StateFlow<Set<Purpose>> = MutableStateFlow(emptySet())
    override val participation: StateFlow<Participation> = MutableStateFlow(Participation.AWAY_FROM_MY_PLACES)
    override val all: StateFlow<List<PrivateZone>> = MutableStateFlow(emptyList())
    override val usage: Flow<List<DayUsage>> = flow { refuse() }
    override val familiarPlaces: Flow<List<FamiliarPlace>> = flow { refuse() }

    override suspend fun shutdown(): Unit = Unit

    override suspend fun enable(): Unit = refuse()

    override suspend fun disable(): Unit = refuse()

    override suspend fun setParticipation(value: Participation): Unit = refuse()

    override suspend fun uploadNow(): UploadResult = refuse()

    override fun nearby(filter: NearbyFilter): Flow<Sighting> = flow { refuse() }

    override suspend fun reserveScanStart(): ScanPermit = refuse()

    override suspend fun put(zone: PrivateZone): Unit = refuse()

    override suspend fun remove(id: UUID): Unit = refuse()

    override suspend fun export(to: OutputStream): Unit = refuse()

    override suspend fun erase(): ErasureProof = refuse()

    override suspend fun renewKeys(): Boolean = refuse()

    override suspend fun diagnostics(): String = refuse()

    override suspend fun diagnosticsToSend(): String = refuse()

    override suspend fun grant(purpose: Purpose, textVersion: String, locale: Locale, how: String): Unit = refuse()

    override suspend fun withdraw(purpose: Purpose): Unit = refuse()

    override suspend fun ledger(): List<ConsentEntry> = refuse()

    private fun refuse(): Nothing =
        throw FindmeshException.InvalidConfig("application", "its class does not implement FindmeshConfig.Provider")
}
