package dev.findmesh

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.future.future
import kotlinx.coroutines.launch
import java.io.OutputStream
import java.util.Locale
import java.util.UUID
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Executor
import java.util.function.Consumer

/**
 * The library for Java: every suspend function a [CompletableFuture], every flow an `observe` that is closed.
 *
 * Cancelling a future cancels what it stands for. A future fails with what the function throws, as any does: `get` wraps it
 * in an `ExecutionException`, `join` in a `CompletionException`.
 */
public class FindmeshJava private constructor(
    /** The same library, for Kotlin. */
    public val findmesh: Findmesh,
) {
    private val calls = JavaCalls(CoroutineScope(SupervisorJob() + Dispatchers.Default))

    /** See [Findmesh.finder]. */
    public val finder: FinderJava = FinderJava(findmesh.finder, calls)

    /** See [Findmesh.consent]. */
    public val consent: ConsentJava = ConsentJava(findmesh.consent, calls)

    /** See [Findmesh.permissions]. */
    public val permissions: PermissionGateJava = PermissionGateJava(findmesh.permissions, calls)

    /** See [Findmesh.switches]. */
    public val switches: PhoneSwitchesJava = PhoneSwitchesJava(findmesh.switches, calls)

    /** See [Findmesh.myData]. */
    public val myData: MyDataJava = MyDataJava(findmesh.myData, calls)

    /** See [Findmesh.health]: what it is now. */
    public val health: Health get() = findmesh.health.value

    /** See [Findmesh.health]: what it is now, and whenever it changes, until closed. */
    public fun observeHealth(executor: Executor, observer: Consumer<in Health>): Observation =
        calls.observe(findmesh.health, executor, observer)

    /** See [Findmesh.shutdown]. */
    public fun shutdown(): CompletableFuture<Void?> = calls.run { findmesh.shutdown() }

    public companion object {
        /** The same library with futures. */
        @JvmStatic
        public fun wrap(findmesh: Findmesh): FindmeshJava = FindmeshJava(findmesh)
    }
}

/** Somebody is told of something until it is closed. */
public fun interface Observation : AutoCloseable {
    /** Nothing more is told. Closing twice does nothing. */
    override fun close()
}

/** [Finder] for Java. */
public class FinderJava internal constructor(private val finder: Finder, private val calls: JavaCalls) {
    /** See [Finder.state]: what it is now. */
    public val state: FinderState get() = finder.state.value

    /** See [Finder.participation]: what it is now. */
    public val participation: Participation get() = finder.participation.value

    /** See [PrivateZones.all]: what they are now. */
    public val privateZones: List<PrivateZone> get() = finder.privateZones.all.value

    /** See [Finder.state]. */
    public fun observeState(executor: Executor, observer: Consumer<in FinderState>): Observation =
        calls.observe(finder.state, executor, observer)

    /** See [Finder.participation]. */
    public fun observeParticipation(executor: Executor, observer: Consumer<in Participation>): Observation =
        calls.observe(finder.participation, executor, observer)

    /** See [PrivateZones.all]. */
    public fun observePrivateZones(executor: Executor, observer: Consumer<in List<PrivateZone>>): Observation =
        calls.observe(finder.privateZones.all, executor, observer)

    /** See [Finder.enable]. */
    public fun enable(): CompletableFuture<Void?> = calls.run { finder.enable() }

    /** See [Finder.disable]. */
    public fun disable(): CompletableFuture<Void?> = calls.run { finder.disable() }

    /** See [Finder.setParticipation]. */
    public fun setParticipation(value: Participation): CompletableFuture<Void?> = calls.run { finder.setParticipation(value) }

    /** See [PrivateZones.put]. */
    public fun putPrivateZone(zone: PrivateZone): CompletableFuture<Void?> = calls.run { finder.privateZones.put(zone) }

    /** See [PrivateZones.remove]. */
    public fun removePrivateZone(id: UUID): CompletableFuture<Void?> = calls.run { finder.privateZones.remove(id) }

    /** See [Finder.uploadNow]. */
    public fun uploadNow(): CompletableFuture<UploadResult> = calls.ask { finder.uploadNow() }

