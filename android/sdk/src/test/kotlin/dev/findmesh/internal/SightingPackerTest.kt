package dev.findmesh.internal

import dev.findmesh.testing.Vectors.hex
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertSame
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File

class SightingPackerTest {
    private val packer = SightingPacker(capacity = 64)

    /** The answer that rust/proto checks too: tests/vectors/packed-v1.json, read without a JSON parser. */
    @Test
    fun knownAnswer() {
        val text = File(System.getProperty("findmesh.repo"), "tests/vectors/packed-v1.json").readText()
        val expected = Regex("\"packed\": \"([0-9a-f]+)\"").find(text)!!.groupValues[1]
        packer.add(
            hex("1effffffdae9d62fd338d0261813aac4edafbbd5a83458e9a3b49322fc5e9f"),
            "F2:37:A4:CE:76:8C",
            1,
            -71,
            127,
            false,
            1_234_567_890_123,
        )
        packer.add(hex("0201060512345678"), null, 1, 200, -8, true, 0x0102030405060708)
        assertEquals(expected, hex(packer.buffer.copyOf(packer.length)))
        assertEquals(2, packer.count)
    }

    @Test
    fun paddingIsLeftOut() {
        packer.add(hex("020106" + "00".repeat(59)), "00:11:22:33:44:55", 255, -60, 127, false, 0)
        assertEquals(4 + 20 + 3, packer.length)
    }

    @Test
    fun aCutStructureIsKeptAsItCame() {
        packer.add(hex("0201060aff"), null, 255, -60, 127, false, 0)
        assertEquals("0201060aff", hex(packer.buffer.copyOfRange(24, packer.length)))
    }

    @Test
    fun malformedAddressesBecomeNone() {
        for (address in listOf("", "00:11:22:33:44", "00:11:22:33:44:5G", "00:11:22:33:44:55:66")) {
            packer.clear()
            packer.add(hex("020106"), address, 1, -60, 127, false, 0)
            assertEquals("ff", hex(packer.buffer.copyOfRange(6, 7)))
            assertArrayEquals(ByteArray(6), packer.buffer.copyOfRange(10, 16))
        }
    }

    @Test
    fun theArrayIsReused() {
        repeat(50) { packer.add(ByteArray(31), null, 255, 0, 0, false, it.toLong()) }
        val grown = packer.buffer
        packer.clear()
        repeat(50) { packer.add(ByteArray(31), null, 255, 0, 0, false, it.toLong()) }
        assertSame(grown, packer.buffer)
    }

    @Test
    fun aFullBatchSaysSo() {
        repeat(0xFFFF) { assertTrue(packer.add(ByteArray(0), null, 255, 0, 0, false, 0)) }
        assertFalse(packer.add(ByteArray(0), null, 255, 0, 0, false, 0))
        assertEquals("ffff", hex(packer.buffer.copyOfRange(2, 4)))
    }
}
