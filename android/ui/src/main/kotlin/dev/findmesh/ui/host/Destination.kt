package dev.findmesh.ui.host

import android.content.ContentResolver
import android.net.Uri
import android.provider.DocumentsContract
import java.io.FileNotFoundException
import java.io.IOException
import java.io.OutputStream

/** Where a person wants something written. Blocking: never on the main thread. */
internal interface Destination {
    /** @throws IOException it cannot be written there. */
    fun open(): OutputStream

    /** It came to nothing: no half of it stays. */
    fun discard()
}

/** A document that the system's picker created. */
internal class DocumentDestination(private val resolver: ContentResolver, private val uri: Uri) : Destination {
    override fun open(): OutputStream = try {
        resolver.openOutputStream(uri) ?: throw FileNotFoundException()
    } catch (e: SecurityException) {
        throw IOException(e)
    }

    override fun discard() {
        try {
            DocumentsContract.deleteDocument(resolver, uri)
        } catch (_: FileNotFoundException) {
            // Gone already.
        } catch (_: SecurityException) {
            // The place takes documents and gives none back.
        } catch (_: UnsupportedOperationException) {
            // The same, said differently.
        }
    }
}
