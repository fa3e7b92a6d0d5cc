package dev.findmesh.ui.privacy

import dev.findmesh.ErasureProof
import dev.findmesh.FamiliarPlace
import dev.findmesh.Finder
import dev.findmesh.Findmesh
import dev.findmesh.FindmeshException
import dev.findmesh.Fix
import dev.findmesh.MyData
import dev.findmesh.Participation
import dev.findmesh.PrivateZone
import dev.findmesh.Purpose
import dev.findmesh.Reason
import dev.findmesh.Severity
import dev.findmesh.testing.FakeFindmesh
import dev.findmesh.ui.Bench
import dev.findmesh.ui.ScreenId
import dev.findmesh.ui.host.Destination
import dev.findmesh.ui.host.Effect
import dev.findmesh.ui.host.Failure
import dev.findmesh.ui.host.Position
import dev.findmesh.ui.onboarding.ConsentText
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.OutputStream
import java.time.Duration
import java.time.Instant
import java.util.Locale
import java.util.zip.ZipInputStream

/** The privacy screen without Android. */
class PrivacyMachineTest {
    @get:Rule
    val bench = Bench()

    private val findmesh = FakeFindmesh(Instant.parse("2026-11-12T12:00:00Z"))
    private val machine by lazy { open() }
    private val ui get() = machine.state.value
    private val home = PrivateZone(31.23, 121.47, 150.0, "Home")
    private val places get() = findmesh.finder.privateZones.all.value

    private fun open(
        saved: Map<String, String> = emptyMap(),
        over: Findmesh = findmesh,
        screens: Set<ScreenId> = ScreenId.entries.toSet(),
    ) = bench.watch(PrivacyMachine(bench.wiring(over, findmesh::now, screens), saved))

    private fun agree() = runBlocking { findmesh.consent.grant(Purpose.CROWD_REPORTING, "1", Locale.ENGLISH, "test") }

    private fun atHome() = runBlocking { findmesh.finder.privateZones.put(home) }

    /** Somewhere to write to, which may break. */
    private class Paper(private val breaks: Boolean = false) : Destination {
        val bytes = ByteArrayOutputStream()
        var discarded = false
        var closed = false

        override fun open(): OutputStream = object : OutputStream() {
            override fun write(b: Int) {
                if (breaks && bytes.size() > 20) throw IOException("full")
                bytes.write(b)
            }

            override fun close() {
                closed = true
            }
        }

        override fun discard() {
            discarded = true
        }
    }

    @Test
    fun itSaysWhatIsChosenAndKept() {
        agree()
        atHome()
        assertTrue(ui.agreed)
        assertEquals(Participation.AWAY_FROM_MY_PLACES to listOf(home), ui.participation to ui.places)
        assertEquals(1, ui.kept.decisions)
        machine.choose(Participation.EVERYWHERE)
        assertEquals(Participation.EVERYWHERE, ui.participation)
    }

    @Test
    fun countsAreSharedOnlyWhileTheSwitchIsOn() {
        assertFalse(ui.diagnostics)
        machine.share(true)
        val entry = runBlocking { findmesh.consent.ledger() }.single()
        assertEquals(listOf(Purpose.DIAGNOSTICS, ConsentText.VERSION, "privacy"), entry.run { listOf(purpose, textVersion, how) })
        assertTrue(ui.diagnostics)
        machine.share(false)
        assertFalse(ui.diagnostics)
    }

    @Test
    fun aPlaceWhereThePhoneIs() {
        machine.addHere()
        assertEquals(listOf(Effect.Locate), bench.effects)
        assertTrue(ui.locating && ui.busy)
        machine.located(Position(31.23, 121.47))
        machine.name(" Home ")
        machine.size(300.0)
        machine.keepPlace()
        assertEquals(listOf(31.23, 121.47, 300.0, "Home"), places.single().run { listOf(latitude, longitude, radiusMeters, label) })
        assertEquals(PrivacyPage.OVERVIEW to Outcome.SET, ui.page to ui.outcome)
    }

    @Test
    fun aPhoneThatDoesNotKnowWhereItIsSaysSo() {
        machine.addHere()
        machine.located(null)
        assertEquals(PrivacyPage.OVERVIEW to Outcome.NOWHERE, ui.page to ui.outcome)
        assertFalse(ui.busy)
    }

