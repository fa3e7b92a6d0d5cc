package dev.findmesh

import android.content.Context
import dev.findmesh.platform.FindmeshHolder
import kotlinx.coroutines.flow.StateFlow

/**
 * The library's one entry point.
 *
 * Every member may be used from any thread; suspend functions do their work elsewhere. One process of
 * the app owns the engine: in another one every suspend function throws [FindmeshException.AlreadyCreated].
 */
public interface Findmesh {
    /** Notices tags nearby and reports where they were. */
    public val finder: Finder

    /** What the person using the phone agreed to. */
    public val consent: Consent

    /** Which of the platform's permissions are missing for what, and the asking. */
    public val permissions: PermissionGate

    /** What this phone's own switches, beside its permissions, say about working in the background. */
    public val switches: PhoneSwitches

    /** What is kept about the person with the phone: to look at, to take along, to make go. */
    public val myData: MyData

    /** What happened and, when nothing happens, why. Never throws, changes at most once a second. */
    public val health: StateFlow<Health>

    /** Finishes what is under way and unloads the engine; the standing scan and the upload job stay armed. */
    public suspend fun shutdown()

    public companion object {
        /**
         * The library set up with [config]. Cheap: no file and no native code is touched on the caller's thread.
         *
         * Idempotent for an equal configuration. Call it in `Application.onCreate`, or let the application
         * implement [FindmeshConfig.Provider] and use [get].
         *
         * @throws FindmeshException.AlreadyCreated when it is there with another configuration.
         */
        @JvmStatic
        @Throws(FindmeshException.AlreadyCreated::class)
        public fun create(context: Context, config: FindmeshConfig): Findmesh = FindmeshHolder.create(context, config)

        /**
         * The library in a process that a scan, a job or a boot may have started.
         *
         * Needs an application class that implements [FindmeshConfig.Provider], unless [create] came before;
         * otherwise [health] says `not_configured` and every suspend function throws [FindmeshException.InvalidConfig].
         */
        @JvmStatic
        public fun get(context: Context): Findmesh = FindmeshHolder.get(context)
    }
}
