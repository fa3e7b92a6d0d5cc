package dev.findmesh.ui.onboarding

import dev.findmesh.FindmeshException
import dev.findmesh.Participation
import dev.findmesh.Purpose
import dev.findmesh.testing.FakeFindmesh
import dev.findmesh.testing.FakePhone
import dev.findmesh.ui.Bench
import dev.findmesh.ui.ScreenId
import dev.findmesh.ui.host.Effect
import dev.findmesh.ui.host.Failure
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import java.util.Locale

/** The onboarding without Android: nothing happens that nobody said. */
class OnboardingMachineTest {
    @get:Rule
    val bench = Bench()

    private val findmesh = FakeFindmesh()
    private val machine by lazy { open(emptyMap()) }
    private val ui get() = machine.state.value

    private fun open(saved: Map<String, String>) =
        bench.watch(OnboardingMachine(bench.wiring(findmesh, findmesh::now, language = Locale.forLanguageTag("zh-Hans-CN")), saved))

    private fun agree() {
        machine.goOn()
        machine.agree()
    }

    private fun choose() {
        agree()
        machine.choose(Participation.EVERYWHERE)
        machine.confirmPlaces()
    }

    @Test
    fun nothingIsChosenBeforehand() {
        agree()
        assertEquals(OnboardingPage.PLACES, ui.page)
        assertNull(ui.choice)
        machine.confirmPlaces()
        assertEquals("without a choice there is no next page", OnboardingPage.PLACES, ui.page)
    }

    @Test
    fun lookingIsNoConsent() {
        machine.goOn()
        machine.goOn()
        assertEquals("only an answer turns this page", OnboardingPage.AGREE, ui.page)
        machine.notNow()
        assertTrue(runBlocking { findmesh.consent.ledger() }.isEmpty())
        assertEquals(listOf(Effect.Replace(ScreenId.STATUS)), bench.effects)
    }

    @Test
    fun theLedgerSaysWhatWasReadAndHow() {
        agree()
        val entry = runBlocking { findmesh.consent.ledger() }.single()
        assertEquals(
            listOf(Purpose.CROWD_REPORTING, ConsentText.VERSION, "zh-Hans-CN", "onboarding"),
            entry.run {
                listOf(purpose, textVersion, locale, how)
            },
        )
    }

    @Test
    fun agreeingTwiceIsOneLine() {
        agree()
        machine.back()
        machine.agree()
        assertEquals(1, runBlocking { findmesh.consent.ledger() }.size)
    }

    @Test
    fun whoGoesBackAndDeclinesTakesItBack() {
        agree()
        assertTrue(machine.back())
        machine.decline()
        assertTrue(findmesh.consent.grants.value.isEmpty())
    }

    @Test
    fun withEverythingGrantedNothingIsAskedFor() {
        choose()
        assertEquals(OnboardingPage.DIAGNOSTICS, ui.page)
        assertEquals(Participation.EVERYWHERE, findmesh.finder.participation.value)
        machine.keepDiagnostics()
        assertEquals(OnboardingPage.DONE, ui.page)
        assertTrue(ui.helps)
        assertEquals(setOf(Purpose.CROWD_REPORTING), findmesh.consent.grants.value)
    }

    @Test
    fun permissionsComeAfterTheChoice() {
        findmesh.phone.missingPermissions = listOf("android.permission.BLUETOOTH_SCAN")
        choose()
        assertEquals(OnboardingPage.PERMISSIONS, ui.page)
        machine.allow()
        findmesh.phone.missingPermissions = emptyList()
        machine.asked(usable = true)
        assertEquals(OnboardingPage.DIAGNOSTICS, ui.page)
        machine.shareDiagnostics()
        assertTrue(ui.helps)
        assertTrue(Purpose.DIAGNOSTICS in findmesh.consent.grants.value)
    }

    @Test
    fun whoDeclinesAPermissionIsToldAtTheEnd() {
        findmesh.phone.missingPermissions = listOf("android.permission.BLUETOOTH_SCAN")
        choose()
        machine.asked(usable = false)
        assertEquals(OnboardingPage.PERMISSIONS, ui.page)
        machine.goOn()
        machine.keepDiagnostics()
        assertFalse(ui.helps)
    }

    @Test
    fun bluetoothOffIsToldAtTheEnd() {
        findmesh.phone.bluetooth = FakePhone.Bluetooth.OFF
        choose()
        machine.keepDiagnostics()
        assertFalse(ui.helps)
    }

    @Test
    fun whatFailsTurnsNoPage() {
        machine.goOn()
        findmesh.failNext(FindmeshException.StorageFailed("disk_full", null))
        machine.agree()
        assertEquals(OnboardingPage.AGREE to Failure.STORAGE, ui.page to ui.failure)
    }

    @Test
    fun whatWasSaidOutlivesTheProcess() {
        agree()
        machine.choose(Participation.AWAY_FROM_MY_PLACES)
        val again = open(machine.save()).state.value
        assertEquals(OnboardingPage.PLACES to Participation.AWAY_FROM_MY_PLACES, again.page to again.choice)
    }

    @Test
    fun backEndsAtTheFirstPage() {
        machine.goOn()
        assertTrue(machine.inside.value)
        assertTrue(machine.back())
        assertFalse(machine.inside.value)
        assertFalse(machine.back())
    }
}
