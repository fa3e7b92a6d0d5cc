package dev.findmesh.ui.privacy

import dev.findmesh.FindmeshException
import dev.findmesh.Health
import dev.findmesh.Participation
import dev.findmesh.PermissionStep
import dev.findmesh.PrivateZone
import dev.findmesh.Purpose
import dev.findmesh.Severity
import dev.findmesh.ui.ReasonUi
import dev.findmesh.ui.ScreenId
import dev.findmesh.ui.host.Destination
import dev.findmesh.ui.host.Effect
import dev.findmesh.ui.host.Failure
import dev.findmesh.ui.host.Machine
import dev.findmesh.ui.host.Position
import dev.findmesh.ui.host.Wiring
import dev.findmesh.ui.onboarding.ConsentText
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onStart
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.flow.update
import java.io.ByteArrayOutputStream
import java.time.ZoneId

/** The privacy screen without Android. */
internal class PrivacyMachine(private val wiring: Wiring, saved: Map<String, String>) : Machine<PrivacyUi>() {
    /** Where the person stands. */
    private data class At(val page: PrivacyPage, val place: PlaceDraft?, val outcome: Outcome?, val proof: Proof?, val locating: Boolean)

    private class Choices(
        val agreed: Boolean,
        val diagnostics: Boolean,
        val participation: Participation,
        val places: List<PrivateZone>,
        val often: List<OftenPlace>?,
    )

    private val findmesh = wiring.findmesh
    private val at = MutableStateFlow(
        At(
            saved[PAGE]?.let(PrivacyPage::valueOf) ?: PrivacyPage.OVERVIEW,
            PlaceDraft.of(saved[PLACE]),
            saved[OUTCOME]?.let(Outcome::valueOf),
            Proof.of(saved),
            locating = false,
        ),
    )

    private val choices: Flow<Choices> = combine(
        findmesh.consent.grants,
        findmesh.finder.participation,
        findmesh.finder.privateZones.all,
        often(),
        ::choices,
    )

    override val state: StateFlow<PrivacyUi> = combine(
        at,
        choices,
        combine(findmesh.health, days(), decisions(), ::Triple),
        wiring.busy,
        wiring.failure,
    ) { at, choices, (health, days, decisions), busy, failure ->
        show(at, choices, health, Kept(health.queue.reports + health.queue.pending, days, decisions), busy, failure)
    }.stateIn(wiring.scope, SharingStarted.WhileSubscribed(), now())

    override fun save(): Map<String, String> = at.value.run {
        mapOf(PAGE to page.name) + proof?.toMap().orEmpty() +
            listOfNotNull(place?.let { PLACE to it.toText() }, outcome?.let { OUTCOME to it.name })
    }

    override val inside: StateFlow<Boolean> =
        at.map { it.page != PrivacyPage.OVERVIEW }.stateIn(wiring.scope, SharingStarted.Eagerly, at.value.page != PrivacyPage.OVERVIEW)

    override fun back(): Boolean {
        val page = at.value.page
        if (page == PrivacyPage.OVERVIEW) return false
        turn(if (page == PrivacyPage.REMOVE) PrivacyPage.PLACE else PrivacyPage.OVERVIEW)
        return true
    }

    /** Takes part there from now on. */
    fun choose(where: Participation): Unit = wiring.attempt { findmesh.finder.setParticipation(where) }

    /** The places went with their key, and what is chosen now shall hold. */
    fun confirm(): Unit = choose(state.value.participation)

    /** Shows what agreeing means. */
    fun begin(): Unit = order(Effect.Go(ScreenId.ONBOARDING))

    fun share(on: Boolean): Unit = wiring.attempt {
        val granted = Purpose.DIAGNOSTICS in findmesh.consent.grants.value
        if (on && !granted) findmesh.consent.grant(Purpose.DIAGNOSTICS, ConsentText.VERSION, wiring.language, HOW)
        if (!on && granted) findmesh.consent.withdraw(Purpose.DIAGNOSTICS)
    }

    /** A place where the phone is; asks for the location first where it is not allowed. */
    fun addHere() {
        if (at.value.locating || findmesh.finder.privateZones.all.value.size >= PrivateZone.MOST) return
        wiring.attempt {
            val steps = findmesh.permissions.check(wiring.feature)
            val allowed = steps.none { it.kind == PermissionStep.Kind.LOCATION }
            if (allowed) locate() else order(Effect.Ask(wiring.feature))
        }
    }

    override fun asked(usable: Boolean) {
        if (usable) locate()
    }

    private fun locate() {
        at.update { it.copy(locating = true, outcome = null) }
        order(Effect.Locate)
    }

    override fun located(here: Position?): Unit = at.update {
        if (!it.locating) return@update it
        if (here == null) return@update it.copy(locating = false, outcome = Outcome.NOWHERE)
        it.copy(locating = false, page = PrivacyPage.PLACE, place = PlaceDraft.at(here))
    }

    fun open(place: PrivateZone): Unit = at.update { it.copy(page = PrivacyPage.PLACE, place = PlaceDraft.of(place), outcome = null) }

    /** A place that the phone learnt becomes one of the person's own. */
    fun makePrivate(place: OftenPlace): Unit = at.update {
        it.copy(page = PrivacyPage.PLACE, place = PlaceDraft.at(Position(place.latitude, place.longitude)), outcome = null)
    }

