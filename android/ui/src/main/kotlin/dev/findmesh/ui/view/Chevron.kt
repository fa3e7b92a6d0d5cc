package dev.findmesh.ui.view

import android.content.Context
import android.content.res.ColorStateList
import android.widget.ImageView
import dev.findmesh.ui.R
import dev.findmesh.ui.look.color

/** The end of a row that leads somewhere. */
internal fun Context.chevron(): ImageView = ImageView(this).also {
    it.setImageResource(R.drawable.findmesh_ic_chevron)
    it.imageTintList = ColorStateList.valueOf(color(R.attr.findmeshColorTextMuted))
    it.asDecoration()
}
