package dev.findmesh.ui.permissions

import android.content.Context
import android.content.Intent
import dev.findmesh.Fix
import dev.findmesh.PermissionStep

/** What the platform asks for no more, granted in the settings. */
internal data class ByHand(private val step: PermissionStep) : Fix {
    override fun intent(context: Context): Intent? = step.settings(context)

    override fun text(context: Context): CharSequence = step.text(context)
}
