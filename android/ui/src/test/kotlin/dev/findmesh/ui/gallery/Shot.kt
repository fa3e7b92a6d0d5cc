package dev.findmesh.ui.gallery

import dev.findmesh.ui.ScreenId

/**
 * One screen in one state.
 *
 * @property name what the state is called; with the screen's it names the pictures.
 * @property keptWhole pictures of every look are kept, not only of the first.
 * @property stage what the library says.
 * @property tap what a person does then; the picture is of what follows.
 */
internal class Shot(
    val screen: ScreenId,
    val name: String,
    val keptWhole: Boolean = false,
    val stage: Stage.() -> Unit = {},
    val tap: Hand.() -> Unit = {},
) {
    val title: String get() = "${screen.key}-$name"
}

/** Every screen in every state. */
internal val GALLERY: List<Shot> = STATUS_SHOTS + ONBOARDING_SHOTS + USAGE_SHOTS + PERMISSIONS_SHOTS + MAKER_SHOTS +
    PRIVACY_SHOTS + NEARBY_SHOTS + TAG_SHOTS + ABOUT_SHOTS
