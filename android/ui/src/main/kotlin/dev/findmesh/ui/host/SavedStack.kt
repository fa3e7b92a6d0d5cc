package dev.findmesh.ui.host

import android.os.Bundle
import dev.findmesh.ui.ScreenId

/** A host's screens, the one shown last, as a [Bundle]. */
internal object SavedStack {
    private const val IDS = "screens"

    fun of(bundle: Bundle?): List<Pair<ScreenId, Map<String, String>>> {
        val keys = bundle?.getStringArray(IDS) ?: return emptyList()
        return keys.mapIndexedNotNull { index, key -> ScreenId.of(key)?.let { it to bundle.getBundle("$index").toMap() } }
    }

    fun toBundle(stack: List<Pair<ScreenId, Map<String, String>>>): Bundle = Bundle().also { bundle ->
        bundle.putStringArray(IDS, stack.map { it.first.key }.toTypedArray())
        stack.forEachIndexed { index, (_, state) -> bundle.putBundle("$index", state.toBundle()) }
    }

    private fun Map<String, String>.toBundle() = Bundle().also { forEach(it::putString) }

    private fun Bundle?.toMap(): Map<String, String> = this?.keySet().orEmpty().mapNotNull { key ->
        this?.getString(key)?.let { key to it }
    }.toMap()
}
