package dev.findmesh.vectors

import org.bouncycastle.asn1.sec.SECNamedCurves
import org.bouncycastle.math.ec.ECPoint
import java.math.BigInteger

/** A curve of Bouncy Castle. */
internal class Curve(name: String) {
    private val parameters = SECNamedCurves.getByName(name)
    private val curve = parameters.curve
    private val fieldBytes = (curve.fieldSize + 7) / 8

    val order: BigInteger = parameters.n

    /** d·G. */
    fun public(d: BigInteger): ECPoint = parameters.g.multiply(d).normalize()

    /** The point with this x and the even y; null where there is none. */
    fun lift(x: ByteArray): ECPoint? = decode(byteArrayOf(2) + x)

    /** A point from its SEC 1 bytes; null where they are none, or infinity. */
    fun decode(bytes: ByteArray): ECPoint? =
        runCatching { curve.decodePoint(bytes) }.getOrNull()?.takeIf { !it.isInfinity && it.isValid }

    /** The x coordinate of d times a point. */
    fun sharedX(d: BigInteger, point: ECPoint): ByteArray = x(point.multiply(d).normalize())

    fun x(point: ECPoint): ByteArray = point.affineXCoord.encoded

    fun y(point: ECPoint): ByteArray = point.affineYCoord.encoded

    /** Big endian, as wide as a coordinate. */
    fun wide(number: BigInteger): ByteArray = number.toBytes(fieldBytes)

    companion object {
        val P224 = Curve("secp224r1")
        val P256 = Curve("secp256r1")
        val SECP160R1 = Curve("secp160r1")
    }
}

internal fun number(bytes: ByteArray): BigInteger = BigInteger(1, bytes)

/** The lowest [size] bytes, big endian. */
internal fun BigInteger.toBytes(size: Int): ByteArray {
    val bytes = toByteArray()
    return if (bytes.size >= size) bytes.copyOfRange(bytes.size - size, bytes.size) else ByteArray(size - bytes.size) + bytes
}
