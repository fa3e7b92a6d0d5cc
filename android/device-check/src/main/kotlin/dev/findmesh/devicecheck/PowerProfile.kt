package dev.findmesh.devicecheck

import android.content.res.Resources
import org.xmlpull.v1.XmlPullParser

/** What the phone's maker says that its parts take: the framework's resource `power_profile`. */
internal object PowerProfile {
    /** AOSP's file, which makers are to fill in, holds a unit or less for parts that they left out. */
    private const val LEFT_OUT = 1.0

    /** The first of [names] that the maker filled in. */
    fun item(vararg names: String): Double {
        val items = items()
        return names.firstNotNullOfOrNull { name -> items[name]?.takeIf { it > LEFT_OUT } }
            ?: error("the maker left out ${names.joinToString(" and ")}")
    }

    private fun items(): Map<String, Double> {
        val resources = Resources.getSystem()
        val id = resources.getIdentifier("power_profile", "xml", "android")
        check(id != 0) { "this phone has no power profile" }
        val items = mutableMapOf<String, Double>()
        resources.getXml(id).use { parser ->
            while (parser.next() != XmlPullParser.END_DOCUMENT) {
                if (parser.eventType != XmlPullParser.START_TAG || parser.name != "item") continue
                val name = parser.getAttributeValue(null, "name") ?: continue
                parser.nextText().trim().toDoubleOrNull()?.let { items[name] = it }
            }
        }
        return items
    }
}
