package dev.findmesh.platform.advice

import android.content.Context

/**
 * A switch of a maker's.
 *
 * @property name what it is called.
 * @property words what to choose there.
 * @property screen where it is.
 */
internal class MakerSwitch(val name: Wording, val words: Wording, val screen: Screen)

/**
 * What a maker's Android needs beyond Android's own switches.
 *
 * @property autostart lets the app be started while it is closed; null where there is no such switch.
 * @property battery keeps the maker's battery saver off the app.
 * @property recents keeps the app from being cleaned away with the recent ones; nothing tells whether it is set.
 */
internal class MakerAdvice(val autostart: MakerSwitch?, val battery: MakerSwitch?, val recents: Wording? = null) {
    /** All that can be done, for a phone that ends the app in spite of everything. */
    fun everything(context: Context): String =
        sentences(context, battery?.words?.of(context), autostart?.words?.of(context), recents?.of(context))

    /** Where to begin. */
    val screen: Screen get() = (battery ?: autostart)?.screen ?: Screens.BATTERY_OPTIMISATION

    companion object {
        /** This phone's. */
        val here: MakerAdvice get() = of(Maker.here)

        fun of(maker: Maker): MakerAdvice = MAKERS[maker] ?: ANY

        /** Android's own, and all that is known where no maker is. */
        val ANY: MakerAdvice = MakerAdvice(
            autostart = null,
            battery = MakerSwitch(
                Wording("Battery", "电池"),
                Wording(
                    "In the settings of this app open “Battery” and choose “Unrestricted” (“Not optimised”).",
                    "请在应用设置中打开“电池”，选择“无限制”（“不优化”）。",
                ),
                Screens.BATTERY_OPTIMISATION,
            ),
        )
    }
}
