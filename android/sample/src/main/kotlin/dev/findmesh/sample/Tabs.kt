package dev.findmesh.sample

import android.app.Activity
import android.os.Bundle
import android.view.View
import dev.findmesh.sample.desk.DeskBanner
import dev.findmesh.ui.FindmeshScreens
import dev.findmesh.ui.ScreenId
import dev.findmesh.ui.host.ScreenHost

/** Screens in tabs, each with a way of its own, kept over rotation and the end of the process. Main thread. */
class Tabs(
    private val activity: Activity,
    private val screens: FindmeshScreens,
    saved: Bundle?,
    banner: DeskBanner,
    private val onCanGoBack: (Boolean) -> Unit,
) {
    private val frame = Frame(activity, banner, ::select)
    private val more by lazy { MorePage(activity, Tab.others.filter { it in screens }, banner.desk, banner.switch, ::open) }
    private val hosts = mutableMapOf<Tab, ScreenHost>()

    /** What is known of tabs that nobody looked at yet. */
    private val kept = Bundle(saved?.getBundle(KEY) ?: Bundle())
    private var running = false
    private var tab = Tab.of(kept.getString(SHOWN)) ?: Tab.all.first()

    val view: View get() = frame

    /** The tab that is shown. */
    val shown: Tab get() = tab

    /** The screen that is shown; null: the list of others. */
    val screen: ScreenId? get() = hosts[tab]?.current

    init {
        select(tab)
    }

    fun start() {
        running = true
        hosts[tab]?.start()
    }

    fun stop() {
        running = false
        hosts[tab]?.stop()
    }

    fun destroy(): Unit = hosts.values.forEach { it.destroy() }

    fun save(into: Bundle) {
        val all = Bundle(kept)
        all.remove(Tab.MORE.key)
        for ((tab, host) in hosts) all.putBundle(tab.key, Bundle().also(host::save))
        all.putString(SHOWN, tab.key)
        into.putBundle(KEY, all)
    }

    /** Shows [screen] where it belongs, as if nothing had been opened there. */
    fun open(screen: ScreenId) {
        val target = Tab.of(screen)
        close(target)
        hosts[target] = host(target, screen, null)
        show(target)
    }

    /** One step back: within the tab, to the list of others, to the first tab. @return false where there is none left. */
    fun back(): Boolean {
        if (hosts[tab]?.back() == true) return true
        return leave()
    }

    private fun leave(): Boolean {
        if (tab === Tab.MORE && hosts[Tab.MORE] != null) {
            close(Tab.MORE)
            show(Tab.MORE)
            return true
        }
        if (tab === Tab.all.first()) return false
        show(Tab.all.first())
        return true
    }

    /** A tap on a tab; on the one that is shown it leads to its beginning. */
    private fun select(target: Tab) {
        if (target === tab && hosts[target] != null) close(target)
        show(target)
    }

    private fun show(target: Tab) {
        hosts[tab]?.stop()
        tab = target
        val state = kept.getBundle(target.key)
        val first = target.screen ?: Tab.others.first()
        if (target.screen != null || state != null) hosts.getOrPut(target) { host(target, first, state) }
        kept.remove(target.key)
        val host = hosts[target]
        frame.show(target, host?.view ?: more)
        if (running) host?.start()
        tellBack()
    }

    private fun host(target: Tab, first: ScreenId, state: Bundle?): ScreenHost {
        kept.remove(target.key)
        val listener = object : ScreenHost.Listener {
            override val leadsBack: Boolean get() = target === Tab.MORE

            override fun onLeave() {
                if (!leave()) activity.finish()
            }

            override fun onCanGoBack(can: Boolean): Unit = tellBack()
        }
        return screens.host(activity, first, state, listener)
    }

    private fun close(target: Tab) {
        kept.remove(target.key)
        hosts.remove(target)?.destroy()
    }

    private fun tellBack() {
        val host = hosts[tab]
        onCanGoBack(tab !== Tab.all.first() || host?.canGoBack == true)
    }

    private companion object {
        const val KEY = "tabs"
        const val SHOWN = "shown"
    }
}
