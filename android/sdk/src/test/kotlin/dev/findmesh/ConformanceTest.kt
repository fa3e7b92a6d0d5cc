package dev.findmesh

import dev.findmesh.ffi.AddressType
import dev.findmesh.ffi.DecodedAdvert
import dev.findmesh.ffi.NativeException
import dev.findmesh.ffi.decodeAdvert
import dev.findmesh.internal.NativeLib
import dev.findmesh.testing.Vectors.hex
import dev.findmesh.vectors.bytes
import dev.findmesh.vectors.objects
import dev.findmesh.vectors.rows
import dev.findmesh.vectors.text
import org.json.JSONArray
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Before
import org.junit.Test

/** The public corpus of adverts, through the real library. */
class ConformanceTest {
    @Before
    fun load() = NativeLib.load(null)

    @Test
    fun theLibraryAnswersTheCorpus() {
        val wrong = rows("corpus.json").flatMap { case -> differences(case.getString("id"), expected(case), answer(case)) }
        assertEquals(emptyList<String>(), wrong)
    }

    @Test
    fun aScanRecordOfAndroidIsTakenWithItsZeros() {
        val record = hex("07ff4c0012026002") + ByteArray(54)
        val tag = decodeAdvert(record, "C0:01:02:03:04:05", AddressType.RANDOM, null, null)
        assertEquals("apple", tag.network)
        assertEquals("800102030405", tag.fields.first { it.name == "key_prefix" }.value)
        assertNull(tag.rejection)
    }

    @Test
    fun anAddressThatIsNoneIsRefused() {
        assertThrows(NativeException.InvalidArgument::class.java) { decodeAdvert(hex("020106"), "C0:01", AddressType.RANDOM, null, null) }
    }

    private fun answer(case: JSONObject): DecodedAdvert {
        val type = when (case.text("address_type")) {
            "public" -> AddressType.PUBLIC
            "random" -> AddressType.RANDOM
            else -> AddressType.UNKNOWN
        }
        val company = (case.text("company_id") ?: "ffff").toInt(16)
        return decodeAdvert(case.bytes("adv"), case.text("address"), type, case.text("service_uuid"), company)
    }

    /** What the library can know: objects behind an encryption need a key, which a finder has not. */
    private fun expected(case: JSONObject): JSONObject {
        val expect = case.getJSONObject("expect")
        val fields = expect.optJSONObject("fields") ?: return expect
        if (fields.optBoolean("encrypted")) listOf("objects", "mic_valid").forEach(fields::remove)
        return expect
    }

    private fun differences(id: String, expect: JSONObject, got: DecodedAdvert): List<String> {
        val values = mapOf(
            "network" to got.network,
            "kind" to got.kind,
            "state" to got.state.name.lowercase(),
            "battery" to got.battery?.name?.lowercase(),
            "key" to got.key?.let(::hex),
            "lookup_id" to got.lookupId?.let(::hex),
            "rejected" to (got.rejection != null).toString(),
        )
        val fields = got.fields.associate { it.name to it.value }
        val wanted = expect.optJSONObject("fields") ?: JSONObject()
        return compared(id, expect, values, skip = "fields") + compared("$id.fields", wanted, fields)
    }

    private fun compared(path: String, expect: JSONObject, got: Map<String, String?>, skip: String? = null): List<String> =
        expect.keys().asSequence().filter { it != skip && !same(expect.get(it), got[it]) }
            .map { "$path.$it: ${expect.get(it)} is ${got[it]}" }.toList()

    /** An expected null is met by nothing, and by a value that says it does not know. */
    private fun same(expect: Any, got: String?): Boolean = when (expect) {
        JSONObject.NULL -> got == null || got == "null"
        is JSONArray -> got == expect.objects().joinToString(" ") { "%04x:%s".format(it.getInt("id"), it.getString("data")) }
        is Number -> got?.toDoubleOrNull() == expect.toDouble()
        else -> got == expect.toString()
    }
}
