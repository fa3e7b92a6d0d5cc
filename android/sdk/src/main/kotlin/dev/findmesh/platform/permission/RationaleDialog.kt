package dev.findmesh.platform.permission

import android.app.Activity
import android.app.AlertDialog
import dev.findmesh.PermissionRationale
import dev.findmesh.PermissionStep
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlin.coroutines.resume

/** The platform's dialog; a tap beside it, and the end of its activity, say no. */
internal object RationaleDialog : PermissionRationale {
    override suspend fun explain(activity: Activity, step: PermissionStep): Boolean = suspendCancellableCoroutine { answer ->
        if (activity.isFinishing || activity.isDestroyed) return@suspendCancellableCoroutine answer.resume(false)
        var yes = false
        val proceed = if (step.ask == PermissionStep.Ask.SETTINGS) {
            PermissionTexts.SETTINGS.of(activity)
        } else {
            activity.getString(android.R.string.ok)
        }
        val dialog = AlertDialog.Builder(activity)
            .setMessage(step.text(activity))
            .setPositiveButton(proceed) { _, _ -> yes = true }
            .setNegativeButton(android.R.string.cancel, null)
            .create()
        val leaving = WhenDestroyed(activity) { dialog.dismiss() }
        dialog.setOnDismissListener {
            leaving.close()
            if (answer.isActive) answer.resume(yes)
        }
        answer.invokeOnCancellation { activity.runOnUiThread { dialog.dismiss() } }
        dialog.show()
    }
}
