package dev.findmesh.platform

import android.app.Application
import java.io.File
import java.io.IOException
import java.util.Properties

/**
 * What is remembered of the phone itself over the end of the process: answers to permissions, moments, switches as they were
 * found. No places, no identifiers. A file that cannot be read or written costs advice, never function.
 *
 * @param file looked at when first needed.
 */
internal class Notes(private val file: () -> File) {
    private val kept: Properties by lazy { read() }

    @Synchronized
    fun text(key: String): String? = kept.getProperty(key)

    fun flag(key: String): Boolean = text(key) == "true"

    fun number(key: String): Long? = text(key)?.toLongOrNull()

    /** Sets what is given, null takes it away; written at once if anything changed. Not for the main thread. */
    @Synchronized
    fun put(vararg values: Pair<String, Any?>) {
        val changed = values.filter { (key, value) -> kept.getProperty(key) != value?.toString() }
        if (changed.isEmpty()) return
        for ((key, value) in changed) if (value == null) kept.remove(key) else kept.setProperty(key, value.toString())
        write()
    }

    private fun read(): Properties = Properties().apply {
        try {
            file().inputStream().use(::load)
        } catch (_: IOException) {
            clear()
        } catch (_: IllegalArgumentException) {
            clear()
        }
    }

    /** Whole or not at all, but not by all means: a power cut may take the last note. */
    private fun write() {
        val target = file()
        val fresh = File(target.path + ".new")
        try {
            fresh.outputStream().use { kept.store(it, null) }
            if (!fresh.renameTo(target)) fresh.delete()
        } catch (_: IOException) {
            // A full disk: it is remembered until the process ends.
            fresh.delete()
        }
    }

    companion object {
        /** Beside the database; not in backups, for another phone is another one. */
        fun of(app: Application): Notes = Notes { File(EngineSession.folder(app), "phone.properties") }
    }
}
