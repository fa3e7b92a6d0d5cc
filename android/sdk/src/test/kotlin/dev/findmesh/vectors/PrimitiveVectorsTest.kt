package dev.findmesh.vectors

import dev.findmesh.testing.Vectors.hex
import org.bouncycastle.crypto.engines.AESEngine
import org.bouncycastle.crypto.hpke.HPKE
import org.bouncycastle.crypto.modes.CCMBlockCipher
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test

/** The vectors of primitives that Rust reads, answered by another implementation. */
class PrimitiveVectorsTest {
    @Test
    fun hkdf() = judged("hkdf-sha256.json") { row ->
        val okm = Crypto.hkdf(row.bytes("ikm"), row.bytes("salt"), row.bytes("info"), row.getInt("size"))
        assertEquals(row.getString("okm"), hex(okm))
    }

    @Test
    fun x963() = rows("x963-sha256.json").forEach { row ->
        val key = row.bytes("key")
        assertEquals(hex(key), hex(Crypto.x963(row.bytes("z"), row.bytes("shared_info"), key.size)))
    }

    @Test
    fun gcm() = judged("aes-gcm.json") { row ->
        assertEquals(row.getString("msg"), hex(Crypto.openGcm(row.bytes("key"), row.bytes("iv"), sealed(row), row.bytes("aad"))))
    }

    @Test
    fun eax() = judged("aes-eax.json") { row ->
        assertEquals(row.getString("msg"), hex(Crypto.openEax(row.bytes("key"), row.bytes("iv"), sealed(row), row.bytes("aad"))))
    }

    @Test
    fun ccm() = judged("aes-ccm.json") { row ->
        val mode = CCMBlockCipher.newInstance(AESEngine.newInstance())
        val plain = Crypto.open(mode, row.getInt("tagSize"), row.bytes("key"), row.bytes("iv"), sealed(row), row.bytes("aad"))
        assertEquals(row.getString("msg"), hex(plain))
    }

    @Test
    fun ecdhP224() = ecdh("ecdh-p224.json", Curve.P224)

    @Test
    fun ecdhP256() = ecdh("ecdh-p256.json", Curve.P256)

    @Test
    fun secp160r1Publics() = publics("secp160r1.json", Curve.SECP160R1)

    @Test
    fun p224Publics() = publics("p224.json", Curve.P224)

    @Test
    fun secp160r1Shared() = kind("secp160r1.json", "shared") { row ->
        val point = checkNotNull(Curve.SECP160R1.decode(byteArrayOf(4) + row.bytes("x") + row.bytes("y")))
        assertEquals(row.getString("shared_x"), hex(Curve.SECP160R1.sharedX(number(row.bytes("d")), point)))
    }

    @Test
    fun secp160r1Lifts() = kind("secp160r1.json", "lift") { row ->
        val point = Curve.SECP160R1.lift(row.bytes("x"))
        assertEquals(row.text("y"), point?.let { hex(Curve.SECP160R1.y(it)) })
    }

    @Test
    fun secp160r1Reductions() = kind("secp160r1.json", "wide") { row ->
        val d = number(row.bytes("wide")).mod(Curve.SECP160R1.order)
        assertEquals(row.getString("d"), hex(d.toBytes(21)))
        assertEquals(row.getString("x"), hex(Curve.SECP160R1.x(Curve.SECP160R1.public(d))))
    }

    @Test
    fun hpke() = rows("hpke-p256.json").filter { it.getInt("aead_id") != 0xFFFF }.forEach { row ->
        val suite = HPKE(0, row.getInt("kem_id").toShort(), row.getInt("kdf_id").toShort(), row.getInt("aead_id").toShort())
        val pair = suite.deserializePrivateKey(row.bytes("skRm"), row.bytes("pkRm"))
        val context = suite.setupBaseR(row.bytes("enc"), pair, row.bytes("info"))
        val inOrder = row.getJSONArray("encryptions").objects().take(5)
        for (message in inOrder) {
            assertEquals(message.getString("pt"), hex(context.open(message.bytes("aad"), message.bytes("ct"))))
        }
        for (export in row.getJSONArray("exports").objects()) {
            assertEquals(export.getString("exported_value"), hex(context.export(export.bytes("exporter_context"), export.getInt("L"))))
        }
    }

    private fun ecdh(file: String, curve: Curve) = rows(file).forEach { row ->
        val point = curve.decode(row.bytes("public"))
        when (row.getString("result")) {
            "valid" -> assertEquals(row.getString("shared"), hex(curve.sharedX(number(row.bytes("private")), checkNotNull(point))))
            "invalid" -> assertNull(row.getString("comment"), point)
        }
    }

    private fun publics(file: String, curve: Curve) = kind(file, "public") { row ->
        val point = curve.public(number(row.bytes("d")))
        assertEquals(row.getString("x"), hex(curve.x(point)))
        assertEquals(row.getString("y"), hex(curve.y(point)))
    }

    private fun sealed(row: JSONObject) = row.bytes("ct") + row.bytes("tag")

    /** Rows that must hold under [check], and rows that must fail somewhere in it. */
    private fun judged(file: String, check: (JSONObject) -> Unit) = rows(file).forEach { row ->
        if (row.getString("result") == "invalid") {
            assertTrue("${row.getInt("tcId")}", runCatching { check(row) }.exceptionOrNull() is Exception)
        } else {
            check(row)
        }
    }

    private fun kind(file: String, kind: String, check: (JSONObject) -> Unit) {
        val rows = rows(file).filter { it.getString("kind") == kind }
        assertTrue("$file has no $kind", rows.isNotEmpty())
        rows.forEach(check)
    }
}
