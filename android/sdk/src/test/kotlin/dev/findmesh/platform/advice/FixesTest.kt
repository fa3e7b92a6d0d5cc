package dev.findmesh.platform.advice

import android.app.AppOpsManager
import android.content.ComponentName
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.content.res.Configuration
import android.os.Process
import android.provider.Settings
import dev.findmesh.internal.NativeLib
import dev.findmesh.internal.TestReasons
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.SettingsApp
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowBuild
import org.robolectric.shadows.ShadowSystemProperties
import java.util.Locale

/** What a person is told, and where they are led. */
@RunWith(PhoneRunner::class)
class FixesTest {
    private val app get() = RuntimeEnvironment.getApplication()
    private val chinese: Context
        get() = app.createConfigurationContext(Configuration(app.resources.configuration).apply { setLocale(Locale.SIMPLIFIED_CHINESE) })

    /** Codes of hosts, for which no engine runs. */
    private val ofHosts = setOf("another_process", "internal", "native_unavailable", "not_configured")

    private fun codes(): Set<String> {
        NativeLib.load(null)
        return TestReasons.codes().split(',').toSet() + ofHosts
    }

    @Test
    fun everyReasonHasWordsInBothLanguages() {
        assertEquals("no code without words, no words without a code", codes().toSortedSet(), Fixes.codes.toSortedSet())
        for (code in codes()) {
            val fix = Fixes.of(code)!!
            val english = fix.text(app).toString()
            assertTrue("$code: $english", english.length > 10 && english.endsWith("."))
            val said = fix.text(chinese).toString()
            assertTrue("$code: $said", said.endsWith("。") && said.any { it.code in 0x4E00..0x9FFF })
        }
    }

    @Test
    fun everyPageOpensWhereThereAreSettings() {
        SettingsApp.install(app)
        for (code in codes()) {
            val intent = Fixes.of(code)!!.intent(app) ?: continue
            assertTrue("$code: $intent", app.packageManager.resolveActivity(intent, 0) != null)
            assertNotEquals(code, 0, intent.flags and Intent.FLAG_ACTIVITY_NEW_TASK)
        }
    }

    @Test
    fun aPhoneWithoutSettingsIsToldInWords() {
        for (code in codes()) assertNull(code, Fixes.of(code)!!.intent(app))
    }

    @Test
    fun aPageThatIsGoneLeadsToTheAppsOwn() {
        val filter = IntentFilter(Settings.ACTION_APPLICATION_DETAILS_SETTINGS).apply {
            addDataScheme("package")
            addCategory(Intent.CATEGORY_DEFAULT)
        }
        SettingsApp.add(app, ComponentName("com.android.settings", "com.android.settings.App"), filter)
        val intent = Fixes.of("location_services_off")!!.intent(app)!!
        assertEquals(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, intent.action)
        assertEquals("package:${app.packageName}", intent.dataString)
    }

    @Test
    fun makersPagesComeFirstAndOnlyWhereTheyMayBeOpened() {
        SettingsApp.install(app)
        ShadowBuild.setManufacturer("OPPO")
        ShadowBuild.setBrand("OPPO")
        val guarded = ComponentName("com.coloros.safecenter", "com.coloros.safecenter.permission.startup.StartupAppListActivity")
        val closed = ComponentName("com.coloros.safecenter", "com.coloros.safecenter.startupapp.StartupAppListActivity")
        val open = ComponentName("com.oppo.safe", "com.oppo.safe.permission.startup.StartupAppListActivity")
        val fix = Fixes.of("oem_autostart_off")!!
        assertEquals("none of them", Settings.ACTION_APPLICATION_DETAILS_SETTINGS, fix.intent(app)!!.action)
        SettingsApp.add(app, guarded, null, permission = "oppo.permission.OPPO_COMPONENT_SAFE")
        SettingsApp.add(app, closed, null, exported = false)
        assertEquals("both closed", Settings.ACTION_APPLICATION_DETAILS_SETTINGS, fix.intent(app)!!.action)
        SettingsApp.add(app, open, null)
        assertEquals(open, fix.intent(app)!!.component)
        assertTrue(fix.text(app).contains("“Auto launch”"))
        assertTrue(fix.text(chinese).contains("“自启动管理”"))
    }

