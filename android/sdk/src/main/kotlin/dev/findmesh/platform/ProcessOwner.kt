package dev.findmesh.platform

import dev.findmesh.FindmeshException
import java.io.Closeable
import java.io.File
import java.io.IOException
import java.io.RandomAccessFile
import java.nio.channels.FileLock
import java.nio.channels.OverlappingFileLockException

/** The right to run the engine: one process of the app has it, until it ends or [close] is called. */
internal class ProcessOwner private constructor(private val file: RandomAccessFile, private val lock: FileLock) : Closeable {
    override fun close() {
        lock.release()
        file.close()
    }

    companion object {
        /** @throws FindmeshException.AlreadyCreated another process has it. */
        fun acquire(folder: File): ProcessOwner {
            val file = try {
                RandomAccessFile(File(folder, "owner.lock"), "rw")
            } catch (e: IOException) {
                throw FindmeshException.StorageFailed("io", e)
            }
            val lock = try {
                file.channel.tryLock()
            } catch (_: OverlappingFileLockException) {
                null
            }
            if (lock == null) {
                file.close()
                throw FindmeshException.AlreadyCreated("another process of the app owns the engine")
            }
            return ProcessOwner(file, lock)
        }
    }
}
