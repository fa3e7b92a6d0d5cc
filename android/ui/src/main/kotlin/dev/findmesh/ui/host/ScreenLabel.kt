package dev.findmesh.ui.host

import dev.findmesh.ui.R
import dev.findmesh.ui.ScreenId

/** How the way to a screen is shown. */
internal class ScreenLabel(val icon: Int, val title: Int, val summary: Int? = null) {
    companion object {
        fun of(screen: ScreenId): ScreenLabel = when (screen) {
            ScreenId.ONBOARDING -> ScreenLabel(R.drawable.findmesh_ic_help, R.string.findmesh_intro_menu)

            ScreenId.STATUS -> ScreenLabel(R.drawable.findmesh_ic_radio, R.string.findmesh_status_title)

            ScreenId.USAGE -> ScreenLabel(R.drawable.findmesh_ic_chart, R.string.findmesh_usage_title, R.string.findmesh_usage_summary)

            ScreenId.MAKER -> ScreenLabel(R.drawable.findmesh_ic_phone, R.string.findmesh_maker_title, R.string.findmesh_maker_summary)

            ScreenId.PERMISSIONS ->
                ScreenLabel(R.drawable.findmesh_ic_shield, R.string.findmesh_granted_title, R.string.findmesh_granted_summary)

            ScreenId.PRIVACY -> ScreenLabel(R.drawable.findmesh_ic_lock, R.string.findmesh_privacy_title, R.string.findmesh_privacy_summary)

            ScreenId.NEARBY -> ScreenLabel(R.drawable.findmesh_ic_tag, R.string.findmesh_nearby_title, R.string.findmesh_nearby_summary)

            ScreenId.TAG -> ScreenLabel(R.drawable.findmesh_ic_tag, R.string.findmesh_tag_title)

            ScreenId.ABOUT -> ScreenLabel(R.drawable.findmesh_ic_info, R.string.findmesh_about_title, R.string.findmesh_about_summary)
        }
    }
}
