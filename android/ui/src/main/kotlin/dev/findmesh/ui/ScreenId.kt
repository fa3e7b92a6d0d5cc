package dev.findmesh.ui

import dev.findmesh.ui.host.ScreenLabel

/**
 * The screens that there are. A host may leave out any of them.
 *
 * @property key stable name, for links and saved state.
 */
public enum class ScreenId(public val key: String) {
    /** What it does, what it never does, and whether to take part. */
    ONBOARDING("onboarding"),

    /** Whether this phone helps, since when, and what to tap if not. */
    STATUS("status"),

    /** What the finder did, a day and a month. */
    USAGE("usage"),

    /** What Android was asked for, what for, and what is still missing. */
    PERMISSIONS("permissions"),

    /** Switches of this phone and its maker, step by step. */
    MAKER("maker"),

    /** What is kept, where to take part, and how to take it all back. */
    PRIVACY("privacy"),

    /** What is around right now. */
    NEARBY("nearby"),

    /** One tag that is around; what it is about is said when it is opened. */
    TAG("tag"),

    /** Which version this is, and who made what is in it. */
    ABOUT("about"),
    ;

    /** What it is called: a text of the resources, for menus of the host's. */
    public val title: Int get() = ScreenLabel.of(this).title

    /** Its picture: a drawable of the resources, one colour, 24 dp. */
    public val icon: Int get() = ScreenLabel.of(this).icon

    public companion object {
        /** The screen with this [key], null where there is none. */
        @JvmStatic
        public fun of(key: String?): ScreenId? = entries.firstOrNull { it.key == key }
    }
}
