package dev.findmesh.ui

import android.net.Uri

/** Links to screens: `scheme://screen/key`, and nothing before, between or behind. */
internal object DeepLink {
    private const val HOST = "screen"

    /** RFC 3986, in small letters: Android compares schemes letter by letter. */
    private val SCHEME = Regex("[a-z][a-z0-9+.-]*")

    fun of(scheme: String, screen: ScreenId): Uri {
        require(SCHEME.matches(scheme)) { "no scheme of a link: $scheme" }
        return Uri.Builder().scheme(scheme).authority(HOST).appendPath(screen.key).build()
    }

    /** Null for whatever is no link to a screen. */
    fun screenOf(link: Uri?, scheme: String): ScreenId? {
        if (link == null || !SCHEME.matches(scheme)) return null
        return ScreenId.entries.firstOrNull { link == of(scheme, it) }
    }
}