    @Test
    fun theLocationIsAskedForFirst() {
        findmesh.phone.missingPermissions = listOf("android.permission.ACCESS_FINE_LOCATION")
        machine.addHere()
        assertTrue(bench.effects.single() is Effect.Ask)
        machine.asked(usable = false)
        assertEquals("who declines is left alone", 1, bench.effects.size)
        machine.asked(usable = true)
        assertEquals(Effect.Locate, bench.effects.last())
    }

    @Test
    fun nobodySetsMorePlacesThanThereCanBe() {
        runBlocking { repeat(PrivateZone.MOST) { findmesh.finder.privateZones.put(PrivateZone(10.0, 10.0, 100.0, "$it")) } }
        assertTrue(ui.full)
        machine.addHere()
        assertTrue(bench.effects.isEmpty())
    }

    @Test
    fun changingKeepsWhichPlaceItIs() {
        atHome()
        machine.open(home)
        machine.size(500.0)
        machine.keepPlace()
        assertEquals(PrivateZone(31.23, 121.47, 500.0, "Home", home.id), places.single())
    }

    @Test
    fun removingAsksOnceAndCanBeUndone() {
        atHome()
        machine.open(home)
        machine.askRemove()
        assertEquals(listOf(home), places)
        machine.remove()
        assertEquals(Outcome.REMOVED to 0, ui.outcome to places.size)
        machine.undo()
        assertEquals(listOf(home), places)
        machine.undo()
        assertEquals("once", 1, places.size)
    }

    @Test
    fun whoGoesBackFromTheQuestionLosesNothing() {
        atHome()
        machine.open(home)
        machine.askRemove()
        assertTrue(machine.back())
        assertEquals(PrivacyPage.PLACE, ui.page)
        assertTrue(machine.back())
        assertFalse(machine.inside.value)
        assertFalse(machine.back())
        assertEquals(listOf(home), places)
    }

    @Test
    fun withdrawingStopsAndCanBeAgreedToAgain() {
        agree()
        machine.askWithdraw()
        assertTrue(ui.agreed)
        machine.withdraw()
        assertFalse(ui.agreed)
        assertEquals(PrivacyPage.OVERVIEW to Outcome.WITHDRAWN, ui.page to ui.outcome)
        machine.begin()
        assertEquals(listOf(Effect.Go(ScreenId.ONBOARDING)), bench.effects)
    }

    @Test
    fun aHostWithoutTheQuestionGetsNoWayToIt() {
        assertFalse(open(screens = setOf(ScreenId.PRIVACY)).state.value.canBegin)
        assertTrue(ui.canBegin)
    }

    @Test
    fun theExportIsWrittenWhole() {
        atHome()
        machine.export()
        assertEquals(listOf(Effect.Create("findmesh-2026-11-12.zip", "application/zip")), bench.effects)
        val paper = Paper()
        machine.created(paper)
        val zip = ZipInputStream(ByteArrayInputStream(paper.bytes.toByteArray()))
        assertEquals(listOf("data.json", "index.html"), generateSequence { zip.nextEntry?.name }.toList())
        assertTrue(paper.closed)
        assertFalse(paper.discarded)
        assertEquals(Outcome.EXPORTED, ui.outcome)
    }

    @Test
    fun nothingHalfWrittenStays() {
        val paper = Paper(breaks = true)
        machine.created(paper)
        assertTrue(paper.discarded && paper.closed)
        assertEquals(Failure.STORAGE to null, ui.failure to ui.outcome)
    }

    @Test
    fun whatTheLibraryCannotExportLeavesNothingBehind() {
        val broken = object : MyData by findmesh.myData {
            override suspend fun export(to: OutputStream): Unit = throw FindmeshException.StorageFailed("io", null)
        }
        val paper = Paper()
        open(over = over(broken)).created(paper)
        assertTrue(paper.discarded)
        assertEquals(0, paper.bytes.size())
    }

    @Test
    fun whoWantsNoFileGetsNone() {
        machine.created(null)
        assertNull(ui.outcome)
        assertFalse(ui.busy)
    }

    @Test
    fun erasingAsksOnceAndShowsItsProof() {
        agree()
        atHome()
        machine.askErase()
        assertEquals(1, places.size)
        machine.erase()
        assertEquals(PrivacyPage.ERASED, ui.page)
        assertEquals(2L to true, ui.proof!!.run { entries to holds })
        assertTrue(places.isEmpty() && !ui.agreed)
        machine.copyProof()
        assertEquals(listOf(Effect.Copy("""{"holds":true}""")), bench.effects)
        machine.back()
        assertEquals(PrivacyPage.OVERVIEW, ui.page)
    }

