package dev.findmesh.ui.onboarding

import dev.findmesh.FindmeshException
import dev.findmesh.Participation
import dev.findmesh.Purpose
import dev.findmesh.ui.HealthUi
import dev.findmesh.ui.PermissionUi
import dev.findmesh.ui.ScreenId
import dev.findmesh.ui.healthUi
import dev.findmesh.ui.host.Effect
import dev.findmesh.ui.host.Failure
import dev.findmesh.ui.host.Machine
import dev.findmesh.ui.host.Wiring
import dev.findmesh.ui.permissionUi
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.stateIn

/** The pages, in their order; each asks one thing at most. */
internal enum class OnboardingPage { INTRO, AGREE, PLACES, PERMISSIONS, DIAGNOSTICS, DONE }

/**
 * What the onboarding shows.
 *
 * @property choice where to take part; null until the person chose.
 * @property permissions what is granted of what is wanted.
 * @property health what came of it all.
 */
internal data class OnboardingUi(
    val page: OnboardingPage,
    val choice: Participation?,
    val permissions: PermissionUi,
    val health: HealthUi?,
    val busy: Boolean,
    val failure: Failure?,
) {
    /** The phone helps, or is about to. */
    val helps: Boolean get() = health?.mood in HELPS

    private companion object {
        val HELPS = setOf(HealthUi.Mood.HELPING, HealthUi.Mood.HELPING_LESS, HealthUi.Mood.LOOKING, HealthUi.Mood.STARTING)
    }
}

/** The onboarding without Android. Nothing is chosen beforehand, and whatever was said can be said anew by going back. */
internal class OnboardingMachine(private val wiring: Wiring, saved: Map<String, String>) : Machine<OnboardingUi>() {
    private val findmesh = wiring.findmesh
    private val page = MutableStateFlow(saved[PAGE]?.let(OnboardingPage::valueOf) ?: OnboardingPage.INTRO)
    private val choice = MutableStateFlow(saved[CHOICE]?.let(Participation::valueOf))
    private val permissions = findmesh.permissions.permissionUi(wiring.feature, wiring.apiLevel)
    private val nothing = PermissionUi.of(wiring.feature, emptyList(), wiring.apiLevel)

    override val state: StateFlow<OnboardingUi> = combine(
        combine(page, choice, ::Pair),
        permissions,
        findmesh.healthUi(),
        wiring.busy,
        wiring.failure,
    ) { (page, choice), permissions, health, busy, failure ->
        OnboardingUi(page, choice, permissions, health, busy, failure)
    }.stateIn(
        wiring.scope,
        SharingStarted.WhileSubscribed(),
        OnboardingUi(page.value, choice.value, nothing, null, busy = false, failure = null),
    )

    override fun save(): Map<String, String> =
        mapOf(PAGE to page.value.name) + listOfNotNull(choice.value?.let { CHOICE to it.name })

    override val inside: StateFlow<Boolean> =
        page.map { it in STEPS_BACK }.stateIn(wiring.scope, SharingStarted.Eagerly, page.value in STEPS_BACK)

    override fun back(): Boolean {
        if (page.value !in STEPS_BACK) return false
        page.value = OnboardingPage.entries[page.value.ordinal - 1]
        return true
    }

    /** From a page that asks nothing to the next one; from the last one out. */
    fun goOn() {
        when (page.value) {
            OnboardingPage.INTRO -> page.value = OnboardingPage.AGREE
            OnboardingPage.PERMISSIONS -> page.value = OnboardingPage.DIAGNOSTICS
            OnboardingPage.DONE -> leave()
            else -> Unit
        }
    }

    /** Not now: nothing is written down. */
    fun notNow(): Unit = leave()

    fun agree(): Unit = wiring.attempt {
        grant(Purpose.CROWD_REPORTING)
        page.value = OnboardingPage.PLACES
    }

    /** Takes an agreement back, if there was one, and leaves. */
    fun decline(): Unit = wiring.attempt {
        withdraw(Purpose.CROWD_REPORTING)
        leave()
    }

    fun choose(where: Participation) {
        choice.value = where
    }

    /** Takes part where the person chose; without a choice nothing happens. */
    fun confirmPlaces() {
        val where = choice.value ?: return
        wiring.attempt {
            findmesh.finder.setParticipation(where)
            page.value = if (enable() && isComplete()) OnboardingPage.DIAGNOSTICS else OnboardingPage.PERMISSIONS
        }
    }

    /** Asks for what is missing. */
    fun allow(): Unit = order(Effect.Ask(wiring.feature))

    override fun asked(usable: Boolean) {
        if (page.value != OnboardingPage.PERMISSIONS) {
            if (usable) wiring.attempt { enable() }
            return
        }
        wiring.attempt { if (enable() && isComplete()) page.value = OnboardingPage.DIAGNOSTICS }
    }

    fun shareDiagnostics(): Unit = wiring.attempt {
        grant(Purpose.DIAGNOSTICS)
        page.value = OnboardingPage.DONE
    }

    fun keepDiagnostics(): Unit = wiring.attempt {
        withdraw(Purpose.DIAGNOSTICS)
        page.value = OnboardingPage.DONE
    }

    private fun isComplete() = findmesh.permissions.check(wiring.feature).isEmpty()

    private suspend fun grant(purpose: Purpose) {
        if (purpose in findmesh.consent.grants.value) return
        findmesh.consent.grant(purpose, ConsentText.VERSION, wiring.language, "onboarding")
    }

    private suspend fun withdraw(purpose: Purpose) {
        if (purpose in findmesh.consent.grants.value) findmesh.consent.withdraw(purpose)
    }

    /** @return false where permissions are missing. */
    private suspend fun enable(): Boolean = try {
        findmesh.finder.enable()
        true
    } catch (_: FindmeshException.PermissionMissing) {
        false
    }

    private fun leave() = order(if (ScreenId.STATUS in wiring.screens) Effect.Replace(ScreenId.STATUS) else Effect.Back)

    private companion object {
        /** From the first page back is out; from the last one too, for everything was decided. */
        val STEPS_BACK = OnboardingPage.entries - OnboardingPage.INTRO - OnboardingPage.DONE
        const val PAGE = "page"
        const val CHOICE = "choice"
    }
}
