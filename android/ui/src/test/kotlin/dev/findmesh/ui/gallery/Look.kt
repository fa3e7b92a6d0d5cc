package dev.findmesh.ui.gallery

/**
 * How a shot is drawn.
 *
 * @property qualifiers as Android's resources name them.
 * @property kept 0: of every shot, 1: of shots kept whole, 2: never.
 * @property brand a host's theme instead of ours.
 */
internal class Look(val name: String, val qualifiers: String, val kept: Int, val fontScale: Float = 1f, val brand: Boolean = false) {
    companion object {
        private const val PHONE = "w392dp-h800dp-%s-xhdpi"
        private const val TABLET = "w1280dp-h800dp-%s-mdpi"

        /** Unfolded, upright: too narrow for two columns. */
        private const val FOLDABLE = "w673dp-h841dp-%s-mdpi"

        /** Both languages, light and night, phone and tablet; then what only tests look at. */
        val all: List<Look> = listOf(
            Look("phone-en-light", "en-rUS-" + PHONE.format("notnight"), kept = 0),
            Look("phone-en-night", "en-rUS-" + PHONE.format("night"), kept = 1),
            Look("phone-zh-light", "zh-rCN-" + PHONE.format("notnight"), kept = 1),
            Look("phone-zh-night", "zh-rCN-" + PHONE.format("night"), kept = 2),
            Look("tablet-en-light", "en-rUS-" + TABLET.format("notnight"), kept = 1),
            Look("tablet-en-night", "en-rUS-" + TABLET.format("night"), kept = 2),
            Look("tablet-zh-light", "zh-rCN-" + TABLET.format("notnight"), kept = 2),
            Look("tablet-zh-night", "zh-rCN-" + TABLET.format("night"), kept = 2),
            Look("foldable", "en-rUS-" + FOLDABLE.format("notnight"), kept = 2),
            Look("large-font", "en-rUS-" + PHONE.format("notnight"), kept = 2, fontScale = 2f),
            Look("landscape", "en-rUS-w800dp-h360dp-notnight-xhdpi", kept = 2),
            Look("brand", "en-rUS-" + PHONE.format("notnight"), kept = 1, brand = true),
            Look(LONG, "en-rXA-" + PHONE.format("notnight"), kept = 2),
            Look(MIRRORED, "ar-rXB-ldrtl-" + PHONE.format("notnight"), kept = 1),
        )

        /** The pseudo-locale of long, accented texts. */
        const val LONG: String = "long-texts"

        /** The pseudo-locale that goes from right to left. */
        const val MIRRORED: String = "right-to-left"
    }
}
