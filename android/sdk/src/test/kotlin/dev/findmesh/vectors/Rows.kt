package dev.findmesh.vectors

import dev.findmesh.testing.Vectors
import org.json.JSONArray
import org.json.JSONObject
import org.junit.Assert.assertTrue

/** The rows at [path] ("schedule/cases") of a vector file; never none. */
internal fun rows(file: String, path: String = "cases"): List<JSONObject> {
    val steps = path.split('/')
    val parent = steps.dropLast(1).fold(Vectors.read(file)) { at, step -> at.getJSONObject(step) }
    val rows = parent.getJSONArray(steps.last()).objects()
    assertTrue("$file has no $path", rows.isNotEmpty())
    return rows
}

internal fun JSONArray.objects(): List<JSONObject> = (0 until length()).map(::getJSONObject)

/** The bytes of a hex field. */
internal fun JSONObject.bytes(name: String): ByteArray = Vectors.hex(getString(name))

/** A field that is text, or null. */
internal fun JSONObject.text(name: String): String? = if (isNull(name)) null else getString(name)
