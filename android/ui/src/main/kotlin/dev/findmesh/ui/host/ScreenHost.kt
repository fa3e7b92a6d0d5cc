package dev.findmesh.ui.host

import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.ClipData
import android.content.ClipboardManager
import android.content.Context
import android.os.Bundle
import android.view.ContextThemeWrapper
import android.view.View
import android.widget.FrameLayout
import dev.findmesh.Feature
import dev.findmesh.FindmeshException
import dev.findmesh.Fix
import dev.findmesh.MainDispatcher
import dev.findmesh.ui.FindmeshScreens
import dev.findmesh.ui.R
import dev.findmesh.ui.ScreenId
import dev.findmesh.ui.look.color
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch

/**
 * Shows screens, one on top of another, in any activity. Main thread.
 *
 * Made in `onCreate` by [FindmeshScreens.host]; put [view] into the layout and hand on what the activity hears: [start],
 * [stop], [save], [destroy] and [back].
 */
public class ScreenHost internal constructor(
    private val activity: Activity,
    private val screens: FindmeshScreens,
    first: Place,
    saved: Bundle?,
    private val listener: Listener,
) {
    /** What an activity around the screens may want to know. */
    public interface Listener {
        /** The person left the last screen. */
        public fun onLeave()

        /** Whether the first screen too shows a way back, which then is [onLeave]. */
        public val leadsBack: Boolean get() = false

        /** Whether [back] would stay within the screens, from now on. */
        public fun onCanGoBack(can: Boolean) {
            // Only who takes part in the platform's predictive back needs it.
        }
    }

    private val context: Context = themed(activity)
    private val stack = ArrayDeque<OpenScreen<*>>()
    private val frame = FrameLayout(context)
    private var following: CoroutineScope? = null
    private val scope = CoroutineScope(SupervisorJob() + MainDispatcher)

    /** All that is to be seen. */
    public val view: View get() = frame

    /** The screen that is shown. */
    public val current: ScreenId get() = stack.last().id

    init {
        frame.setBackgroundColor(context.color(R.attr.findmeshColorBackground))
        val kept = SavedStack.of(saved?.getBundle(KEY)).filter { it.id in screens.screens }
        val begin = first.takeIf { it.id in screens.screens } ?: Place(screens.screens.first())
        for (place in kept.ifEmpty { listOf(begin) }) stack += make(place)
        reveal(animate = false)
        DocumentPicker.find(activity)?.let(::listen)
    }

    /** The activity is visible. */
    public fun start() {
        if (following == null) follow()
    }

    /** It is no more: whatever runs for the person's eyes stops. */
    public fun stop() {
        following?.cancel()
        following = null
    }

    /** Keeps where the person is, over rotation and the end of the process. */
    public fun save(into: Bundle): Unit = into.putBundle(KEY, SavedStack.toBundle(stack.map { it.place }))

    /** The activity ends. */
    public fun destroy() {
        stop()
        stack.forEach { it.close() }
        scope.cancel()
    }

    /**
     * Shows [screen] on top; one that the host left out stays closed.
     *
     * @param about which thing it is about, for a screen that is about one.
     */
    @JvmOverloads
    public fun open(screen: ScreenId, about: String? = null) {
        if (screen !in screens.screens) return
        stack += make(Place(screen, about))
        reveal(animate = true)
    }

    /** One step back. @return false where there is none left: the activity may finish. */
    public fun back(): Boolean {
        if (stack.last().machine.back()) {
            tellBack()
            return true
        }
        if (stack.size == 1) return false
        stack.removeLast().close()
        reveal(animate = true)
        return true
    }

    private fun make(place: Place): OpenScreen<*> {
        val wiring = screens.wiring(context, place.about)
        // Leaving the first one is the activity's, unless it says otherwise.
        val back = Back(always = stack.isNotEmpty() || listener.leadsBack, ::leaveOrBack)
        return CATALOGUE.getValue(place.id).open(place.id, context, wiring, place.state, back)
    }

    private fun reveal(animate: Boolean) {
        val top = stack.last().view
        frame.removeAllViews()
        frame.addView(top)
        frame.requestApplyInsets()
        if (animate) Motion.appear(top)
        if (following != null) {
            stop()
            follow()
        }
        tellBack()
    }

    private fun follow() {
        val scope = CoroutineScope(SupervisorJob() + MainDispatcher)
        following = scope
        val top = stack.last()
        top.follow(scope) { perform(top, it) }
        scope.launch { top.machine.inside.collect { tellBack() } }
    }

    /** Whether [back] would stay within the screens. */
    public val canGoBack: Boolean get() = stack.size > 1 || stack.last().machine.inside.value

    private fun tellBack(): Unit = listener.onCanGoBack(canGoBack)

    private fun perform(from: OpenScreen<*>, effect: Effect) {
        when (effect) {
            is Effect.Go -> open(effect.screen, effect.about)
            is Effect.Replace -> replace(effect.screen)
            is Effect.Back -> leaveOrBack()
            is Effect.Open -> settings(effect.fix)
            is Effect.Ask -> ask(from, effect.feature)
            is Effect.Create -> documents().ask(effect.name, effect.type)
            is Effect.Locate -> scope.launch { from.machine.located(Whereabouts(activity).now()) }
            is Effect.Copy -> copy(effect.text)
        }
    }

    private fun replace(screen: ScreenId) {
        stack.removeLast().close()
        // Back where it came from, if that is the screen wanted.
        if (stack.lastOrNull()?.id != screen) stack += make(Place(screen))
        reveal(animate = true)
    }

    private fun leaveOrBack() {
        if (!back()) listener.onLeave()
    }

    private fun settings(fix: Fix) {
        val intent = fix.intent(context) ?: return
        try {
            activity.startActivity(intent)
        } catch (_: ActivityNotFoundException) {
            // The words beside the button say the way.
        } catch (_: SecurityException) {
            // A maker's page that is closed to apps after all.
        }
    }

    /** An answer may come to another activity than the one that asked: it belongs to the screen that is shown. */
    private fun documents(): DocumentPicker = DocumentPicker.of(activity).also(::listen)

    private fun listen(picker: DocumentPicker) = picker.listen { uri ->
        stack.last().machine.created(uri?.let { DocumentDestination(activity.applicationContext.contentResolver, it) })
    }

    private fun copy(text: String) {
        val label = context.getString(R.string.findmesh_status_title)
        activity.getSystemService(ClipboardManager::class.java).setPrimaryClip(ClipData.newPlainText(label, text))
    }

    private fun ask(from: OpenScreen<*>, feature: Feature) {
        scope.launch {
            val usable = try {
                screens.findmesh.permissions.request(activity, feature).usable
            } catch (_: FindmeshException) {
                false
            }
            from.machine.asked(usable)
        }
    }

    private companion object {
        const val KEY = "dev.findmesh.ui"

        /** In a host's activity with a theme of its own, ours. */
        fun themed(activity: Activity): Context {
            val array = activity.obtainStyledAttributes(intArrayOf(R.attr.findmeshColorAccent))
            val ours = array.hasValue(0)
            array.recycle()
            if (ours) return activity
            return ContextThemeWrapper(activity, R.style.Theme_Findmesh)
        }
    }
}
