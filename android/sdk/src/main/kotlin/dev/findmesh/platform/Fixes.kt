package dev.findmesh.platform

import android.content.Context
import android.content.Intent
import android.net.Uri
import android.provider.Settings
import dev.findmesh.Fix

/** What helps against a reason: where to go, and what to say. The library ships no resources, so texts are data here. */
internal object Fixes {
    /** Null where nothing is known to help. */
    fun of(code: String): Fix? = TABLE[code]

    private val TABLE: Map<String, Fix> = mapOf(
        "bluetooth_off" to fix(
            Settings.ACTION_BLUETOOTH_SETTINGS,
            "Turn Bluetooth on so that this phone can notice tags nearby.",
            "请打开蓝牙，手机才能发现附近的标签。",
        ),
        "bluetooth_unsupported" to words(
            "This phone has no Bluetooth Low Energy and cannot notice tags.",
            "此手机不支持低功耗蓝牙，无法发现标签。",
        ),
        "airplane_mode" to fix(
            Settings.ACTION_AIRPLANE_MODE_SETTINGS,
            "Airplane mode is on. Turn it off, or turn Bluetooth on within it.",
            "飞行模式已开启。请关闭飞行模式，或在飞行模式下打开蓝牙。",
        ),
        "permission_missing" to appPage(
            "A permission is missing. Allow Nearby devices and Location for this app.",
            "缺少权限。请允许此应用使用“附近的设备”和“位置信息”。",
        ),
        "background_location_missing" to appPage(
            "Location is allowed only while the app is open. Choose “Allow all the time” so that tags are reported from your pocket.",
            "目前仅在使用应用时允许定位。请选择“始终允许”，手机在口袋里也能上报。",
        ),
        "location_coarse_only" to appPage(
            "Only an approximate location is allowed, about 2 km: too wide to help an owner. Turn on “Use precise location”.",
            "目前仅允许大致位置（约 2 公里），对失主没有帮助。请打开“使用精确位置”。",
        ),
        "one_time_permission" to appPage(
            "A permission lasts only until you leave the app. Allow it for good so that tags are noticed from your pocket.",
            "权限仅在本次使用期间有效。请改为长期允许，手机在口袋里也能发现标签。",
        ),
        "location_power_save" to fix(
            Settings.ACTION_BATTERY_SAVER_SETTINGS,
            "Battery saver keeps the location from apps in the background, and a report needs one.",
            "省电模式下，后台应用无法获取位置，而上报需要位置。",
        ),
        "location_services_off" to fix(
            Settings.ACTION_LOCATION_SOURCE_SETTINGS,
            "Turn on Location for the whole phone: without it Android gives no Bluetooth results.",
            "请打开手机的定位服务：没有它，系统不会提供蓝牙扫描结果。",
        ),
        "no_fix" to fix(
            Settings.ACTION_LOCATION_SOURCE_SETTINGS,
            "The phone has not known where it is for a while. Going near a window or outdoors helps.",
            "手机暂时无法确定自己的位置。靠近窗户或到室外会有帮助。",
        ),
        "battery_saver" to fix(
            Settings.ACTION_BATTERY_SAVER_SETTINGS,
            "Battery saver is on: the finder rests until it is off.",
            "省电模式已开启，关闭之前暂停发现标签。",
        ),
        "background_restricted" to appPage(
            "This app may not work in the background. Under Battery, choose “Optimized” or “Unrestricted”.",
            "此应用被限制在后台运行。请在电池设置中选择“优化”或“无限制”。",
        ),
        "standby_bucket" to words(
            "The phone gives this app little time because it is rarely opened. Opening it now and then helps.",
            "此应用很少被打开，系统给它的后台时间较少。偶尔打开一次会有帮助。",
        ),
        "alarm_quota" to words(
            "The phone wakes this app later than asked. Opening it now and then helps.",
            "系统唤醒此应用的时间有延迟。偶尔打开一次会有帮助。",
        ),
        "job_quota" to words(
            "Reports wait because the phone gives this app no moment to send them. Opening it now sends them.",
            "系统没有给此应用发送的时机，报告正在等待。现在打开应用即可发送。",
        ),
        "notifications_off" to fix(
            Settings.ACTION_APP_NOTIFICATION_SETTINGS,
            "Notifications are off: you would not see that the finder works.",
            "通知已关闭，您将看不到发现功能的运行状态。",
            named = true,
        ),
        "force_stopped" to words(
            "The app was stopped by force, by a person or by a cleaner, and found nothing until it was opened. Keep it out of cleaners.",
            "此应用曾被强行停止（手动或被清理工具），重新打开前无法发现标签。请将它从清理工具中排除。",
        ),
        "app_hibernated" to appPage(
            "The phone put this app to sleep because nobody used it. Turn off “Pause app activity if unused”.",
            "此应用长期未使用，已被系统休眠。请关闭“未使用时暂停应用活动”。",
        ),
        "low_battery" to words(
            "The battery is low: the finder rests until the phone is charged.",
            "电量不足，充电之前暂停发现标签。",
        ),
        "data_saver" to fix(
            Settings.ACTION_IGNORE_BACKGROUND_DATA_RESTRICTIONS_SETTINGS,
            "Data saver keeps reports waiting for Wi-Fi. Allow unrestricted data, about 20 kB a day.",
            "流量节省程序已开启，报告会等待 Wi-Fi。可允许不受限制地使用数据，每天约 20 kB。",
            ofApp = true,
        ),
        "offline" to fix(
            Settings.ACTION_WIRELESS_SETTINGS,
            "The phone is offline. Reports wait, sealed, until it is online again.",
            "手机未联网。加密的报告会等到联网后再发送。",
        ),
        "metered_budget_spent" to words(
            "Today's mobile data for reports is used up. The rest waits for Wi-Fi.",
            "今天用于上报的移动数据已用完，其余报告等待 Wi-Fi。",
        ),
        "relay_unreachable" to words(
            "The relay cannot be reached. Reports wait and are sent again by themselves.",
            "暂时无法连接中继服务器。报告会等待并自动重新发送。",
        ),
        "relay_refused" to words(
            "The relay does not take reports from this version. Update the app.",
            "中继服务器不接受此版本的报告。请更新应用。",
        ),
        "extended_unsupported" to words(
            "This phone's radio cannot hear tags of the extended form.",
            "此手机的蓝牙无法接收扩展广播形式的标签。",
        ),
        "scan_failed" to fix(
            Settings.ACTION_BLUETOOTH_SETTINGS,
            "The phone refused to scan. Turning Bluetooth off and on usually helps.",
            "手机拒绝扫描。关闭再打开蓝牙通常可以解决。",
        ),
        "scanner_exhausted" to words(
            "Other apps use all of the phone's Bluetooth scanners. Closing one of them, or Bluetooth off and on, helps.",
            "其他应用占满了手机的蓝牙扫描。关闭其中一个，或关闭再打开蓝牙，会有帮助。",
        ),
        "scan_suspected_blocked" to fix(
            Settings.ACTION_BLUETOOTH_SETTINGS,
            "The phone seems to hold back what it hears. Turning Bluetooth off and on usually helps.",
            "手机似乎没有返回扫描结果。关闭再打开蓝牙通常可以解决。",
        ),
        "no_offload_filters" to words(
            "This phone's radio cannot pick tags out by itself: noticing them costs more battery.",
            "此手机的蓝牙芯片无法自行筛选标签，发现标签会更耗电。",
        ),
        "in_private_place" to words(
            "Here nothing is reported, as you wish.",
            "按您的设置，此处不会上报。",
        ),
        "queue_full" to words(
            "More reports wait than are kept. Going online sends them.",
            "等待的报告已达上限。联网后会自动发送。",
        ),
        "clock_jumped" to fix(
            Settings.ACTION_DATE_SETTINGS,
            "The phone's clock jumped. Let it be set by the network.",
            "手机时钟发生跳变。请使用网络自动设置时间。",
        ),
        "consent_missing" to words(
            "Nobody agreed to help yet. Agree in the app to begin.",
            "尚未同意参与。请在应用中同意后开始。",
        ),
        "disk_full" to fix(
            Settings.ACTION_INTERNAL_STORAGE_SETTINGS,
            "The phone's storage is full. Free some space.",
            "手机存储空间已满，请清理一些空间。",
        ),
        "storage_failed" to words(
            "The phone's storage does not answer. Restarting the phone may help.",
            "手机存储无响应。重启手机可能会有帮助。",
        ),
        "vault_lost" to words(
            "The phone's key store was reset. What was queued is gone; the finder goes on with a new key.",
            "手机的密钥库已重置。排队的报告已丢失，将使用新密钥继续。",
        ),
        "user_locked" to words(
            "Unlock the phone once after it started.",
            "请在开机后解锁一次手机。",
        ),
        "native_unavailable" to words(
            "This installation does not fit the phone's processor. Install the app from its store again.",
            "此安装包与手机处理器不符。请从应用商店重新安装。",
        ),
    )

    /** @param ofApp the page is the app's, by its address; [named] by its name. */
    private fun fix(action: String, english: String, chinese: String, ofApp: Boolean = false, named: Boolean = false): Fix =
        TextFix(english, chinese) { context ->
            Intent(action).apply {
                if (ofApp) data = pageOf(context)
                if (named) putExtra(Settings.EXTRA_APP_PACKAGE, context.packageName)
            }
        }

    private fun appPage(english: String, chinese: String): Fix =
        TextFix(english, chinese) { context -> Intent(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, pageOf(context)) }

    private fun words(english: String, chinese: String): Fix = TextFix(english, chinese) { null }

    private fun pageOf(context: Context): Uri = Uri.fromParts("package", context.packageName, null)
}

private class TextFix(
    private val english: String,
    private val chinese: String,
    private val destination: (Context) -> Intent?,
) : Fix {
    override fun intent(context: Context): Intent? = destination(context)?.addFlags(Intent.FLAG_ACTIVITY_NEW_TASK)

    override fun text(context: Context): CharSequence =
        if (context.resources.configuration.locales[0].language == "zh") chinese else english
}
