package dev.findmesh.platform.advice

import dev.findmesh.PermissionStep.Kind
import dev.findmesh.platform.permission.PermissionTexts

/** Permissions and the location. */
internal val PLACE_FIXES = mapOf(
    "permission_missing" to { detail: Map<String, String> -> permissionFix(detail["which"].orEmpty()) },
    page(
        "one_time_permission",
        Screens.APP_PAGE,
        "A permission lasts only until you leave the app. Allow it for good so that tags are noticed from your pocket.",
        "权限仅在本次使用期间有效。请改为长期允许，手机在口袋里也能发现标签。",
    ),
    "background_location_missing" to { _: Map<String, String> ->
        ContextFix(Screens.APP_PAGE) { PermissionTexts.byHand(Kind.BACKGROUND_LOCATION, it) }
    },
    page(
        "location_services_off",
        Screens.LOCATION,
        "Turn on Location for the whole phone: without it Android gives no Bluetooth results.",
        "请打开手机的定位服务：没有它，系统不会提供蓝牙扫描结果。",
    ),
    page(
        "location_coarse_only",
        Screens.APP_PAGE,
        "Only an approximate location is allowed, about 2 km: too wide to help an owner. Turn on “Use precise location”.",
        "目前仅允许大致位置（约 2 公里），对失主没有帮助。请打开“使用确切位置”。",
    ),
    page(
        "location_power_save",
        Screens.BATTERY_SAVER,
        "Battery saver keeps the location from apps in the background, and a report needs one.",
        "省电模式下，后台应用无法获取位置，而上报需要位置。",
    ),
    page(
        "no_fix",
        Screens.LOCATION,
        "The phone has not known where it is for a while. Going near a window or outdoors helps.",
        "手机暂时无法确定自己的位置。靠近窗户或到室外会有帮助。",
    ),
    words(
        "in_private_place",
        "Here nothing is reported, as you wish.",
        "按您的设置，此处不会上报。",
    ),
)

/** @param which platform names of the missing permissions, joined by commas. */
private fun permissionFix(which: String) = ContextFix(Screens.APP_PAGE) { context ->
    val kinds = listOfNotNull(
        Kind.NEARBY_DEVICES.takeIf { "BLUETOOTH" in which },
        Kind.LOCATION.takeIf { "LOCATION" in which },
    ).ifEmpty { listOf(Kind.NEARBY_DEVICES, Kind.LOCATION) }
    sentences(context, *kinds.map { PermissionTexts.byHand(it, context) }.toTypedArray())
}
