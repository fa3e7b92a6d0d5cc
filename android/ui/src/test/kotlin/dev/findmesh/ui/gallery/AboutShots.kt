package dev.findmesh.ui.gallery

import dev.findmesh.FindmeshException
import dev.findmesh.ui.ScreenId

private fun about(name: String, keptWhole: Boolean = false, tap: Hand.() -> Unit = {}, stage: Stage.() -> Unit = {}) =
    Shot(ScreenId.ABOUT, name, keptWhole, stage, tap)

/** Versions and licences. What ships changes with every update of a crate: the pictures show counts only. */
internal val ABOUT_SHOTS: List<Shot> = listOf(
    about("all", keptWhole = true) { diagnostics = { """{"version":"0.1.0","target":"android aarch64"}""" } },
    about("licence", tap = { tapWords("zlib License") }),
    about("without-native") { diagnostics = { throw FindmeshException.NativeUnavailable("x86", null) } },
)