    @Test
    fun xiaomisPageIsToldWhichApp() {
        SettingsApp.install(app)
        ShadowBuild.setManufacturer("Xiaomi")
        ShadowBuild.setBrand("Redmi")
        ShadowSystemProperties.override("ro.mi.os.version.name", "OS2.0")
        assertEquals(Maker.HYPER_OS, Maker.here)
        val page = ComponentName("com.miui.securitycenter", "com.miui.powercenter.legacypowerrank.PowerDetailActivity")
        SettingsApp.add(app, page, null)
        val intent = Fixes.of("oem_battery_saver")!!.intent(app)!!
        assertEquals(page, intent.component)
        assertEquals(app.packageName, intent.getStringExtra("package_name"))
        assertTrue(Fixes.of("oem_battery_saver")!!.text(app).contains("“No restrictions”"))
    }

    @Test
    fun aSummaryLeavesOutWhatToDoOnTheMakersPages() {
        ShadowSystemProperties.override("ro.mi.os.version.name", "OS2.0")
        for (code in listOf("oem_battery_saver", "oem_autostart_off", "force_stopped")) {
            val fix = Fixes.of(code)!!
            val (text, summary) = fix.text(app).toString() to fix.summary(app).toString()
            assertTrue("$code: $summary", text.startsWith(summary) && summary.endsWith(".") && text.length > summary.length)
            assertFalse("$code: $summary", "“" in summary)
        }
        val swiped = Fixes.of("killed", mapOf("why" to "user_requested", "gap" to "7300"))!!
        assertTrue(swiped.summary(app).endsWith("For 2 hours no tags were noticed."))
        val memory = Fixes.of("killed", mapOf("why" to "low_memory"))!!
        assertEquals("no switch helps", memory.text(app).toString(), memory.summary(app).toString())
        assertEquals("one text for both", Fixes.of("doze")!!.text(app), Fixes.of("doze")!!.summary(app))
    }

    @Test
    fun whyAProcessEndedIsSaidAsFarAsItIsKnown() {
        val unknown = Fixes.of("killed", mapOf("why" to "unknown", "gap" to "7300"))!!.text(app).toString()
        assertTrue(unknown, unknown.contains("does not say why") && unknown.contains("For 2 hours"))
        val memory = Fixes.of("killed", mapOf("why" to "low_memory", "gap" to "60"))!!
        assertTrue(memory.text(app).contains("memory"))
        SettingsApp.install(app)
        assertNull("no switch helps", memory.intent(app))
        ShadowBuild.setManufacturer("vivo")
        val swiped = Fixes.of("killed", mapOf("why" to "user_requested", "gap" to "60"))!!
        assertTrue(swiped.text(app).contains("lock"))
        assertTrue(swiped.intent(app) != null)
        assertTrue("a word of tomorrow's", Fixes.of("killed", mapOf("why" to "struck_by_lightning"))!!.text(app).isNotEmpty())
    }

    @Test
    fun missingPermissionsAreNamedAsTheSettingsNameThem() {
        val text = { which: String -> Fixes.of("permission_missing", mapOf("which" to which))!!.text(app).toString() }
        assertTrue(text("android.permission.BLUETOOTH_SCAN").contains("“Nearby devices”"))
        assertFalse(text("android.permission.BLUETOOTH_SCAN").contains("“Location”"))
        assertTrue(text("android.permission.ACCESS_FINE_LOCATION").contains("“Location”"))
        assertTrue(text("").contains("“Location”"))
    }

    @Test
    fun onlyAClearNoOfTheAutostartSwitchCounts() {
        val operations = shadowOf(app.getSystemService(AppOpsManager::class.java))
        for (mode in listOf(AppOpsManager.MODE_ALLOWED, AppOpsManager.MODE_DEFAULT, AppOpsManager.MODE_IGNORED)) {
            operations.setMode(AutostartSwitch.OPERATION, Process.myUid(), app.packageName, mode)
            assertEquals("$mode", mode == AppOpsManager.MODE_IGNORED, AutostartSwitch.isOff(app, Maker.HYPER_OS))
            assertFalse("not on others' phones", AutostartSwitch.isOff(app, Maker.SAMSUNG))
        }
    }
}
