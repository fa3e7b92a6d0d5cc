package dev.findmesh.testing

import org.w3c.dom.Element
import org.w3c.dom.NodeList
import java.io.File
import java.util.Properties
import javax.xml.parsers.DocumentBuilderFactory

private const val ANDROID = "http://schemas.android.com/apk/res/android"
private val COMPONENTS = listOf("activity", "activity-alias", "service", "receiver", "provider")

/** The manifest of the app that tests run as, with the library's merged in. */
fun mergedManifest(): Element {
    val config = Properties().apply {
        Phone::class.java.getResourceAsStream("/com/android/tools/test_config.properties").use(::load)
    }
    val file = File(checkNotNull(config.getProperty("android_merged_manifest")))
    return DocumentBuilderFactory.newInstance().apply { isNamespaceAware = true }.newDocumentBuilder().parse(file).documentElement
}

/** Those of the library. */
fun Element.components(): List<Element> =
    COMPONENTS.flatMap { elements(it) }.filter { it.name.startsWith("dev.findmesh.platform.") }

val Element.name: String get() = android("name")

fun Element.android(attribute: String): String = getAttributeNS(ANDROID, attribute)

fun Element.elements(tag: String): List<Element> = getElementsByTagName(tag).toList()

private fun NodeList.toList(): List<Element> = (0 until length).map { item(it) as Element }
