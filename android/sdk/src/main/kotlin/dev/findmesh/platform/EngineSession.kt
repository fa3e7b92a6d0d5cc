package dev.findmesh.platform

import android.app.Application
import android.bluetooth.le.ScanResult
import android.location.Location
import dev.findmesh.FindmeshConfig
import dev.findmesh.Network
import dev.findmesh.ffi.ConfigNumber
import dev.findmesh.ffi.EngineConfig
import dev.findmesh.ffi.EngineObserver
import dev.findmesh.ffi.FinderState
import dev.findmesh.ffi.Health
import dev.findmesh.ffi.NativeEngine
import dev.findmesh.ffi.NativeException
import dev.findmesh.ffi.PhoneEffect
import dev.findmesh.ffi.ScanSlot
import dev.findmesh.ffi.TagNetwork
import dev.findmesh.ffi.UploadWindow
import dev.findmesh.ffi.WakeCause
import dev.findmesh.platform.evidence.PhoneSigns
import dev.findmesh.platform.evidence.ProcessExits
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import java.io.File
import java.util.concurrent.Executor

/** An open engine with its sources: from [open] to [close]. Nothing in here runs on the main thread. */
internal class EngineSession private constructor(
    app: Application,
    config: FindmeshConfig,
    private val visible: VisibleActivities,
    private val host: EngineHost,
    private val owner: ProcessOwner,
) : ScanEvents {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.IO)
    private val tasks = Channel<suspend () -> Unit>(Channel.UNLIMITED)
    private val jobs = UploadJobs(app)
    private val alarm = WakeAlarm(app)
    private val radio = RadioLimits()
    private val scan = AndroidScanSource(app, ScanFilters(config), radio, this)

    val engine: NativeEngine = traced("engine") {
        NativeEngine.open(
            config.toEngine(folder(app)),
            TransportAdapter(config.transport ?: PlatformTransport()),
            VaultAdapter(config.vault ?: KeystoreVault()),
            Observer(),
        )
    }

    private val intake = SightingIntake(engine)
    private val fixes = FixSource(app, host.notes, Executor { task -> scope.launch { task.run() } }) { fix -> quietly { engine.fix(fix) } }
    private val signs = PhoneSigns(app, host.notes)
    private val exits = ProcessExits(app, host.notes)
    private val reader = PhoneStateReader(app, radio, host.service)
    private val phone = PhoneStateSource(app, visible, reader, signs, scope, ::found) { state -> quietly { engine.phoneChanged(state) } }
    private val motion = MotionTrigger(app) { later { quietly { engine.woken(WakeCause.SIGNIFICANT_MOTION) } } }

    private var worker: Job? = null

    /** The engine speaks from its first moment on, when the rest of this is not yet made. */
    @Volatile private var begun = false

    private fun begin() {
        // Before any state is: a screen would ask again for what was agreed to long ago.
        traced("choices") { runBlocking { tellChoices() } }
        host.service.changed = {
            motion.set(host.service.running)
            phone.hint()
        }
        traced("phone") { phone.start() }
        exits.untold()?.let { died -> quietly { engine.processDied(died.why, died.gap) } }
        begun = true
        tell(engine.health())
        worker = scope.launch { for (task in tasks) task() }
    }

    /** A delivery of the standing scan: returns when its sightings are durable. */
    suspend fun scanWake(results: List<ScanResult>) {
        lookAround()
        engine.woken(WakeCause.DELIVERY)
        intake.take(results)
        engine.uploadDue(UploadWindow.Wake)
        planNextJob(engine.health())
    }

    fun scanError(code: Int) {
        lookAround()
        engine.scanFailed(ScanSlot.STANDING, code)
    }

    suspend fun woken(cause: WakeCause) {
        if (cause == WakeCause.ALARM) alarm.rang()
        host.service.attempt(moment = cause in SERVICE_MOMENTS)
        lookAround()
        engine.woken(cause)
        engine.wake()
        planNextJob(engine.health())
    }

    suspend fun placed(location: Location) {
        fixes.tell(location)
        woken(WakeCause.LOCATION)
    }

    suspend fun job(windowMillis: Long) {
        jobs.began()
        woken(WakeCause.JOB)
        engine.uploadDue(UploadWindow.Lasting(windowMillis))
        planNextJob(engine.health())
    }

    /** What every wake looks at, before anything else: the phone may have changed while nobody listened. */
    fun lookAround() {
        phone.refresh()
        exits.alive()
        fixes.refresh()
    }

    suspend fun close() {
        host.service.changed = {}
        motion.set(false)
        phone.close()
        // What was asked of the radio is done before it is taken back; what comes later is not.
        tasks.close()
        worker?.join()
        fixes.close()
        scan.lookAway()
        engine.shutdown()
        engine.close()
        scope.cancel()
        owner.close()
    }

    /** It did not come so far as to watch anything. */
    private fun abandon() {
        engine.close()
        scope.cancel()
    }

    /** What the person chose, as the engine holds it. */
    suspend fun tellChoices() {
        host.grants.value = engine.grants().map { it.toPublic() }.toSet()
        host.participation.value = engine.participation().toPublic()
        host.zones.value = engine.zones().map { it.toPublic() }
    }

    private suspend fun carryOut(effect: PhoneEffect) {
        when (effect) {
            is PhoneEffect.StartScan -> scan.start(effect.scan)
            is PhoneEffect.StopScan -> scan.stop(effect.slot)
            is PhoneEffect.RequestFix -> fixes.request()
            is PhoneEffect.WakeAt -> planWakes(effect.bootMs, effect.listenBootMs)
        }
    }

    /** Anything can wait for a job, listening is worth an alarm. */
    private fun planWakes(bootMillis: Long?, listenBootMillis: Long?) {
        bootMillis?.let(signs::wakeAsked)
        jobs.wakeAt(bootMillis)
        alarm.wakeAt(listenBootMillis)
    }

    /** The radio or the person came or went in a process that lives. In order: what was lost was lost before the next start. */
    private fun found(what: PhoneMoment) = later {
        if (what == PhoneMoment.RADIO_LOST) {
            radio.forget()
            scan.lost()
            quietly { ScanSlot.entries.forEach(engine::scanLost) }
        }
        if (what != PhoneMoment.RADIO_LOST) host.service.attempt(moment = true)
        lookAround()
        when (what) {
            PhoneMoment.RADIO_LOST -> Unit
            PhoneMoment.RADIO_BACK -> quietly { engine.woken(WakeCause.BLUETOOTH_ON) }
            PhoneMoment.OPENED -> quietly { engine.woken(WakeCause.OPENED) }
        }
    }

    override fun scanStarted(slot: ScanSlot) {
        quietly { engine.scanStarted(slot) }
        // What the radio refused to do within it is part of the phone's state.
        phone.refresh()
    }

    /** A permission has no broadcast: a refusal may be how its loss shows. */
    override fun scanFailed(slot: ScanSlot, code: Int) {
        quietly { engine.scanFailed(slot, code) }
        phone.refresh()
    }

    override fun later(work: suspend () -> Unit) {
        tasks.trySend(work)
    }

    override fun heard(results: List<ScanResult>) {
        scope.launch { quietly { intake.take(results) } }
    }

    override fun looking(on: Boolean): Unit = fixes.setActive(on)

    private fun tell(health: Health) {
        publish(health)
        // What it says now: a wish may have come after what is told here.
        later { quietly { planNextJob(engine.health()) } }
    }

    private fun publish(health: Health) {
        // Not in here: it tells the engine what it finds.
        later { fixes.setWanted(health.wantsFixes()) }
        host.health.value = health.withNextFix { fixes.rationedUntil?.let(Clocks::wallOfBoot) }.toPublic()
        val state = health.state.toPublic()
        val news = host.state.value != state
        host.state.value = state
        if (health.reasons.none { it.code == "starting" }) host.service.follow(health.isWished(), news)
    }

    private fun Health.isWished() = state !is FinderState.Off && reasons.none { it.code in UNWISHED }

    /** Every wake ends with this: once it is over, the process may stand still until its next job. */
    private fun planNextJob(health: Health) {
        // Before the store was read nobody knows what an earlier process planned.
        if (health.nextWakeWallMs == null && health.reasons.none { it.code == "starting" }) {
            planWakes(null, null)
        }
        val due = health.queue.nextDueWallMs?.takeIf { health.queue.reports > 0 }
        jobs.queueDue(due?.let(Clocks::bootOfWall))
    }

    /** What the platform tells at a moment in which the engine closes, or in which its storage fails, has nowhere to go; health knows. */
    private inline fun quietly(tell: () -> Unit) {
        try {
            tell()
        } catch (_: NativeException) {
            return
        } catch (_: IllegalStateException) {
            return
        }
    }

    private inner class Observer : EngineObserver {
        override fun onHealth(health: Health) {
            if (begun) tell(health)
        }

        override fun onPhoneEffect(effect: PhoneEffect) {
            later { carryOut(effect) }
        }
    }

    companion object {
        /** After these the platform lets a foreground service start for some seconds (docs/android-background.md). */
        private val SERVICE_MOMENTS =
            setOf(WakeCause.BOOT, WakeCause.PACKAGE_REPLACED, WakeCause.PROFILE_CONNECTION, WakeCause.BLUETOOTH_ON, WakeCause.LOCATION)

        /** Reasons that stand where nobody wishes the finder. */
        private val UNWISHED = setOf("consent_missing", "paused_by_user")

        /** Blocking. Opens the database and begins to watch the phone. */
        fun open(app: Application, config: FindmeshConfig, visible: VisibleActivities, host: EngineHost): EngineSession {
            NativeLocator.load(app)
            val owner = ProcessOwner.acquire(folder(app))
            var session: EngineSession? = null
            try {
                session = EngineSession(app, config, visible, host, owner)
                return session.apply { begin() }
            } catch (e: NativeException) {
                session?.abandon()
                owner.close()
                throw e.toPublic()
            }
        }

        /** Not in backups: the key that opens it stays on this phone. */
        fun folder(app: Application): File = File(app.noBackupFilesDir, "findmesh").apply { mkdirs() }

        private fun FindmeshConfig.toEngine(folder: File) = EngineConfig(
            databasePath = File(folder, "finder.db").path,
            relayUrl = relay.toString(),
            networks = networks.map {
                when (it) {
                    Network.NATIVE -> TagNetwork.NATIVE
                    Network.APPLE -> TagNetwork.APPLE
                    Network.FIND_HUB -> TagNetwork.FHN
                }
            },
            serviceUuid = serviceUuid.toString(),
            companyId = companyId,
            mode = mode.toFfi(),
            saving = limits.saving,
            numbers = limits.numbers.map { (path, value) -> ConfigNumber(path, value) },
        )
    }
}