    @Test
    fun theProofOutlivesTheProcess() {
        val told = ErasureProof(
            Instant.EPOCH, false, mapOf("queue" to 3L, "zones" to 2L), 7, true, 40, 38, 1, 10, 2, 3,
            mapOf("a" to 10L, "b" to 5L), "cat a* | od", "{\"a\": \"1,2\"}",
        )
        val data = object : MyData by findmesh.myData {
            override suspend fun erase(): ErasureProof = told
        }
        val first = open(over = over(data))
        first.erase()
        val again = open(saved = first.save()).state.value
        assertEquals(Proof(false, 5, 7, true, 50, 40, 4, 2, 15, "cat a* | od", "{\"a\": \"1,2\"}"), again.proof)
        assertEquals(PrivacyPage.ERASED, again.page)
    }

    @Test
    fun whatWasTypedOutlivesTheProcess() {
        machine.addHere()
        machine.located(Position(-31.23, 121.47))
        machine.name("At the lake, 2nd house")
        machine.size(1_000.0)
        val again = open(saved = machine.save()).state.value
        assertEquals(ui.place, again.place)
        assertEquals(PrivacyPage.PLACE, again.page)
    }

    @Test
    fun lostPlacesWaitForAWord() {
        findmesh.phone.reasons = listOf(Reason("vault_lost", Severity.BLOCKING, findmesh.now, Fix.of("vault_lost", emptyMap()), emptyMap()))
        assertTrue(ui.lost)
        var confirmed: Participation? = null
        val finder = object : Finder by findmesh.finder {
            override suspend fun setParticipation(value: Participation) {
                confirmed = value
            }
        }
        val noting = object : Findmesh by findmesh {
            override val finder = finder
        }
        open(over = noting).confirm()
        assertEquals(Participation.AWAY_FROM_MY_PLACES, confirmed)
    }

    @Test
    fun whereNothingCanBeReadItSaysWhy() {
        findmesh.phone.reasons = listOf(Reason("storage_failed", Severity.BLOCKING, findmesh.now, null, emptyMap()))
        assertEquals("storage_failed", ui.blocked?.code)
    }

    @Test
    fun whatFailsIsSaidAndTurnsNoPage() {
        machine.askErase()
        val broken = object : MyData by findmesh.myData {
            override suspend fun erase(): ErasureProof = throw FindmeshException.StorageFailed("disk_full", null)
        }
        val other = open(saved = machine.save(), over = over(broken))
        other.erase()
        assertEquals(PrivacyPage.ERASE to Failure.STORAGE, other.state.value.run { page to failure })
    }

    private fun over(data: MyData): Findmesh = object : Findmesh by findmesh {
        override val myData: MyData = data
    }

    private val learnt = FamiliarPlace(31.23, 121.47, 150.0, Duration.ofHours(90), isHome = true)
    private val office = FamiliarPlace(31.24, 121.50, 150.0, Duration.ofHours(40), isHome = false)

    @Test
    fun whatThePhoneLearntIsShownUnlessItIsPrivateAnyway() {
        agree()
        assertEquals(emptyList<OftenPlace>(), open().state.value.often)
        findmesh.phone.familiarPlaces = listOf(learnt, office)
        assertEquals(listOf(true, false), ui.open.map { it.isHome })
        atHome()
        assertEquals(listOf(2), ui.open.map { it.number })
        assertEquals("both are kept", 2, ui.often?.size)
    }

    @Test
    fun aLearntPlaceIsMadePrivate() {
        agree()
        findmesh.phone.familiarPlaces = listOf(learnt, office)
        machine.makePrivate(ui.open.last())
        assertEquals(PrivacyPage.PLACE, ui.page)
        machine.name("Office")
        machine.keepPlace()
        assertEquals(listOf("Office" to office.latitude), places.map { it.label to it.latitude })
        assertEquals(PrivacyPage.OVERVIEW to Outcome.SET, ui.page to ui.outcome)
        assertEquals(listOf(1), ui.open.map { it.number })
    }

    @Test
    fun aWithdrawalForgetsWhatWasLearnt() {
        agree()
        findmesh.phone.familiarPlaces = listOf(learnt)
        assertEquals(1, ui.open.size)
        machine.askWithdraw()
        machine.withdraw()
        assertEquals(emptyList<OftenPlace>(), ui.often)
    }
}
