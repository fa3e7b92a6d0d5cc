package dev.findmesh.platform.permission

import android.Manifest.permission.ACCESS_BACKGROUND_LOCATION
import android.Manifest.permission.ACCESS_COARSE_LOCATION
import android.Manifest.permission.ACCESS_FINE_LOCATION
import android.Manifest.permission.BLUETOOTH_CONNECT
import android.Manifest.permission.BLUETOOTH_SCAN
import android.Manifest.permission.POST_NOTIFICATIONS
import dev.findmesh.Feature
import dev.findmesh.PermissionStep
import dev.findmesh.PermissionStep.Ask
import dev.findmesh.PermissionStep.Kind
import dev.findmesh.PermissionStep.Partly
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test

/** What is asked for, and when: as a table over all API levels. */
class PermissionPlanTest {
    private val all = setOf(
        ACCESS_BACKGROUND_LOCATION,
        ACCESS_COARSE_LOCATION,
        ACCESS_FINE_LOCATION,
        BLUETOOTH_CONNECT,
        BLUETOOTH_SCAN,
        POST_NOTIFICATIONS,
    )

    private fun missing(
        api: Int,
        feature: Feature,
        declared: Set<String> = all,
        lapsed: Set<String> = emptySet(),
        standing: (String) -> Standing = { Standing.ASK },
    ): List<PermissionStep> = PermissionPlan(api, declared, standing) { it in lapsed }.missing(feature)

    private fun shown(steps: List<PermissionStep>): List<String> = steps.map { step ->
        "${step.kind} ${step.permissions.joinToString("+") { it.substringAfterLast('.') }}${if (step.required) "!" else ""} ${step.ask}"
    }

    private val fine = "LOCATION ACCESS_FINE_LOCATION! DIALOG"
    private val either = "LOCATION ACCESS_FINE_LOCATION+ACCESS_COARSE_LOCATION! DIALOG"
    private val scan = "NEARBY_DEVICES BLUETOOTH_SCAN! DIALOG"
    private val both = "NEARBY_DEVICES BLUETOOTH_SCAN+BLUETOOTH_CONNECT! DIALOG"
    private val background = "BACKGROUND_LOCATION ACCESS_BACKGROUND_LOCATION EXPLAIN"
    private val notifications = "NOTIFICATIONS POST_NOTIFICATIONS DIALOG"

    @Test
    fun eachLevelAsksForWhatItKnowsAndForTheBackgroundLast() {
        for (api in 26..36) {
            val near = listOf(either.takeIf { api >= 31 } ?: fine)
            val pocket = near + listOfNotNull(background.takeIf { api >= 29 })
            val withService = near + listOfNotNull(notifications.takeIf { api >= 33 }, background.takeIf { api >= 29 })
            val radio = listOfNotNull(both.takeIf { api >= 31 })
            assertEquals("$api", radio + pocket, shown(missing(api, Feature.FINDING)))
            assertEquals("$api", radio + withService, shown(missing(api, Feature.FINDING_WITH_SERVICE)))
            assertEquals("$api", listOfNotNull(scan.takeIf { api >= 31 }) + near, shown(missing(api, Feature.NEARBY)))
            assertEquals("$api", radio + near, shown(missing(api, Feature.CONNECTING)))
        }
    }

    @Test
    fun nothingIsMissingWhereAllIsGranted() {
        for (api in 26..36) {
            for (feature in Feature.entries) {
                assertEquals(emptyList<PermissionStep>(), missing(api, feature) { Standing.GRANTED })
            }
        }
    }

    @Test
    fun whatTheAppTookOutIsNotAskedFor() {
        for (api in 29..36) {
            val flavour = all - ACCESS_BACKGROUND_LOCATION - POST_NOTIFICATIONS - BLUETOOTH_CONNECT
            val kinds = missing(api, Feature.FINDING_WITH_SERVICE, flavour).map { it.kind }
            assertEquals("$api", listOfNotNull(Kind.NEARBY_DEVICES.takeIf { api >= 31 }, Kind.LOCATION), kinds)
        }
    }

    @Test
    fun whatIsNeededAndNotDeclaredIsSaidAndNeverAsked() {
        val step = missing(34, Feature.CONNECTING, all - BLUETOOTH_CONNECT).first()
        assertEquals(Ask.NEVER, step.ask)
        assertTrue(step.required)
    }

    @Test
    fun oneOfTwoIsAskedForAloneAndOnlyUseful() {
        val step = missing(34, Feature.FINDING) { if (it == BLUETOOTH_CONNECT) Standing.ASK else Standing.GRANTED }.single()
        assertEquals("NEARBY_DEVICES BLUETOOTH_CONNECT DIALOG", shown(listOf(step)).single())
    }

    @Test
    fun refusalsLeadOverAWordToTheSettings() {
        for (api in 26..36) {
            for (feature in Feature.entries) {
                assertTrue(missing(api, feature) { Standing.EXPLAIN }.all { it.ask == Ask.EXPLAIN })
                assertTrue(missing(api, feature) { Standing.SETTINGS }.all { it.ask == Ask.SETTINGS })
            }
        }
    }

    @Test
    fun anApproximateLocationIsNotEnough() {
        for (api in 26..36) {
            val step = missing(api, Feature.NEARBY) { if (it == ACCESS_FINE_LOCATION) Standing.EXPLAIN else Standing.GRANTED }.single()
            assertEquals(Partly.APPROXIMATE, step.partly)
            assertTrue(step.required)
        }
    }

    @Test
    fun onlyOnceIsRemembered() {
        assertEquals(Partly.ONLY_ONCE, missing(34, Feature.NEARBY, lapsed = setOf(BLUETOOTH_SCAN)).first().partly)
        assertNull(missing(34, Feature.NEARBY).first().partly)
    }

    @Test
    fun aPermissionStandsAsTheAnswersSay() {
        val fresh = Answers()
        assertEquals(Standing.GRANTED, Answers(asked = 3, refused = true, final = true).standing(granted = true, advised = false))
        assertEquals(Standing.ASK, fresh.standing(granted = false, advised = false))
        assertEquals("nobody to ask", Standing.ASK, fresh.standing(granted = false, advised = null))
        assertEquals("refused once", Standing.EXPLAIN, fresh.standing(granted = false, advised = true))
        assertEquals("refused once, nobody to ask", Standing.EXPLAIN, Answers(refused = true).standing(granted = false, advised = null))
        assertEquals("refused again", Standing.SETTINGS, Answers(refused = true).standing(granted = false, advised = false))
        assertEquals("tapped away", Standing.ASK, Answers(asked = 1).standing(granted = false, advised = false))
        assertEquals("tapped away twice", Standing.SETTINGS, Answers(asked = 2).standing(granted = false, advised = false))
        assertEquals("the platform answers", Standing.SETTINGS, Answers(final = true).standing(granted = false, advised = null))
    }
}
