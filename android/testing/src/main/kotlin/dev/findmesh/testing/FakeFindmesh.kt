package dev.findmesh.testing

import dev.findmesh.Consent
import dev.findmesh.Finder
import dev.findmesh.Findmesh
import dev.findmesh.FindmeshException
import dev.findmesh.Health
import dev.findmesh.MyData
import dev.findmesh.PermissionGate
import dev.findmesh.PhoneSwitches
import dev.findmesh.Sighting
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import java.time.Duration
import java.time.Instant

/**
 * The library without a phone: for tests of apps, on any JVM, without the native library, Robolectric or a relay.
 *
 * It keeps the promises of the interfaces (the contract's tests run against it and against the real one), in a world that
 * a test scripts: [phone], [relay], [hear], [advance]. Time stands still until a test moves it. Nothing survives the object.
 *
 * @param start what the clock says at first.
 */
public class FakeFindmesh @JvmOverloads constructor(start: Instant = Instant.parse("2026-01-01T12:00:00Z")) : Findmesh {
    internal val world: FakeWorld = FakeWorld(start)

    /** What the phone is like. */
    public val phone: FakePhone = FakePhone(world)

    /** How the relay answers. */
    public val relay: FakeRelay get() = world.relay

    override val finder: Finder = FakeFinder(world)
    override val consent: Consent = FakeConsent(world)
    override val permissions: PermissionGate = FakePermissionGate(world)
    override val switches: PhoneSwitches = FakeSwitches(world)
    override val myData: MyData = FakeMyData(world)
    override val health: StateFlow<Health> = world.health.asStateFlow()

    /** What the clock says. */
    public val now: Instant get() = world.now

    /** Scans of [Finder.nearby] that run. */
    public val nearbyScans: Int get() = world.air.subscriptionCount.value

    /** Lets time pass. */
    public fun advance(time: Duration): Unit = world.change { now += time }

    /** A tag is heard: by whoever collects [Finder.nearby], and by the finder where it listens. */
    public fun hear(sighting: Sighting): Unit = world.hear(sighting)

    /** The next suspending call throws this, whatever it is. */
    public fun failNext(exception: FindmeshException): Unit = world.change { failure = exception }

    override suspend fun shutdown(): Unit = world.change { closed = true }
}

/** How a [FakeFindmesh]'s relay answers. */
public class FakeRelay internal constructor() {
    /** HTTP status of every answer, null: it does not answer. 2xx takes a report. */
    @Volatile
    public var status: Int? = ACCEPTED

    /** Requests that were made. */
    @Volatile
    public var requests: Int = 0
        internal set

    internal val accepts: Boolean get() = status in SUCCESS

    private companion object {
        const val ACCEPTED = 204
        val SUCCESS = 200..299
    }
}
