package dev.findmesh.ui.gallery

import dev.findmesh.PermissionStep
import dev.findmesh.PermissionStep.Ask
import dev.findmesh.PermissionStep.Kind
import dev.findmesh.ui.ScreenId
import dev.findmesh.ui.permissions.Gate
import dev.findmesh.ui.permissions.Later

private fun permissions(name: String, vararg missing: PermissionStep, keptWhole: Boolean = false) =
    Shot(ScreenId.PERMISSIONS, name, keptWhole, { permissions = Gate(*missing) })

private fun missing(kind: Kind, ask: Ask, partly: PermissionStep.Partly? = null) =
    PermissionStep(kind, listOf("android.permission.$kind"), kind != Kind.BACKGROUND_LOCATION, ask, partly)

/** Granted, asked for, and only in the settings. */
internal val PERMISSIONS_SHOTS: List<Shot> = listOf(
    permissions("granted"),
    Shot(ScreenId.PERMISSIONS, "loading", stage = { permissions = Later }),
    permissions(
        "nothing",
        missing(Kind.NEARBY_DEVICES, Ask.DIALOG),
        missing(Kind.LOCATION, Ask.DIALOG),
        missing(Kind.BACKGROUND_LOCATION, Ask.EXPLAIN),
    ),
    permissions("less", missing(Kind.BACKGROUND_LOCATION, Ask.EXPLAIN)),
    permissions("settings", missing(Kind.NEARBY_DEVICES, Ask.SETTINGS), missing(Kind.BACKGROUND_LOCATION, Ask.SETTINGS), keptWhole = true),
    permissions(
        "partly",
        missing(Kind.LOCATION, Ask.EXPLAIN, PermissionStep.Partly.APPROXIMATE),
        missing(Kind.BACKGROUND_LOCATION, Ask.NEVER),
    ),
)
