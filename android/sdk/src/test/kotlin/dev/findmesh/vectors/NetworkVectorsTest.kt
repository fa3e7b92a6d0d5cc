package dev.findmesh.vectors

import dev.findmesh.testing.Vectors
import dev.findmesh.testing.Vectors.hex
import org.bouncycastle.crypto.engines.AESEngine
import org.bouncycastle.crypto.hpke.HPKE
import org.bouncycastle.crypto.modes.CCMBlockCipher
import org.json.JSONArray
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import java.math.BigInteger
import java.nio.ByteBuffer

/** Key schedules, identifiers and sealed reports of every network, computed again from the descriptions. */
class NetworkVectorsTest {
    @Test
    fun nativeSchedule() {
        val secret = Vectors.read("native-v1.json").getJSONObject("schedule").bytes("tag_secret")
        val chain = generateSequence(Crypto.expand(secret, "findmesh/v1/chain".toByteArray(), 32)) {
            Crypto.expand(it, "findmesh/v1/next".toByteArray(), 32)
        }.take(31).toList()
        for (row in rows("native-v1.json", "schedule/cases")) {
            val step = chain[row.getInt("day")]
            val day = Crypto.expand(step, "findmesh/v1/day".toByteArray(), 32)
            val slot = byteArrayOf(row.getInt("slot").toByte())
            val (d, key) = nativeKey(Crypto.expand(day, "findmesh/v1/epoch".toByteArray() + slot, 48))
            assertEquals(row.getString("chain"), hex(step))
            assertEquals(row.getString("day_secret"), hex(day))
            assertEquals(row.getString("private_key"), hex(d.toBytes(32)))
            assertEquals(row.getString("key"), hex(key))
            assertEquals(row.getString("mask"), hex(Crypto.expand(day, "findmesh/v1/mask".toByteArray() + slot, 2)))
            assertEquals(row.getString("lookup_id"), hex(nativeId(key)))
        }
    }

    private fun nativeKey(okm: ByteArray): Pair<BigInteger, ByteArray> {
        val order = Curve.P256.order
        val d = number(okm).mod(order - BigInteger.ONE) + BigInteger.ONE
        val point = Curve.P256.public(d)
        return (if (point.affineYCoord.testBitZero()) order - d else d) to Curve.P256.x(point)
    }

    private fun nativeId(key: ByteArray) = Crypto.sha256("findmesh/v1/id".toByteArray() + key).copyOf(16)

    @Test
    fun nativeReports() {
        val uuid = Vectors.read("native-v1.json").getJSONObject("schedule").getString("service_uuid").replace("-", "")
        val info = "findmesh/v1/report".toByteArray() + hex(uuid)
        val suite = HPKE(0, 0x10, 1, 1)
        for (row in rows("native-v1.json", "report")) {
            val body = row.bytes("body")
            val pair = suite.deserializePrivateKey(row.bytes("private_key"), evenPoint(row.bytes("key")))
            val aad = byteArrayOf(1) + nativeId(row.bytes("key"))
            val plain = suite.setupBaseR(evenPoint(body.copyOfRange(1, 33)), pair, info).open(aad, body.copyOfRange(33, 73))
            assertEquals(row.getString("plaintext"), hex(plain))
        }
    }

    private fun evenPoint(x: ByteArray) = checkNotNull(Curve.P256.lift(x)).getEncoded(false)

    @Test
    fun appleSchedule() {
        val chains = mutableMapOf<String, List<ByteArray>>()
        val cases = rows("apple-v1.json", "schedule/cases")
        val last = cases.maxOf { it.getInt("index") }
        for (row in cases) {
            val chain = chains.getOrPut(row.getString("symmetric_key")) { appleChain(row.bytes("symmetric_key"), last) }
            val step = chain[row.getInt("index")]
            val pair = Crypto.x963(step, "diversify".toByteArray(), 72)
            val (u, v) = listOf(pair.copyOf(36), pair.copyOfRange(36, 72)).map(::appleScalar)
            val d = (number(row.bytes("master_key")) * u + v).mod(Curve.P224.order)
            val key = Curve.P224.x(Curve.P224.public(d))
            assertEquals(row.getString("step_key"), hex(step))
            assertEquals(row.getString("u") + row.getString("v"), hex(Curve.P224.wide(u) + Curve.P224.wide(v)))
            assertEquals(row.getString("private_key"), hex(Curve.P224.wide(d)))
            assertEquals(row.getString("key"), hex(key))
            assertEquals(row.getString("lookup_id"), hex(Crypto.sha256(key)))
        }
    }

    private fun appleChain(first: ByteArray, last: Int) =
        generateSequence(first) { Crypto.x963(it, "update".toByteArray(), 32) }.take(last + 1).toList()

