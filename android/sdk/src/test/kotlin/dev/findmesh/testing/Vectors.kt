package dev.findmesh.testing

import org.json.JSONObject
import java.io.File
import java.time.Instant
import java.time.ZoneOffset

/** Known answers that Rust reads too. */
object Vectors {
    private val folder = File(checkNotNull(System.getProperty("findmesh.repo")), "tests/vectors")

    fun read(name: String): JSONObject = JSONObject(File(folder, name).readText())

    fun hex(text: String): ByteArray = text.chunked(2).map { it.toInt(16).toByte() }.toByteArray()

    fun hex(bytes: ByteArray): String = bytes.joinToString("") { "%02x".format(it) }

    private val native: JSONObject by lazy { read("native-v1.json").getJSONObject("schedule") }

    private fun epoch(slot: Int): JSONObject {
        val cases = native.getJSONArray("cases")
        return (0 until cases.length()).map(cases::getJSONObject).first { it.getInt("day") == 0 && it.getInt("slot") == slot }
    }

    /** A separated tag on its first day, compact form. */
    fun compactTag(rssi: Int = -60): Advert =
        epoch(255).let { Advert(hex(it.getString("compact_advert")), it.getString("compact_address"), rssi = rssi) }

    /** The same tag in the extended form. */
    fun extendedTag(): Advert = epoch(255).let { Advert(hex(it.getString("extended_advert")), "C0:11:22:33:44:55", extended = true) }

    /** The same tag near its owner. */
    fun nearOwnerTag(): Advert = epoch(0).let { Advert(hex(it.getString("compact_advert")), it.getString("compact_address")) }

    /** A separated Apple tag. */
    fun appleTag(): Advert = Advert(hex("1eff4c00121910" + "aa".repeat(22) + "0102"), "D1:22:33:44:55:66")

    /** A separated Apple tag whose key is a point of its curve, as not all are. */
    fun appleTagOfAnOwner(): Advert =
        read("apple-v1.json").getJSONObject("schedule").getJSONArray("cases").getJSONObject(0).let {
            Advert(hex(it.getString("advert")), it.getString("address"))
        }

    /** A tag of Find Hub away from its owner, whose frame says so. */
    fun findHubTag(): Advert =
        read("fhn-v1.json").getJSONArray("ephemerals").getJSONObject(0).let {
            Advert(hex("020106" + "1816aafe41" + it.getString("eid")), "D3:33:44:55:66:77")
        }

    /** Its owner, who met it on the UTC day of [wallMillis]. */
    fun owner(wallMillis: Long): Owner {
        val day = Instant.ofEpochMilli(wallMillis).atOffset(ZoneOffset.UTC).toLocalDate()
        return Owner(native.getString("tag_secret"), "${day}T00:00:00Z")
    }
}
