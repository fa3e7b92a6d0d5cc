package dev.findmesh.platform.evidence

import android.app.Activity
import android.app.ActivityManager
import android.app.Application
import android.app.ApplicationExitInfo
import android.os.PowerManager
import android.os.Process
import android.os.UserManager
import dev.findmesh.Reason
import dev.findmesh.Severity
import dev.findmesh.ffi.PhoneState
import dev.findmesh.platform.BootNotes
import dev.findmesh.platform.FindmeshClient
import dev.findmesh.platform.Notes
import dev.findmesh.platform.PhoneStateReader
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowActivityManager
import org.robolectric.shadows.ShadowBuild
import java.io.File

/** What shows over time: ended processes, missed wakes, an exemption that went, an app put to sleep. */
@RunWith(PhoneRunner::class)
class EvidenceTest {
    @get:Rule
    val phone: Phone = Phone()

    private val file by lazy { File(phone.app.cacheDir, "notes.properties") }
    private val notes by lazy { Notes { file } }
    private val activities get() = shadowOf(phone.app.getSystemService(ActivityManager::class.java))

    private fun look(): PhoneState = PhoneSigns(phone.app, notes).look(PhoneStateReader(phone.app).read(appVisible = false))

    private fun process(born: Long) = ProcessExits(phone.app, Notes { file }) { born }

    private fun ended(reason: Int, at: Long) = activities.addApplicationExitInfo(
        ShadowActivityManager.ApplicationExitInfoBuilder.newBuilder()
            .setProcessName(Application.getProcessName())
            .setRealUid(Process.myUid())
            .setReason(reason)
            .setTimestamp(at)
            .build(),
    )

    @Test
    @Config(sdk = [34, 35, 36])
    fun theEndOfAProcessIsToldOnceWithItsReasonAndGap() {
        assertNull("the first one", process(phone.wall).untold())
        val hour = 3_600_000L
        ended(ApplicationExitInfo.REASON_LOW_MEMORY, phone.wall + hour)
        val second = process(phone.wall + 3 * hour)
        val died = second.untold()!!
        assertEquals("low_memory", died.why)
        assertEquals(2 * hour, died.gap)
        assertNull("told already", second.untold())
        assertNull("told by another session of the same process", process(phone.wall + 3 * hour + 1_000).untold())
        assertNull("nothing new ended", process(phone.wall + 4 * hour).untold())
    }

    @Test
    @Config(sdk = [34, 35, 36])
    fun healthTellsHowTheProcessEndedAndWhatHelps() {
        val hour = 3_600_000L
        ShadowBuild.setManufacturer("vivo")
        Notes.of(phone.app).put("process.born" to phone.wall - 9 * hour)
        ended(ApplicationExitInfo.REASON_USER_REQUESTED, phone.wall - 5 * hour)
        phone.until("health says so") { reason("killed") != null }
        val killed = reason("killed")!!
        assertEquals("user_requested", killed.detail["why"])
        assertEquals(Severity.DEGRADING, killed.severity)
        assertTrue(killed.fix!!.text(phone.app).contains("“Autostart”"))
        assertTrue(killed.fix!!.intent(phone.app) != null)
    }

    @Test
    fun healthTellsOfAnExemptionThatWentAndIsMendedOnReturn() {
        ShadowBuild.setManufacturer("samsung")
        val power = shadowOf(phone.app.getSystemService(PowerManager::class.java))
        power.setIgnoringBatteryOptimizations(phone.app.packageName, true)
        phone.beginFinding()
        power.setIgnoringBatteryOptimizations(phone.app.packageName, false)
        val activity = Robolectric.buildActivity(Activity::class.java).setup()
        phone.until("health says so") { reason("oem_battery_saver") != null }
        assertTrue(reason("oem_battery_saver")!!.fix!!.text(phone.app).contains("“Never sleeping apps”"))
        activity.pause()
        power.setIgnoringBatteryOptimizations(phone.app.packageName, true)
        activity.resume()
        phone.until("the return is noticed") { reason("oem_battery_saver") == null }
        activity.pause().stop().destroy()
    }

    private fun reason(code: String): Reason? = phone.findmesh.health.value.reasons.firstOrNull { it.code == code }

    @Test
    @Config(sdk = [34, 35, 36])
    fun otherProcessesOfTheAppAreNobodysConcern() {
        process(phone.wall).untold()
        activities.addApplicationExitInfo(
            ShadowActivityManager.ApplicationExitInfoBuilder.newBuilder()
                .setProcessName("${phone.app.packageName}:other")
                .setRealUid(Process.myUid())
                .setReason(ApplicationExitInfo.REASON_CRASH)
                .setTimestamp(phone.wall + 1_000)
                .build(),
        )
        assertNull(process(phone.wall + 60_000).untold())
    }

