package dev.findmesh.internal

/**
 * Packs scan results into the data plane's buffer, little endian, version 1:
 *
 * header: u8 version = 1, u8 0, u16 count;
 * record: u16 advert length, u8 address type, i8 RSSI, i8 transmit power, u8 flags (bit 0 extended PDU),
 * 6 address bytes (most significant first), u64 nanoseconds since boot, advert.
 *
 * Reuses its array; not thread-safe.
 */
internal class SightingPacker(capacity: Int = 4096) {
    /** The packed bytes; only the first [length] count, and only until the next call of [add] or [clear]. */
    var buffer: ByteArray = ByteArray(maxOf(capacity, HEADER))
        private set

    /** Bytes packed, header included. */
    var length: Int = HEADER
        private set

    /** Records packed. */
    var count: Int = 0
        private set

    init {
        clear()
    }

    /** Begins a new batch. */
    fun clear() {
        length = HEADER
        count = 0
        buffer[0] = VERSION
        buffer[1] = 0
        writeCount()
    }

    /**
     * Adds one advert.
     *
     * @param advert concatenated AD structures; zero padding behind the last one is left out.
     * @param address `AA:BB:CC:DD:EE:FF`, null or malformed: none.
     * @param addressType 0 public, 1 random, 255 unknown.
     * @param rssi dBm, outside of -127..126: unknown. [txPower] likewise.
     * @param elapsedNanos when it was heard, since boot.
     * @return false when the batch is full ([MAX_COUNT]) and the advert was not added.
     */
    fun add(
        advert: ByteArray,
        address: String?,
        addressType: Int,
        rssi: Int,
        txPower: Int,
        extended: Boolean,
        elapsedNanos: Long,
    ): Boolean {
        if (count == MAX_COUNT) return false
        val size = minOf(structuredLength(advert), MAX_ADVERT)
        reserve(RECORD + size)
        putShort(length, size)
        buffer[length + 3] = power(rssi)
        buffer[length + 4] = power(txPower)
        buffer[length + 5] = if (extended) 1 else 0
        val known = putAddress(length + 6, address)
        buffer[length + 2] = (if (known) addressType else UNKNOWN_ADDRESS).toByte()
        putLong(length + 12, elapsedNanos)
        advert.copyInto(buffer, length + RECORD, 0, size)
        length += RECORD + size
        count++
        writeCount()
        return true
    }

    private fun writeCount() = putShort(2, count)

    private fun reserve(more: Int) {
        if (length + more > buffer.size) buffer = buffer.copyOf(maxOf(buffer.size * 2, length + more))
    }

    private fun putAddress(at: Int, address: String?): Boolean {
        val valid = address != null && parseAddress(address, at)
        if (!valid) buffer.fill(0, at, at + ADDRESS)
        return valid
    }

    private fun parseAddress(text: String, at: Int): Boolean {
        if (text.length != ADDRESS * 3 - 1) return false
        for (i in 0 until ADDRESS) {
            val high = Character.digit(text[i * 3], 16)
            val low = Character.digit(text[i * 3 + 1], 16)
            if (high < 0 || low < 0) return false
            buffer[at + i] = (high * 16 + low).toByte()
        }
        return true
    }

    private fun putShort(at: Int, value: Int) {
        buffer[at] = value.toByte()
        buffer[at + 1] = (value shr 8).toByte()
    }

    private fun putLong(at: Int, value: Long) {
        for (i in 0 until Long.SIZE_BYTES) buffer[at + i] = (value shr (8 * i)).toByte()
    }

    private companion object {
        const val VERSION: Byte = 1
        const val HEADER = 4
        const val RECORD = 20
        const val ADDRESS = 6
        const val UNKNOWN_ADDRESS = 255
        const val UNKNOWN_POWER = 127
        const val MAX_COUNT = 0xFFFF
        const val MAX_ADVERT = 0xFFFF

        fun power(dbm: Int): Byte = (if (dbm in -127..126) dbm else UNKNOWN_POWER).toByte()

        /** The platform pads legacy records with zeros; a structure of length 0 ends the advert early. */
        fun structuredLength(advert: ByteArray): Int {
            var at = 0
            while (at < advert.size && advert[at].toInt() != 0) at += 1 + (advert[at].toInt() and 0xFF)
            return minOf(at, advert.size)
        }
    }
}