    private fun appleScalar(wide: ByteArray) = number(wide).mod(Curve.P224.order - BigInteger.ONE) + BigInteger.ONE

    @Test
    fun appleReports() {
        for (row in rows("apple-v1.json", "reports/cases")) {
            val body = row.bytes("body").toList().let { if (it.size == 89) it.take(4) + it.drop(5) else it }.toByteArray()
            val ephemeral = body.copyOfRange(5, 62)
            val shared = Curve.P224.sharedX(number(row.bytes("private_key")), checkNotNull(Curve.P224.decode(ephemeral)))
            val derived = Crypto.x963(shared, ephemeral, 32)
            val plain = ByteBuffer.wrap(Crypto.openGcm(derived.copyOf(16), derived.copyOfRange(16, 32), body.copyOfRange(62, 88)))
            assertEquals(row.getString("shared_x"), hex(shared))
            assertEquals(row.getString("derived"), hex(derived))
            assertEquals(row.getInt("lat_e7") to row.getInt("lon_e7"), plain.getInt() to plain.getInt())
            assertEquals(row.getInt("accuracy_m") to row.getInt("status"), plain.byte() to plain.byte())
            assertEquals(row.getLong("time"), ByteBuffer.wrap(body).getInt().toUInt().toLong() + APPLE_EPOCH)
        }
    }

    private fun ByteBuffer.byte() = get().toInt() and 0xFF

    @Test
    fun findHubKeys() = rows("fhn-v1.json", "keys").forEach { row ->
        val kinds = listOf("recovery_key", "ring_key", "unwanted_tracking_key")
        for ((at, name) in kinds.withIndex()) {
            val key = Crypto.sha256(row.bytes("identity_key") + (at + 1).toByte()).copyOf(8)
            assertEquals(row.getString(name), hex(key))
        }
    }

    @Test
    fun findHubEphemerals() = rows("fhn-v1.json", "ephemerals").forEach { row ->
        val curve = if (row.getString("curve") == "secp160r1") Curve.SECP160R1 else Curve.P256
        val time = ByteBuffer.allocate(4).putInt(row.getLong("counter").toInt()).array()
        val half = { filler: Int -> ByteArray(11) { filler.toByte() } + byteArrayOf(10) + time }
        val d = number(Crypto.ecb(row.bytes("identity_key"), half(0xFF) + half(0))).mod(curve.order)
        val eid = curve.x(curve.public(d))
        assertEquals(row.getString("private_key"), hex(d.toBytes(row.bytes("private_key").size)))
        assertEquals(row.getString("eid"), hex(eid))
        assertEquals(row.getString("lookup_id"), hex(eid.copyOf(10)))
        assertEquals(row.getString("flags_mask"), hex(byteArrayOf(Crypto.sha256(curve.wide(d)).last())))
    }

    @Test
    fun findHubReports() = rows("fhn-v1.json", "sealed").forEach { row ->
        val form = row.getInt("form")
        val curve = if (form == 3) Curve.P256 else Curve.SECP160R1
        val eid = row.bytes("eid")
        val body = row.bytes("body").drop(1).toByteArray()
        val sender = body.copyOf(eid.size)
        val key = Crypto.hkdf(curve.sharedX(number(row.bytes("private_key")), checkNotNull(curve.lift(sender))), null, ByteArray(0), 32)
        val half = if (form == 2) 10 else 8
        val nonce = eid.copyOfRange(eid.size - half, eid.size) + sender.copyOfRange(eid.size - half, eid.size)
        assertEquals(form, row.bytes("body").first().toInt())
        assertEquals(row.getString("plaintext"), hex(Crypto.openEax(key, nonce, body.copyOfRange(eid.size, body.size))))
    }

    @Test
    fun findHubOwnReports() = rows("fhn-v1.json", "own_reports").forEach { row ->
        val body = row.bytes("body")
        val plain = Crypto.openGcm(Crypto.sha256(row.bytes("identity_key")), body.copyOf(12), body.copyOfRange(12, body.size))
        assertEquals(row.getString("plaintext"), hex(plain))
    }

    @Test
    fun findHubIdentifiers() = rows("fhn-v1.json", "identifiers").forEach { row ->
        val recovery = Crypto.sha256(row.bytes("identity_key") + 1).copyOf(8)
        val id = row.bytes("eid").copyOf(10)
        assertEquals(row.getString("identifier"), hex(id + Crypto.hmac(recovery, id).copyOf(8)))
    }

