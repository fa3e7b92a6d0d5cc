package dev.findmesh

import dev.findmesh.testing.android
import dev.findmesh.testing.components
import dev.findmesh.testing.elements
import dev.findmesh.testing.mergedManifest
import dev.findmesh.testing.name
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File

/** What the library merges into an app's manifest: nothing that the documentation does not list; ExportedTest sees to strangers. */
class ManifestTest {
    private val merged = mergedManifest()
    private val components = merged.components()
    private val documentation = File(checkNotNull(System.getProperty("findmesh.repo")), "docs/android-background.md").readText()

    @Test
    fun everyComponentSaysWhetherItIsExported() {
        assertTrue("components are found", components.size >= 6)
        for (component in components) assertTrue(component.name, component.android("exported") in setOf("true", "false"))
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
}
