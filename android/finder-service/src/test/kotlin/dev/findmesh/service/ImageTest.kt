package dev.findmesh.service

import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.w3c.dom.Document
import org.w3c.dom.Element
import java.io.File
import javax.xml.parsers.DocumentBuilderFactory

/** What a maker copies into the image fits the app: one permission too few and the phone does not boot, or finds nothing. */
class ImageTest {
    private val folder = File(checkNotNull(System.getProperty("findmesh.repo")), "android/finder-service")
    private val manifest = parse(File("target/AndroidManifest.xml"))

    private fun parse(file: File): Document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file)

    private fun Document.all(tag: String): List<Element> = getElementsByTagName(tag).run { (0 until length).map { item(it) as Element } }

    private fun listed(file: String, tag: String, attribute: String): Set<String> =
        parse(File(folder, "image/$file")).all(tag).map { it.getAttribute(attribute) }.toSet()

    private val asked = manifest.all("uses-permission").map { it.getAttribute("android:name") }.toSet()

    @Test
    fun privilegedPermissionsAreAllowed() {
        assertEquals(asked.filter { it in PRIVILEGED }.toSet(), listed("privapp-permissions-$PACKAGE.xml", "permission", "name"))
    }

    @Test
    fun permissionsOfThePersonAreGrantedAndMayBeTakenBack() {
        val file = "default-permissions-$PACKAGE.xml"
        assertEquals(asked.filter { it in OF_THE_PERSON }.toSet(), listed(file, "permission", "name"))
        assertEquals(setOf("false"), listed(file, "permission", "fixed"))
    }

    @Test
    fun everyFileNamesThisApp() {
        assertEquals(PACKAGE, manifest.documentElement.getAttribute("package"))
        assertEquals(setOf(PACKAGE), listed("privapp-permissions-$PACKAGE.xml", "privapp-permissions", "package"))
        assertEquals(setOf(PACKAGE), listed("default-permissions-$PACKAGE.xml", "exception", "package"))
        for (tag in listOf("allow-in-power-save", "install-in-user-type")) {
            assertEquals(setOf(PACKAGE), listed("sysconfig-$PACKAGE.xml", tag, "package"))
        }
        val build = File(folder, "image/Android.bp").readText()
        val files = checkNotNull(File(folder, "image").list()).filter { it.endsWith(".xml") }
        assertEquals(3, files.size)
        assertTrue(files.all { build.contains("src: \"$it\"") })
        assertTrue(File(folder, "build.gradle").readText().contains("applicationId '$PACKAGE'"))
    }

    @Test
    fun itIsOneForThePhone() {
        assertEquals(setOf("SYSTEM"), listed("sysconfig-$PACKAGE.xml", "install-in", "user-type"))
    }

    @Test
    fun whatIsOpenToOthersIsGuarded() {
        val own = listOf("service", "provider", "activity").flatMap { manifest.all(it) }
        val open = own.filter { it.getAttribute("android:exported") == "true" }
        assertEquals(
            setOf("dev.findmesh.service.StatusService", "dev.findmesh.service.StatusProvider"),
            open.map {
                it.getAttribute("android:name")
            }.toSet(),
        )
        val guards = open.flatMap { element ->
            listOf("permission", "readPermission", "writePermission").map { element.getAttribute("android:$it") }
        }
        val declared = manifest.all("permission").associate {
            it.getAttribute("android:name") to it.getAttribute("android:protectionLevel")
        }
        assertEquals(mapOf(StatusContract.READ_PERMISSION to "signature", StatusContract.CONTROL_PERMISSION to "signature"), declared)
        assertEquals(declared.keys, guards.filter { it.isNotEmpty() }.toSet())
    }

    @Test
    fun restrictionsThatAreOfferedAreRead() {
        val offered = parse(File(folder, "src/main/res/xml/app_restrictions.xml")).all("restriction").map { it.getAttribute("android:key") }
        assertEquals(listOf(Restrictions.FINDER_ALLOWED), offered)
    }

    private companion object {
        const val PACKAGE = "dev.findmesh.finder"
        val PRIVILEGED = setOf("android.permission.BLUETOOTH_PRIVILEGED")
        val OF_THE_PERSON = setOf(
            "android.permission.BLUETOOTH_SCAN",
            "android.permission.BLUETOOTH_CONNECT",
            "android.permission.ACCESS_COARSE_LOCATION",
            "android.permission.ACCESS_FINE_LOCATION",
            "android.permission.ACCESS_BACKGROUND_LOCATION",
            "android.permission.POST_NOTIFICATIONS",
            "android.permission.ACTIVITY_RECOGNITION",
        )
    }
}
