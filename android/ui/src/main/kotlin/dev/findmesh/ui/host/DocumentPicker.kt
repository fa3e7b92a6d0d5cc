package dev.findmesh.ui.host

import android.annotation.SuppressLint
import android.app.Activity
import android.app.Fragment
import android.content.ActivityNotFoundException
import android.content.Intent
import android.net.Uri

/**
 * Asks the system's document picker where to put something. A fragment, for its answer finds the activity that stands there
 * then: the person may have rotated the phone, and the process may have ended, while the picker was open.
 *
 * The platform makes it anew by its name: what Kotlin calls internal is public in the class file.
 */
@SuppressLint("ValidFragment")
@Suppress("DEPRECATION", "OVERRIDE_DEPRECATION")
internal class DocumentPicker : Fragment() {
    private class Answer(val uri: Uri?)

    private var unheard: Answer? = null
    private var hear: ((Uri?) -> Unit)? = null

    /** What to do with answers, now and with one that nobody heard. */
    fun listen(hear: (Uri?) -> Unit) {
        this.hear = hear
        unheard?.let { hear(it.uri) }
        unheard = null
    }

    /** @param name proposed to the person. @param type its MIME type. */
    fun ask(name: String, type: String) {
        val intent = Intent(Intent.ACTION_CREATE_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE).setType(type)
        try {
            startActivityForResult(intent.putExtra(Intent.EXTRA_TITLE, name), CODE)
        } catch (_: ActivityNotFoundException) {
            answer(null)
        }
    }

    override fun onActivityResult(requestCode: Int, resultCode: Int, data: Intent?) {
        if (requestCode == CODE) answer(data?.data.takeIf { resultCode == Activity.RESULT_OK })
    }

    private fun answer(uri: Uri?) {
        hear?.invoke(uri) ?: run { unheard = Answer(uri) }
    }

    companion object {
        private const val TAG = "dev.findmesh.ui.documents"
        private const val CODE = 0x6D1

        /** The one of [activity], null before the first was needed. */
        fun find(activity: Activity): DocumentPicker? = activity.fragmentManager.findFragmentByTag(TAG) as? DocumentPicker

        fun of(activity: Activity): DocumentPicker = find(activity) ?: DocumentPicker().also {
            activity.fragmentManager.beginTransaction().add(it, TAG).commitAllowingStateLoss()
            activity.fragmentManager.executePendingTransactions()
        }
    }
}
