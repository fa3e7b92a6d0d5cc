package dev.findmesh.platform.permission

import android.content.Context
import android.os.Build
import dev.findmesh.PermissionStep
import dev.findmesh.PermissionStep.Ask
import dev.findmesh.PermissionStep.Kind
import dev.findmesh.PermissionStep.Partly
import dev.findmesh.platform.advice.Wording
import dev.findmesh.platform.advice.sentences

/** Why a permission is wanted, and what to choose, with the names that the platform's own screens use. */
internal object PermissionTexts {
    /** On a button that leads to the settings. */
    val SETTINGS = Wording("Open settings", "打开设置")

    fun of(step: PermissionStep, context: Context): String = sentences(
        context,
        WHY.getValue(step.kind).of(context),
        step.partly?.let { PARTLY.getValue(it).of(context) },
        if (step.ask == Ask.SETTINGS) NO_MORE.of(context) else null,
        // Asking for it leads to a page of the settings from API 30 on.
        if (step.ask == Ask.SETTINGS || step.kind == Kind.BACKGROUND_LOCATION) byHand(step.kind, context) else null,
        if (step.ask == Ask.NEVER) UNDECLARED.of(context) else null,
    )

    /** What to choose in the settings. */
    fun byHand(kind: Kind, context: Context): String = when (kind) {
        Kind.NEARBY_DEVICES -> NEARBY_DEVICES
        Kind.LOCATION -> LOCATION
        Kind.NOTIFICATIONS -> NOTIFICATIONS
        Kind.BACKGROUND_LOCATION -> allTheTime(context)
    }.of(context)

    private val WHY = mapOf(
        Kind.NEARBY_DEVICES to Wording(
            "“Nearby devices” lets this phone notice tags around it.",
            "“附近的设备”权限让手机可以发现周围的标签。",
        ),
        Kind.LOCATION to Wording(
            "A found tag helps its owner only with the place where it was noticed. Only the owner can read that place.",
            "发现标签时的位置对失主才有帮助，并且只有失主能读取该位置。",
        ),
        Kind.NOTIFICATIONS to Wording(
            "The notification shows that this phone helps, and lets you stop it.",
            "通知会显示手机正在提供帮助，您可以随时停止。",
        ),
        Kind.BACKGROUND_LOCATION to Wording(
            "Tags are mostly passed with the phone in a pocket. For that this app uses the location also while it is closed or not in use.",
            "手机放在口袋里时最常遇到标签，因此此应用在关闭或未使用时也需要使用位置信息。",
        ),
    )

    private val PARTLY = mapOf(
        Partly.APPROXIMATE to Wording(
            "So far only an approximate location is allowed, about 2 km: too wide to help. Choose “Precise”.",
            "目前仅允许大致位置（约 2 公里），范围太大。请选择“确切”位置。",
        ),
        Partly.ONLY_ONCE to Wording(
            "It was allowed for one time only, and that is over. Choose “While using the app”.",
            "之前仅允许了一次，现已失效。请选择“仅在使用该应用时允许”。",
        ),
    )

    private val UNDECLARED = Wording("This version of the app was made without it.", "此版本的应用未包含该权限。")

    private val NO_MORE = Wording("The phone does not ask any more.", "系统不再询问。")

    private val NEARBY_DEVICES = Wording(
        "In the settings of this app open “Permissions”, then “Nearby devices”, and allow it.",
        "请在应用设置中打开“权限”，允许“附近的设备”。",
    )

    private val LOCATION = Wording(
        "In the settings of this app open “Permissions”, then “Location”, and allow it, with “Use precise location” on.",
        "请在应用设置中打开“权限”，允许“位置信息”，并开启“使用确切位置”。",
    )

    private val NOTIFICATIONS = Wording(
        "In the settings of this app open “Notifications” and allow them.",
        "请在应用设置中打开“通知”并允许。",
    )

    /** The choice by the name that this phone gives it. */
    private fun allTheTime(context: Context): Wording {
        val label = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            context.packageManager.backgroundPermissionOptionLabel.toString().takeIf { it.isNotBlank() }
        } else {
            null
        }
        return Wording(
            "For “Location” choose “${label ?: "Allow all the time"}”.",
            "“位置信息”请选择“${label ?: "始终允许"}”。",
        )
    }
}
