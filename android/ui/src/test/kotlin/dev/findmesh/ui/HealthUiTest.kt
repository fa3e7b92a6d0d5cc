package dev.findmesh.ui

import dev.findmesh.FinderState
import dev.findmesh.GapStats
import dev.findmesh.Health
import dev.findmesh.Participation
import dev.findmesh.Purpose
import dev.findmesh.QueueStats
import dev.findmesh.Reason
import dev.findmesh.Severity
import dev.findmesh.ui.HealthUi.Mood
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Test
import java.time.Duration
import java.time.Instant

/** What is said first, of everything that the library says. */
class HealthUiTest {
    private val agreed = setOf(Purpose.CROWD_REPORTING)

    private fun reason(code: String, severity: Severity) = Reason(code, severity, Instant.EPOCH, null, emptyMap())

    private fun health(vararg reasons: Reason) = Health(
        reasons.toList(), null, null, null, null, null,
        QueueStats(reports = 3, bytes = 450, pending = 2, nextDue = null, oldest = null),
        GapStats(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO),
        mapOf("keys_heard" to 7L, "reported" to 4L),
    )

    private fun ui(
        state: FinderState,
        vararg reasons: Reason,
        grants: Set<Purpose> = agreed,
        participation: Participation = Participation.EVERYWHERE,
    ) = HealthUi.of(state, health(*reasons), grants, participation)

    @Test
    fun beforeAnybodyAgreed() {
        val off = reason("paused_by_user", Severity.BLOCKING)
        val ui = ui(FinderState.Off, reason("consent_missing", Severity.BLOCKING), off, grants = emptySet())
        assertEquals(Mood.NOT_ASKED, ui.mood)
        assertEquals(emptyList<ReasonUi>(), ui.others)
    }

    @Test
    fun aPhoneThatNeverCanIsNotAsked() {
        val ui = ui(FinderState.Off, reason("bluetooth_unsupported", Severity.BLOCKING), grants = emptySet())
        assertEquals(Mood.BLOCKED, ui.mood)
        assertEquals("bluetooth_unsupported", ui.first?.code)
    }

    @Test
    fun theLibraryIsNotReadyYet() {
        assertEquals(Mood.STARTING, ui(FinderState.Off, reason("starting", Severity.INFO), grants = emptySet()).mood)
        assertEquals(Mood.STARTING, ui(FinderState.Starting).mood)
    }

    @Test
    fun whatThePersonChoseComesBeforeWhatStandsInTheWay() {
        val bluetooth = reason("bluetooth_off", Severity.BLOCKING)
        val ui = ui(FinderState.Blocked("paused_by_user"), bluetooth, participation = Participation.OFF)
        assertEquals(Mood.PAUSED, ui.mood)
        assertNull(ui.first)
        assertEquals(listOf("bluetooth_off"), ui.others.map { it.code })
    }

    @Test
    fun theFirstBlockingReasonIsTheOneToSay() {
        val ui = ui(
            FinderState.Blocked("bluetooth_off"),
            reason("no_fix", Severity.DEGRADING),
            reason("bluetooth_off", Severity.BLOCKING),
            reason("location_services_off", Severity.BLOCKING),
        )
        assertEquals(Mood.BLOCKED, ui.mood)
        assertEquals("bluetooth_off", ui.first?.code)
        assertEquals(listOf("location_services_off", "no_fix"), ui.others.map { it.code })
    }

    @Test
    fun whatPassesByItselfIsRest() {
        assertEquals(Mood.RESTING, ui(FinderState.Blocked("low_battery"), reason("low_battery", Severity.BLOCKING)).mood)
    }

    @Test
    fun helpingLessIsHelping() {
        val listening = FinderState.Listening("background")
        assertEquals(Mood.HELPING, ui(listening, reason("doze", Severity.INFO)).mood)
        assertEquals(Mood.HELPING_LESS, ui(listening, reason("doze", Severity.INFO), reason("no_fix", Severity.DEGRADING)).mood)
        assertEquals(Mood.LOOKING, ui(FinderState.Listening("visible"), reason("no_fix", Severity.DEGRADING)).mood)
        // A plan and a code of a later version.
        assertEquals(Mood.HELPING, ui(FinderState.Listening("of_a_later_version"), reason("news", Severity.INFO)).mood)
    }

    @Test
    fun figures() {
        val ui = ui(FinderState.Listening("background"))
        assertEquals(listOf(7L, 4L, 5L), listOf(ui.heardToday, ui.reportedToday, ui.waiting.toLong()))
        assertEquals(ui, ui(FinderState.Listening("background")))
    }
}
