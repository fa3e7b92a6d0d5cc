package dev.findmesh.sample

import dev.findmesh.ui.ScreenId

/**
 * What stands in the bottom bar.
 *
 * @property screen what the tab begins with; null: the list of all other screens.
 * @property key stable name, for saved state.
 */
class Tab private constructor(val screen: ScreenId?, val key: String, val label: Int, val icon: Int) {
    companion object {
        /** Everything that has no tab of its own. */
        val MORE: Tab = Tab(null, "more", R.string.tab_more, R.drawable.ic_more)

        private val LABELS = listOf(
            "status" to R.string.tab_status,
            "nearby" to R.string.tab_nearby,
            "usage" to R.string.tab_usage,
            "privacy" to R.string.tab_privacy,
        )

        /** By the screens' names, so that there is no tab for a screen that there is not. */
        val all: List<Tab> = LABELS.mapNotNull { (key, label) -> ScreenId.of(key)?.let { Tab(it, key, label, it.icon) } } + MORE

        fun of(key: String?): Tab? = all.firstOrNull { it.key == key }

        /** Where [screen] is to be found. */
        fun of(screen: ScreenId): Tab = all.firstOrNull { it.screen == screen } ?: MORE

        /** What [MORE] lists. */
        val others: List<ScreenId> get() = ScreenId.entries.filter { of(it) === MORE }.filterNot { it.key in INNER }

        /** Nothing to go to by itself: it takes something that was chosen. */
        private val INNER = setOf("tag")
    }
}
