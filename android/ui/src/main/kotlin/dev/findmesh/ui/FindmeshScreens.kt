package dev.findmesh.ui

import android.app.Activity
import android.content.Context
import android.content.Intent
import android.net.Uri
import android.os.Build
import android.os.Bundle
import dev.findmesh.Feature
import dev.findmesh.Findmesh
import dev.findmesh.MainDispatcher
import dev.findmesh.gatt.SoundEvent
import dev.findmesh.ui.around.Surroundings
import dev.findmesh.ui.host.CATALOGUE
import dev.findmesh.ui.host.Place
import dev.findmesh.ui.host.ScreenHost
import dev.findmesh.ui.host.Wiring
import dev.findmesh.ui.tag.Ringers
import dev.findmesh.ui.tag.platformSounds
import dev.findmesh.ui.text.Moments
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.flow.Flow
import java.time.Clock
import java.time.Duration
import kotlin.coroutines.CoroutineContext

/**
 * The screens of one app: which ones, over which library.
 *
 * The shortest way: `startActivity(FindmeshScreens.intent(context, ScreenId.STATUS))`. An app that wants other than all
 * screens lets its application class implement [Provider]; one that wants them within an activity of its own uses [host].
 */
public class FindmeshScreens private constructor(builder: Builder) {
    internal val findmesh: Findmesh = builder.findmesh
    internal val screens: Set<ScreenId> = CATALOGUE.keys - builder.without
    private val feature = builder.feature
    private val clock = builder.clock
    private val tick = builder.tick
    private val reading = builder.work
    private val work = CoroutineScope(SupervisorJob() + reading)
    private val sounds = builder.sounds
    private val surroundings = Surroundings(findmesh, work, clock::instant, builder.beat ?: Surroundings.everySecond())
    private val ringers = Ringers(work)

    /**
     * Screens within [activity]; call it in `onCreate`.
     *
     * @param first shown unless [saved] knows another, or it was left out.
     * @param saved as `onCreate` got it.
     * @param about which thing [first] is about, for a screen that is about one.
     */
    @JvmOverloads
    public fun host(
        activity: Activity,
        first: ScreenId,
        saved: Bundle?,
        listener: ScreenHost.Listener,
        about: String? = null,
    ): ScreenHost = ScreenHost(activity, this, Place(first, about), saved, listener)

    /**
     * The screen that a link leads to, for the activity of an app that declares [scheme]: null where [intent] holds no such
     * link, or the screen is unknown or left out. Whatever an intent from elsewhere holds, nothing is thrown.
     *
     * @see uri
     */
    public fun linked(intent: Intent?, scheme: String): ScreenId? = DeepLink.screenOf(intent?.data, scheme)?.takeIf { it in screens }

    /** Whether [screen] was not left out. */
    public operator fun contains(screen: ScreenId): Boolean = screen in screens

    internal fun wiring(context: Context, about: String?): Wiring = Wiring(
        findmesh = findmesh,
        scope = CoroutineScope(SupervisorJob() + MainDispatcher),
        work = work,
        clock = clock::instant,
        apiLevel = Build.VERSION.SDK_INT,
        feature = feature,
        language = Moments.localeOf(context),
        screens = screens,
        about = about,
        surroundings = surroundings,
        ringers = ringers,
        sounds = { address -> sounds(context.applicationContext, address) },
        reading = reading,
        notices = { context.resources.openRawResource(R.raw.findmesh_notices) },
        tick = tick,
    )

    /** What an app wants other than usual. Setters return this. */
    public class Builder(internal val findmesh: Findmesh) {
        internal var without: Set<ScreenId> = emptySet()
        internal var feature: Feature = Feature.FINDING
        internal var clock: Clock = Clock.systemUTC()
        internal var tick: Duration = Duration.ofSeconds(30)
        internal var work: CoroutineContext = Dispatchers.Default
        internal var beat: Flow<Unit>? = null
        internal var sounds: (Context, String) -> Flow<SoundEvent> = ::platformSounds

        /** Leaves screens out; nothing leads to them. */
        public fun without(vararg screens: ScreenId): Builder = apply { without = screens.toSet() }

        /** What to ask permissions for. Default: [Feature.FINDING]. */
        public fun feature(value: Feature): Builder = apply { feature = value }

        /**
         * Another clock: for tests, pictures and days that are played.
         *
         * @param tick after which what is said of times is said anew, by the phone's own clock.
         */
        @JvmOverloads
        public fun clock(value: Clock, tick: Duration = this.tick): Builder = apply {
            clock = value
            this.tick = tick
        }

        /**
         * Makes tags sound by other means than this phone's Bluetooth: for tests, for desks where no tag is, and for hosts with a
         * connection of their own. [Feature.CONNECTING] is asked for as ever.
         *
         * @param play what comes of making the tag at an address sound, as of [dev.findmesh.gatt.TagSounds.play]: cold, collected
         *   away from the main thread, cancelled when nobody wants the sound any more. A sound lasts as long as its flow, which
         *   may fail with a [dev.findmesh.FindmeshException] that the tag's page then explains.
         */
        public fun sounds(play: (address: String) -> Flow<SoundEvent>): Builder = apply { sounds = { _, address -> play(address) } }

        /** The screens. */
        public fun build(): FindmeshScreens = FindmeshScreens(this)
    }

    /** An application class that says which screens there are. */
    public fun interface Provider {
        /** Asked whenever an activity with screens begins; the same each time, so that a rotation neither ends a sound nor begins anew to listen. */
        public fun findmeshScreens(): FindmeshScreens
    }

    public companion object {
        private const val SCREEN = "dev.findmesh.ui.screen"
        private const val ABOUT = "dev.findmesh.ui.about"
        private var usual: FindmeshScreens? = null

        /** As the application says ([Provider]); otherwise all screens over [Findmesh.get]. */
        @JvmStatic
        public fun of(context: Context): FindmeshScreens =
            (context.applicationContext as? Provider)?.findmeshScreens() ?: usual(Findmesh.get(context))

        @Synchronized
        private fun usual(findmesh: Findmesh): FindmeshScreens =
            usual?.takeIf { it.findmesh === findmesh } ?: Builder(findmesh).build().also { usual = it }

        /**
         * Opens [screen] in an activity of the library.
         *
         * @param about which thing it is about, for a screen that is about one.
         */
        @JvmStatic
        @JvmOverloads
        public fun intent(context: Context, screen: ScreenId, about: String? = null): Intent =
            Intent(context, FindmeshActivity::class.java).putExtra(SCREEN, screen.key).putExtra(ABOUT, about)

        /**
         * Where [screen] is, as a link: `scheme://screen/key`.
         *
         * The library opens no links by itself. The app declares [scheme] at an activity of its own, which asks [linked].
         *
         * @throws IllegalArgumentException [scheme] is none.
         */
        @JvmStatic
        public fun uri(scheme: String, screen: ScreenId): Uri = DeepLink.of(scheme, screen)

        /** The screen that [intent] asks for; status where it asks for none. */
        internal fun screenOf(intent: Intent?): ScreenId = ScreenId.of(intent?.getStringExtra(SCREEN)) ?: ScreenId.STATUS

        internal fun aboutOf(intent: Intent?): String? = intent?.getStringExtra(ABOUT)
    }
}
