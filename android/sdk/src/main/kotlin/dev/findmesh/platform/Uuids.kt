package dev.findmesh.platform

import java.nio.ByteBuffer
import java.util.UUID

private const val UUID_BYTES = 16

/** 16 bytes, big endian. */
internal fun UUID.toBytes(): ByteArray = ByteBuffer.allocate(UUID_BYTES).putLong(mostSignificantBits).putLong(leastSignificantBits).array()

/** Of 16 bytes, big endian. */
internal fun ByteArray.toUuid(): UUID = ByteBuffer.wrap(this).run { UUID(getLong(), getLong()) }