    @Test
    @Config(sdk = [34, 35, 36])
    fun everyReasonOfThePlatformHasAWord() {
        val fields = ApplicationExitInfo::class.java.fields.filter { it.name.startsWith("REASON_") && it.name != "REASON_UNKNOWN" }
        assertTrue(fields.size >= 13)
        for (field in fields) assertEquals(field.name.removePrefix("REASON_").lowercase(), Exit.why(field.getInt(null)))
        assertEquals("tomorrow's", "unknown", Exit.why(99))
    }

    @Test
    @Config(sdk = [26])
    fun belowApi30OnlyTheGapIsKnown() {
        val first = process(phone.wall)
        assertNull(first.untold())
        phone.advance(660_000)
        first.alive()
        val alive = phone.wall
        phone.advance(7_200_000)
        val died = process(phone.wall).untold()!!
        assertEquals("unknown", died.why)
        assertEquals(phone.wall - alive, died.gap)
    }

    @Test
    fun lateWakesAreAPatternFromTheSecondOn() {
        var boots = 1
        val wakes = MissedWakes(notes, BootNotes(notes) { boots })
        val hour = 3_600_000L
        fun wake(asked: Long, late: Long, rationed: Boolean = false, excused: Boolean = false) {
            wakes.asked(asked)
            wakes.awake(asked + late, phone.wall, rationed, excused)
        }
        wake(hour, late = hour - 1)
        wake(2 * hour, late = 2 * hour, rationed = true)
        wake(3 * hour, late = 9 * hour, excused = true)
        assertFalse(wakes.isPattern(phone.wall))
        wake(20 * hour, late = hour)
        wakes.asked(30 * hour)
        boots = 2
        wakes.awake(40 * hour, phone.wall, rationed = false, excused = false)
        assertFalse("once, and a phone that was off", wakes.isPattern(phone.wall))
        wake(50 * hour, late = 8 * hour, rationed = true)
        assertTrue(wakes.isPattern(phone.wall))
        assertFalse("three days later", wakes.isPattern(phone.wall + 73 * hour))
        wakes.forget()
        assertFalse(wakes.isPattern(phone.wall))
    }

    @Test
    fun anExemptionThatWentSpeaksOnKnownMakersOnly() {
        val power = shadowOf(phone.app.getSystemService(PowerManager::class.java))
        power.setIgnoringBatteryOptimizations(phone.app.packageName, true)
        assertFalse(look().oemBatterySaver)
        power.setIgnoringBatteryOptimizations(phone.app.packageName, false)
        assertFalse("some phone", look().oemBatterySaver)
        ShadowBuild.setManufacturer("samsung")
        assertTrue(look().oemBatterySaver)
        power.setIgnoringBatteryOptimizations(phone.app.packageName, true)
        assertFalse("mended", look().oemBatterySaver)
    }

    @Test
    @Config(sdk = [34, 35, 36])
    fun anAppThatNobodyUsedIsKnownToHaveSlept() {
        assertFalse(look().hibernated)
        phone.advance(90L * 24 * 3_600_000)
        phone.deny(*Phone.ALL_PERMISSIONS)
        assertTrue(look().hibernated)
        assertTrue("until somebody allows again", look().hibernated)
        phone.grant(*Phone.ALL_PERMISSIONS)
        assertFalse(look().hibernated)
    }

    @Test
    fun whatThePersonTakesBackIsNoHibernation() {
        look()
        phone.advance(48L * 3_600_000)
        phone.deny(*Phone.ALL_PERMISSIONS)
        val found = look()
        assertFalse(found.hibernated)
        assertFalse(found.oneTimePermission)
    }

    @Test
    @Config(sdk = [34, 35, 36])
    fun aPermissionForOneTimeIsSeenOnceItWent() {
        look()
        phone.advance(600_000)
        phone.deny(*Phone.ALL_PERMISSIONS)
        assertTrue(look().oneTimePermission)
    }

    @Test
    fun theOwnerOfThePhoneMayForbidIt() {
        assertFalse(look().managedRestriction)
        val users = phone.app.getSystemService(UserManager::class.java)
        shadowOf(users).setUserRestriction(Process.myUserHandle(), UserManager.DISALLOW_BLUETOOTH, true)
        assertTrue(look().managedRestriction)
    }

    @Test
    fun notesOutliveTheProcessAndADamagedFile() {
        notes.put("a" to 1, "b" to "two", "c" to true)
        val again = Notes { file }
        assertEquals(1L, again.number("a"))
        assertEquals("two", again.text("b"))
        assertTrue(again.flag("c"))
        again.put("b" to null)
        assertNull(Notes { file }.text("b"))
        file.writeText("a=\\uZZZZ")
        assertNull(Notes { file }.text("a"))
        assertNull((phone.findmesh as FindmeshClient).host.notes.text("a"))
    }
}
