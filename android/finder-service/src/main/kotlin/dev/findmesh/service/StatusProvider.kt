package dev.findmesh.service

import android.content.ContentProvider
import android.content.ContentValues
import android.database.Cursor
import android.database.MatrixCursor
import android.net.Uri

/** One row: how the finder is. Who may read it the manifest says. */
class StatusProvider : ContentProvider() {
    override fun onCreate(): Boolean = true

    override fun query(
        uri: Uri,
        projection: Array<out String>?,
        selection: String?,
        arguments: Array<out String>?,
        order: String?,
    ): Cursor {
        val status = (context!!.applicationContext as FinderApplication).status.read()
        val columns = projection?.toList() ?: StatusContract.COLUMNS
        return MatrixCursor(columns.toTypedArray(), 1).apply {
            addRow(columns.map { name -> status[name].let { if (it is Boolean) (if (it) 1L else 0L) else it } })
        }
    }

    override fun getType(uri: Uri): String = "vnd.android.cursor.item/vnd.dev.findmesh.finder.status"

    override fun insert(uri: Uri, values: ContentValues?): Uri? = readOnly()

    override fun update(uri: Uri, values: ContentValues?, selection: String?, arguments: Array<out String>?): Int = readOnly()

    override fun delete(uri: Uri, selection: String?, arguments: Array<out String>?): Int = readOnly()

    private fun readOnly(): Nothing = throw UnsupportedOperationException("the status is read, not written")
}