    fun name(label: String): Unit = at.update { it.copy(place = it.place?.copy(label = label)) }

    fun size(radius: Double): Unit = at.update { it.copy(place = it.place?.copy(radius = radius)) }

    /** Sets the place that is shown. */
    fun keepPlace() {
        val place = at.value.place ?: return
        wiring.attempt {
            findmesh.finder.privateZones.put(place.toZone())
            end(Outcome.SET)
        }
    }

    fun askRemove(): Unit = turn(PrivacyPage.REMOVE)

    fun remove() {
        val place = at.value.place ?: return
        wiring.attempt {
            findmesh.finder.privateZones.remove(place.id)
            end(Outcome.REMOVED)
        }
    }

    /** The place that was removed is there again. */
    fun undo() {
        val place = at.value.place?.takeIf { at.value.outcome == Outcome.REMOVED } ?: return
        wiring.attempt {
            findmesh.finder.privateZones.put(place.toZone())
            end(Outcome.SET)
        }
    }

    fun askWithdraw(): Unit = turn(PrivacyPage.WITHDRAW)

    fun withdraw(): Unit = wiring.attempt {
        findmesh.consent.withdraw(Purpose.CROWD_REPORTING)
        end(Outcome.WITHDRAWN)
    }

    fun askErase(): Unit = turn(PrivacyPage.ERASE)

    fun erase(): Unit = wiring.attempt {
        val proof = Proof.of(findmesh.myData.erase())
        at.value = At(PrivacyPage.ERASED, null, null, proof, locating = false)
    }

    fun copyProof(): Unit = copy { it.json }

    fun copyCommand(): Unit = copy { it.command }

    private fun copy(what: (Proof) -> String) {
        at.value.proof?.let { order(Effect.Copy(what(it))) }
    }

    /** Asks where the export shall go. */
    fun export() {
        val day = wiring.clock().atZone(ZoneId.systemDefault()).toLocalDate()
        order(Effect.Create("findmesh-$day.zip", ZIP))
    }

    override fun created(to: Destination?) {
        if (to == null) return
        at.update { it.copy(outcome = null) }
        wiring.attempt {
            write(to)
            end(Outcome.EXPORTED)
        }
    }

    /** All of it or nothing: what fails on the way leaves no half of a zip. */
    private suspend fun write(to: Destination) {
        var whole = false
        try {
            val bytes = ByteArrayOutputStream().also { findmesh.myData.export(it) }
            to.open().use(bytes::writeTo)
            whole = true
        } finally {
            if (!whole) to.discard()
        }
    }

    private fun turn(page: PrivacyPage): Unit = at.update { it.copy(page = page, outcome = null) }

    private fun end(outcome: Outcome): Unit = at.update { it.copy(page = PrivacyPage.OVERVIEW, outcome = outcome) }

    /** Days with counts; null where the library cannot say. */
    private fun days(): Flow<Int?> = findmesh.myData.usage.map<_, Int?> { it.size }.orNull()

    private fun decisions(): Flow<Int?> = findmesh.consent.grants.map<_, Int?> { findmesh.consent.ledger().size }.orNull()

    private fun often(): Flow<List<OftenPlace>?> = findmesh.myData.familiarPlaces.map<_, List<OftenPlace>?>(OftenPlace::all).orNull()

    private fun <T> Flow<T?>.orNull(): Flow<T?> = onStart { emit(null) }.catch { e ->
        if (e !is FindmeshException) throw e
        emit(null)
    }

    private fun choices(grants: Set<Purpose>, participation: Participation, places: List<PrivateZone>, often: List<OftenPlace>?) =
        Choices(Purpose.CROWD_REPORTING in grants, Purpose.DIAGNOSTICS in grants, participation, places, often)

    private fun now(): PrivacyUi {
        val choices = findmesh.run { choices(consent.grants.value, finder.participation.value, finder.privateZones.all.value, null) }
        val health = findmesh.health.value
        return show(at.value, choices, health, Kept(health.queue.reports + health.queue.pending, null, null), false, null)
    }

    private fun show(at: At, choices: Choices, health: Health, kept: Kept, busy: Boolean, failure: Failure?) = PrivacyUi(
        page = at.page,
        loading = health.reasons.any { it.code == "starting" },
        blocked = health.reasons.firstOrNull { it.code in CANNOT && it.severity == Severity.BLOCKING }?.let(ReasonUi::of),
        lost = health.reasons.any { it.code == "vault_lost" && it.severity == Severity.BLOCKING },
        agreed = choices.agreed,
        participation = choices.participation,
        diagnostics = choices.diagnostics,
        places = choices.places,
        often = choices.often,
        place = at.place,
        kept = kept,
        outcome = at.outcome,
        proof = at.proof,
        locating = at.locating,
        canBegin = ScreenId.ONBOARDING in wiring.screens,
        busy = busy || at.locating,
        failure = failure,
    )

    private companion object {
        /** Reasons for which nothing that is kept can be read or changed. */
        val CANNOT = setOf(
            "not_configured",
            "native_unavailable",
            "another_process",
            "internal",
            "storage_failed",
            "storage_corrupt",
            "user_locked",
        )
        const val HOW = "privacy"
        const val ZIP = "application/zip"
        const val PAGE = "page"
        const val PLACE = "place"
        const val OUTCOME = "outcome"
    }
}
