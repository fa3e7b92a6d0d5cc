package dev.findmesh

import android.content.res.XmlResourceParser
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.android
import dev.findmesh.testing.components
import dev.findmesh.testing.elements
import dev.findmesh.testing.mergedManifest
import dev.findmesh.testing.name
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment

/** The components that strangers reach, held against what each platform's own manifest keeps for itself. */
@RunWith(PhoneRunner::class)
class ExportedTest {
    private val exported = mergedManifest().components().filter { it.android("exported") == "true" }

    @Test
    fun whatIsExportedHearsOnlyWhatThePlatformAloneCanSend() {
        val protected = protectedBroadcasts()
        assertFalse("a stranger may send this", "android.intent.action.VIEW" in protected)
        assertEquals(listOf("dev.findmesh.platform.ConnectionReceiver"), exported.map { it.name })
        for (component in exported) {
            assertEquals("receiver", component.tagName)
            val actions = component.elements("action").map { it.name }
            assertTrue("${component.name} hears something", actions.isNotEmpty())
            assertEquals("strangers may send these", emptyList<String>(), actions - protected)
            assertTrue("no data, no category", component.elements("data").isEmpty() && component.elements("category").isEmpty())
        }
    }

    /** `<protected-broadcast>` of the framework that the test runs on. */
    private fun protectedBroadcasts(): Set<String> {
        val actions = mutableSetOf<String>()
        frameworkManifest().use { parser ->
            while (parser.next() != XmlResourceParser.END_DOCUMENT) {
                if (parser.eventType != XmlResourceParser.START_TAG) continue
                if (parser.name == "manifest") assertEquals("android", parser.getAttributeValue(null, "package"))
                if (parser.name == "protected-broadcast") actions += parser.getAttributeValue(ANDROID, "name")
            }
        }
        return actions
    }

    /** The framework's resources come first, before the app's. */
    private fun frameworkManifest(): XmlResourceParser =
        RuntimeEnvironment.getApplication().assets.openXmlResourceParser(1, "AndroidManifest.xml")

    private companion object {
        const val ANDROID = "http://schemas.android.com/apk/res/android"
    }
}
