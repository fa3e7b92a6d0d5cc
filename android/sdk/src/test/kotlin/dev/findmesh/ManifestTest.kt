package dev.findmesh

import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.w3c.dom.Element
import org.w3c.dom.NodeList
import java.io.File
import java.util.Properties
import javax.xml.parsers.DocumentBuilderFactory

/** What the library merges into an app's manifest: nothing that a stranger can use, and nothing that the documentation does not list. */
class ManifestTest {
    private val merged = read(File(checkNotNull(properties().getProperty("android_merged_manifest"))))
    private val components = COMPONENTS.flatMap { merged.elements(it) }.filter { it.name.startsWith("dev.findmesh.platform.") }
    private val documentation = File(checkNotNull(System.getProperty("findmesh.repo")), "docs/android-background.md").readText()

    @Test
    fun everyComponentSaysWhetherItIsExported() {
        assertTrue("components are found", components.size >= 6)
        for (component in components) assertTrue(component.name, component.android("exported") in setOf("true", "false"))
    }

    @Test
    fun whatIsExportedHearsOnlyWhatThePlatformAloneCanSend() {
        val exported = components.filter { it.android("exported") == "true" }
        assertEquals(listOf("dev.findmesh.platform.ConnectionReceiver"), exported.map { it.name })
        for (component in exported) {
            assertEquals("receiver", component.tagName)
            val actions = component.elements("action").map { it.name }
            assertTrue(component.name, actions.isNotEmpty() && actions.all { it in PROTECTED })
            assertTrue("no data, no category", component.elements("data").isEmpty() && component.elements("category").isEmpty())
        }
    }

    @Test
    fun jobsAreForThePlatform() {
        val service = components.single { it.name.endsWith("UploadJobService") }
        assertEquals("android.permission.BIND_JOB_SERVICE", service.android("permission"))
    }

    @Test
    fun theServiceNamesItsTypesAndHoldsTheirPermissions() {
        val service = components.single { it.name.endsWith("FinderService") }
        assertEquals("connectedDevice|location", service.android("foregroundServiceType"))
        val permissions = merged.elements("uses-permission").map { it.name }
        val needed = listOf("", "_CONNECTED_DEVICE", "_LOCATION").map { "android.permission.FOREGROUND_SERVICE$it" }
        assertEquals(emptyList<String>(), needed - permissions.toSet())
    }

    @Test
    fun nothingStartsBeforeAnybodyUnlocked() {
        for (component in components) assertTrue(component.name, component.android("directBootAware").isEmpty())
    }

    @Test
    fun theFinderReportsPlacesAndSaysSo() {
        val scan = merged.elements("uses-permission").single { it.name == "android.permission.BLUETOOTH_SCAN" }
        assertTrue("neverForLocation would hide results", scan.android("usesPermissionFlags").isEmpty())
    }

    @Test
    fun everyPermissionAndComponentIsDocumented() {
        val names = merged.elements("uses-permission").map { it.name.removePrefix("android.permission.") } +
            components.map { it.name.removePrefix("dev.findmesh.platform.") }
        assertEquals(emptyList<String>(), names.filterNot { "`$it`" in documentation })
    }

    @Test
    fun itTargetsTheNewestPlatform() {
        assertEquals("36", merged.elements("uses-sdk").single().android("targetSdkVersion"))
    }

    private companion object {
        const val ANDROID = "http://schemas.android.com/apk/res/android"
        val COMPONENTS = listOf("activity", "activity-alias", "service", "receiver", "provider")

        /** `<protected-broadcast>` of the platform's own manifest. */
        val PROTECTED = setOf(
            "android.bluetooth.device.action.ACL_CONNECTED",
            "android.bluetooth.a2dp.profile.action.CONNECTION_STATE_CHANGED",
            "android.bluetooth.headset.profile.action.CONNECTION_STATE_CHANGED",
        )

        fun properties() = Properties().apply {
            ManifestTest::class.java.getResourceAsStream("/com/android/tools/test_config.properties").use(::load)
        }

        fun read(file: File): Element =
            DocumentBuilderFactory.newInstance().apply { isNamespaceAware = true }.newDocumentBuilder().parse(file).documentElement

        val Element.name: String get() = android("name")

        fun Element.android(attribute: String): String = getAttributeNS(ANDROID, attribute)

        fun Element.elements(tag: String): List<Element> = getElementsByTagName(tag).toList()

        fun NodeList.toList(): List<Element> = (0 until length).map { item(it) as Element }
    }
}