    @Test
    fun beaconActions() {
        val file = Vectors.read("beacon-actions.json")
        val identity = file.bytes("identity_key")
        val keys = mapOf("recovery" to 1, "ring" to 2, "unwanted_tracking" to 3)
            .mapValues { (_, label) -> Crypto.sha256(identity + label.toByte()).copyOf(8) } + ("account" to file.bytes("account_key"))
        for ((list, tail) in listOf("requests" to ByteArray(0), "responses" to byteArrayOf(1))) {
            for (row in rows("beacon-actions.json", list)) {
                val bytes = row.bytes("bytes")
                val head = bytes.copyOf(2)
                val data = bytes.copyOfRange(10, bytes.size)
                val authentic = Crypto.hmac(keys.getValue(row.getString("key")), byteArrayOf(1) + file.bytes("nonce") + head + data + tail)
                assertEquals(row.getString("data"), hex(data))
                assertEquals(row.getString("operation"), hex(authentic.copyOf(8)), hex(bytes.copyOfRange(2, 10)))
            }
        }
    }

    @Test
    fun samsung() = rows("samsung-keys.json").forEach { row ->
        val derived = { label: String -> Crypto.x963(row.bytes("master_secret").copyOf(16), label.toByteArray(), 16) }
        val (privacy, signing) = derived("privacy") to derived("signing")
        assertEquals(row.getString("privacy_key"), hex(privacy))
        assertEquals(row.getString("signing_key"), hex(signing))
        assertEquals(row.getString("authentication_key"), hex(derived("bleAuthentication")))
        for (id in row.getJSONArray("privacy_ids").objects()) {
            val index = ByteBuffer.allocate(2).putShort(id.getInt("index").toShort()).array()
            assertEquals(id.getString("id"), hex(Crypto.cbc(privacy, row.bytes("iv"), index + row.bytes("seed") + index).copyOf(8)))
        }
        for (advert in row.getJSONArray("adverts").objects().map { it.bytes("data") }) {
            assertEquals(hex(advert.copyOfRange(16, 20)), hex(Crypto.cbc(signing, row.bytes("iv"), advert.copyOf(16)).copyOf(4)))
        }
    }

    @Test
    fun eddystoneEphemerals() = rows("eddystone-eid.json").forEach { row ->
        val counter = row.getLong("counter")
        val exponent = row.getInt("rotation_exponent")
        val time = ByteBuffer.allocate(4).putInt((counter shr exponent shl exponent).toInt()).array()
        val temporary = Crypto.ecb(row.bytes("identity_key"), ByteArray(11) + 0xFF.toByte() + ByteArray(2) + time.copyOf(2))
        val eid = Crypto.ecb(temporary, ByteArray(11) + exponent.toByte() + time).copyOf(8)
        assertEquals(row.getString("eid"), hex(eid))
    }

    /** Rows of the corpus that carry a MiBeacon key: versions 4 and 5, MAC in the frame. */
    @Test
    fun miBeaconObjects() {
        val cases = rows("corpus.json").filter { it.has("bindkey") && it.getJSONObject("expect").getJSONObject("fields").has("mic_valid") }
        assertTrue(cases.size > 40)
        for (case in cases.filter { it.getJSONObject("expect").getJSONObject("fields").has("mac") }) {
            val fields = case.getJSONObject("expect").getJSONObject("fields")
            val frame = serviceData(case.bytes("adv"))
            val capability = if (fields.has("capability")) 1 else 0
            val counterAt = frame.size - 7
            val nonce = frame.copyOfRange(5, 11) + frame.copyOfRange(2, 5) + frame.copyOfRange(counterAt, counterAt + 3)
            val sealed = frame.copyOfRange(11 + capability, counterAt) + frame.copyOfRange(counterAt + 3, frame.size)
            val mode = CCMBlockCipher.newInstance(AESEngine.newInstance())
            val plain = runCatching { Crypto.open(mode, 32, case.bytes("bindkey"), nonce, sealed, byteArrayOf(0x11)) }
            assertEquals(case.getString("id"), fields.getBoolean("mic_valid"), plain.isSuccess)
            plain.onSuccess { assertEquals(case.getString("id"), written(fields.getJSONArray("objects")), hex(it)) }
        }
    }

    /** What stands behind the UUID in the first structure of service data. */
    private fun serviceData(adv: ByteArray): ByteArray {
        val at = generateSequence(0) { it + 1 + adv[it] }.first { adv[it + 1] == 0x16.toByte() }
        return adv.copyOfRange(at + 4, at + 1 + adv[at])
    }

    /** Objects as they are in the frame: id little endian, length, data. */
    private fun written(objects: JSONArray): String = objects.objects().joinToString("") {
        val id = it.getInt("id")
        val data = it.bytes("data")
        hex(byteArrayOf(id.toByte(), (id shr 8).toByte(), data.size.toByte()) + data)
    }

    private companion object {
        /** 2001-01-01, in Unix seconds. */
        const val APPLE_EPOCH = 978_307_200L
    }
}
