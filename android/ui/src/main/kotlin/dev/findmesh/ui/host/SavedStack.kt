package dev.findmesh.ui.host

import android.os.Bundle
import dev.findmesh.ui.ScreenId

/**
 * A screen on the stack, as it is kept.
 *
 * @property about as of [Wiring.about].
 * @property state what its machine saved.
 */
internal data class Place(val id: ScreenId, val about: String? = null, val state: Map<String, String> = emptyMap())

/** A host's screens, the one shown last, as a [Bundle]. */
internal object SavedStack {
    private const val IDS = "screens"
    private const val ABOUT = "about"

    fun of(bundle: Bundle?): List<Place> {
        val keys = bundle?.getStringArray(IDS) ?: return emptyList()
        val about = bundle.getStringArray(ABOUT).orEmpty()
        return keys.mapIndexedNotNull { index, key ->
            ScreenId.of(key)?.let { Place(it, about.getOrNull(index), bundle.getBundle("$index").toMap()) }
        }
    }

    fun toBundle(stack: List<Place>): Bundle = Bundle().also { bundle ->
        bundle.putStringArray(IDS, stack.map { it.id.key }.toTypedArray())
        bundle.putStringArray(ABOUT, stack.map { it.about }.toTypedArray())
        stack.forEachIndexed { index, place -> bundle.putBundle("$index", place.state.toBundle()) }
    }

    private fun Map<String, String>.toBundle() = Bundle().also { forEach(it::putString) }

    private fun Bundle?.toMap(): Map<String, String> = this?.keySet().orEmpty().mapNotNull { key ->
        this?.getString(key)?.let { key to it }
    }.toMap()
}
