package dev.findmesh

import android.app.Activity
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Executor
import java.util.function.Consumer

/** [PermissionGate] for Java. */
public class PermissionGateJava internal constructor(private val gate: PermissionGate, private val calls: JavaCalls) {
    /** See [PermissionGate.check]. */
    public fun check(feature: Feature): List<PermissionStep> = gate.check(feature)

    /** See [PermissionGate.observe]: until closed. */
    public fun observe(feature: Feature, executor: Executor, observer: Consumer<in List<PermissionStep>>): Observation =
        calls.observe(gate.observe(feature), executor, observer)

    /** See [PermissionGate.request]; the platform's own dialog says why. */
    public fun request(activity: Activity, feature: Feature): CompletableFuture<PermissionResult> =
        calls.ask { gate.request(activity, feature) }
}
