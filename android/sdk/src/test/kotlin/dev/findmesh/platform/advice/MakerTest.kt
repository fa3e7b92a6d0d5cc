package dev.findmesh.platform.advice

import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File
import java.util.SortedSet

/** Whose Android it is, and what the table of makers holds. */
class MakerTest {
    private val docs = File(System.getProperty("findmesh.repo"), "docs/phone-makers.md").readText()
    private val manifest = File(System.getProperty("findmesh.repo"), "android/sdk/src/main/AndroidManifest.xml").readText()

    private fun maker(manufacturer: String, brand: String = manufacturer, vararg properties: Pair<String, String>): Maker =
        Maker.of(manufacturer, brand) { (mapOf("ro.build.version.release" to "14") + properties)[it].orEmpty() }

    @Test
    fun theSystemDecidesBeforeTheMaker() {
        val miui = "ro.miui.ui.version.name" to "V816"
        assertEquals(Maker.HYPER_OS, maker("Xiaomi", "POCO", miui, "ro.mi.os.version.name" to "OS2.0"))
        assertEquals(Maker.MIUI, maker("Xiaomi", "Redmi", miui))
        assertEquals("HyperOS on somebody else's phone", Maker.HYPER_OS, maker("samsung", "samsung", "ro.mi.os.version.name" to "OS1.0"))
        assertEquals("Android One, or a system of one's own", Maker.OTHER, maker("Xiaomi"))
        assertEquals("nothing can be read", Maker.MIUI, Maker.of("Xiaomi", "Redmi") { null })
    }

    @Test
    fun makersByTheirNames() {
        val expected = mapOf(
            "HUAWEI" to Maker.HUAWEI,
            "HONOR" to Maker.HONOR,
            "OPPO" to Maker.COLOR_OS,
            "realme" to Maker.COLOR_OS,
            "OnePlus" to Maker.OXYGEN_OS,
            "vivo" to Maker.VIVO,
            "samsung" to Maker.SAMSUNG,
            "Meizu" to Maker.MEIZU,
            "asus" to Maker.ASUS,
            "INFINIX" to Maker.TRANSSION,
            "HMD Global" to Maker.HMD,
            "LeEco" to Maker.LEECO,
            "Google" to Maker.OTHER,
        )
        assertEquals(expected, expected.mapValues { (name, _) -> maker(name) })
        assertEquals("by its brand", Maker.HONOR, maker("HUAWEI", "HONOR"))
        assertEquals(Maker.VIVO, maker("vivo", "iQOO"))
        assertEquals(Maker.COLOR_OS, maker("OnePlus", "OnePlus", "ro.build.version.oplusrom" to "V14.0.0"))
    }

    @Test
    fun everyMakerSaysWhatToDoInBothLanguages() {
        for (maker in Maker.entries) {
            val advice = MakerAdvice.of(maker)
            val switches = listOfNotNull(advice.autostart, advice.battery)
            assertTrue("$maker", switches.isNotEmpty())
            for (words in switches.map { it.words } + listOfNotNull(advice.recents)) {
                assertTrue(words.english, words.english.endsWith("."))
                assertTrue(words.chinese, words.chinese.endsWith("。"))
            }
        }
    }

    @Test
    fun whatASwitchIsCalledStandsInWhatItSays() {
        val switches = MAKERS.values.flatMap { listOfNotNull(it.autostart, it.battery) } + MakerAdvice.ANY.battery!!
        for (switch in switches) {
            assertTrue(switch.name.english, "“${switch.name.english}”" in switch.words.english)
            assertTrue(switch.name.chinese, switch.name.chinese in switch.words.chinese)
        }
    }

    private val ways get() = MAKERS.values.flatMap { listOfNotNull(it.autostart, it.battery) }.flatMap { it.screen.ways }

    @Test
    fun everyPageHasItsSource() {
        for (way in ways) {
            val name = way.component?.substringAfter('/') ?: way.action!!
            if (!name.startsWith("android.settings.")) assertTrue(name, "`$name`" in docs)
        }
    }

    /** From API 30 on an app sees only the packages that it names. */
    @Test
    fun everyPageIsLookedForInAPackageThatTheManifestNames() {
        val needed = ways.mapNotNull { it.component?.substringBefore('/') ?: it.within }
        assertEquals(needed.toSortedSet(), asked("package"))
        // The platform's own settings are seen by everybody.
        val others = ways.filter { it.component == null && it.within == null }.mapNotNull { it.action }
        assertEquals(others.filterNot { it.startsWith("android.settings.") }.toSortedSet(), asked("action"))
    }

    private fun asked(what: String): SortedSet<String> {
        val queries = manifest.substringAfter("<queries>").substringBefore("</queries>")
        return Regex("<$what android:name=\"([^\"]+)\"").findAll(queries).map { it.groupValues[1] }.toSortedSet()
    }
}