    /** See [Finder.reserveScanStart]. */
    public fun reserveScanStart(): CompletableFuture<ScanPermit> = calls.ask { finder.reserveScanStart() }

    /**
     * See [Finder.nearby]: scans until it is closed.
     *
     * @param failed hears why the scan ended, where it did not end by being closed.
     */
    public fun observeNearby(
        filter: NearbyFilter,
        executor: Executor,
        observer: Consumer<in Sighting>,
        failed: Consumer<in Throwable>,
    ): Observation = calls.observe(finder.nearby(filter), executor, observer, failed)
}

/** [Consent] for Java. */
public class ConsentJava internal constructor(private val consent: Consent, private val calls: JavaCalls) {
    /** See [Consent.grants]: what they are now. */
    public val grants: Set<Purpose> get() = consent.grants.value

    /** See [Consent.grants]. */
    public fun observeGrants(executor: Executor, observer: Consumer<in Set<Purpose>>): Observation =
        calls.observe(consent.grants, executor, observer)

    /** See [Consent.grant]. */
    public fun grant(purpose: Purpose, textVersion: String, locale: Locale, how: String): CompletableFuture<Void?> =
        calls.run { consent.grant(purpose, textVersion, locale, how) }

    /** See [Consent.withdraw]. */
    public fun withdraw(purpose: Purpose): CompletableFuture<Void?> = calls.run { consent.withdraw(purpose) }

    /** See [Consent.ledger]. */
    public fun ledger(): CompletableFuture<List<ConsentEntry>> = calls.ask { consent.ledger() }
}

/** [MyData] for Java. */
public class MyDataJava internal constructor(private val myData: MyData, private val calls: JavaCalls) {
    /**
     * See [MyData.usage]: until it is closed.
     *
     * @param failed hears why there is no more, where it did not end by being closed.
     */
    public fun observeUsage(
        executor: Executor,
        observer: Consumer<in List<DayUsage>>,
        failed: Consumer<in Throwable>,
    ): Observation = calls.observe(myData.usage, executor, observer, failed)

    /**
     * See [MyData.familiarPlaces]: until it is closed.
     *
     * @param failed hears why there is no more, where it did not end by being closed.
     */
    public fun observeFamiliarPlaces(
        executor: Executor,
        observer: Consumer<in List<FamiliarPlace>>,
        failed: Consumer<in Throwable>,
    ): Observation = calls.observe(myData.familiarPlaces, executor, observer, failed)

    /** See [MyData.export]. */
    public fun export(to: OutputStream): CompletableFuture<Void?> = calls.run { myData.export(to) }

    /** See [MyData.erase]. */
    public fun erase(): CompletableFuture<ErasureProof> = calls.ask { myData.erase() }

    /** See [MyData.renewKeys]. */
    public fun renewKeys(): CompletableFuture<Boolean> = calls.ask { myData.renewKeys() }

    /** See [MyData.diagnostics]. */
    public fun diagnostics(): CompletableFuture<String> = calls.ask { myData.diagnostics() }

    /** See [MyData.diagnosticsToSend]. */
    public fun diagnosticsToSend(): CompletableFuture<String> = calls.ask { myData.diagnosticsToSend() }
}

/** From coroutines to what Java has. */
internal class JavaCalls(private val scope: CoroutineScope) {
    fun <T> ask(work: suspend () -> T): CompletableFuture<T> = scope.future { work() }

    fun run(work: suspend () -> Unit): CompletableFuture<Void?> = scope.future {
        work()
        null
    }

    /** Whatever [observer] throws is its executor's, as in any Java program. */
    fun <T> observe(flow: Flow<T>, executor: Executor, observer: Consumer<in T>, failed: Consumer<in Throwable>? = null): Observation {
        val job = scope.launch(executor.asCoroutineDispatcher()) {
            try {
                flow.collect { observer.accept(it) }
            } catch (e: FindmeshException) {
                failed?.accept(e)
            }
        }
        return Observation { job.cancel() }
    }
}
