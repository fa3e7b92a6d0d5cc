package dev.findmesh.ui.host

import android.content.Context
import android.view.View
import dev.findmesh.ui.ScreenId
import dev.findmesh.ui.about.AboutMachine
import dev.findmesh.ui.about.AboutScreen
import dev.findmesh.ui.maker.MakerMachine
import dev.findmesh.ui.maker.MakerScreen
import dev.findmesh.ui.nearby.NearbyMachine
import dev.findmesh.ui.nearby.NearbyScreen
import dev.findmesh.ui.onboarding.OnboardingMachine
import dev.findmesh.ui.onboarding.OnboardingScreen
import dev.findmesh.ui.permissions.PermissionsMachine
import dev.findmesh.ui.permissions.PermissionsScreen
import dev.findmesh.ui.privacy.PrivacyMachine
import dev.findmesh.ui.privacy.PrivacyScreen
import dev.findmesh.ui.status.StatusMachine
import dev.findmesh.ui.status.StatusScreen
import dev.findmesh.ui.tag.TagMachine
import dev.findmesh.ui.tag.TagScreen
import dev.findmesh.ui.usage.UsageMachine
import dev.findmesh.ui.usage.UsageScreen
import dev.findmesh.ui.view.Page
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch

/** How a screen is made: its machine from what was saved of it, its views from the machine. */
internal class Recipe<S : Any, M : Machine<S>>(
    private val machine: (Wiring, Map<String, String>) -> M,
    private val screen: (Context, M, Page) -> Screen<S>,
) {
    fun open(id: ScreenId, context: Context, wiring: Wiring, saved: Map<String, String>, back: Back): OpenScreen<S> {
        val made = machine(wiring, saved)
        val page = Page(context)
        page.onBack(back.tap)
        return OpenScreen(id, made, screen(context, made, page), wiring, back.always)
    }
}

/**
 * The way back in the bar of a screen.
 *
 * @property always it is there; otherwise only where there is a step back within the screen.
 */
internal class Back(val always: Boolean, val tap: () -> Unit)

/** A screen with its machine, on the stack of a host. */
internal class OpenScreen<S : Any>(
    val id: ScreenId,
    val machine: Machine<S>,
    private val screen: Screen<S>,
    private val wiring: Wiring,
    private val backAlways: Boolean,
) {
    val view: View get() = screen.view

    /** As it is kept. */
    val place: Place get() = Place(id, wiring.about, machine.save())

    init {
        screen.show(machine.state.value)
        showBack(machine.inside.value)
    }

    /** Follows the machine while [scope] lives. */
    fun follow(scope: CoroutineScope, perform: (Effect) -> Unit) {
        scope.launch { machine.state.collect(screen::show) }
        scope.launch { machine.inside.collect(::showBack) }
        scope.launch { machine.effects.collect(perform) }
    }

    private fun showBack(inside: Boolean): Unit = screen.showBack(backAlways || inside)

    /** For good. */
    fun close(): Unit = wiring.close()
}

/** Every screen. */
internal val CATALOGUE: Map<ScreenId, Recipe<*, *>> = mapOf(
    ScreenId.ONBOARDING to Recipe(::OnboardingMachine, ::OnboardingScreen),
    ScreenId.STATUS to Recipe({ wiring, _ -> StatusMachine(wiring) }, ::StatusScreen),
    ScreenId.USAGE to Recipe(::UsageMachine, ::UsageScreen),
    ScreenId.MAKER to Recipe({ wiring, _ -> MakerMachine(wiring) }, ::MakerScreen),
    ScreenId.PERMISSIONS to Recipe({ wiring, _ -> PermissionsMachine(wiring) }, ::PermissionsScreen),
    ScreenId.PRIVACY to Recipe(::PrivacyMachine, ::PrivacyScreen),
    ScreenId.NEARBY to Recipe({ wiring, _ -> NearbyMachine(wiring) }, ::NearbyScreen),
    ScreenId.TAG to Recipe(::TagMachine, ::TagScreen),
    ScreenId.ABOUT to Recipe(::AboutMachine, ::AboutScreen),
)
