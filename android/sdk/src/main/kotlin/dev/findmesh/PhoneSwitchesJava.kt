package dev.findmesh

import java.util.concurrent.CompletableFuture
import java.util.concurrent.Executor
import java.util.function.Consumer

/** [PhoneSwitches] for Java. */
public class PhoneSwitchesJava internal constructor(private val switches: PhoneSwitches, private val calls: JavaCalls) {
    /** See [PhoneSwitches.check]. */
    public fun check(): List<PhoneSwitch> = switches.check()

    /** See [PhoneSwitches.observe]: until closed. */
    public fun observe(executor: Executor, observer: Consumer<in List<PhoneSwitch>>): Observation =
        calls.observe(switches.observe(), executor, observer)

    /** See [PhoneSwitches.confirm]. */
    public fun confirm(kind: PhoneSwitch.Kind, done: Boolean): CompletableFuture<Void?> = calls.run { switches.confirm(kind, done) }
}
