package dev.findmesh.platform.advice

import android.content.Context
import dev.findmesh.Fix

/** How a process ended, and what keeps it from running at all. */
internal val PROCESS_FIXES = mapOf(
    "killed" to { detail: Map<String, String> -> killed(detail["why"].orEmpty(), detail["gap"]?.toLongOrNull() ?: 0) },
    byMaker(
        "force_stopped",
        { it.screen },
        Wording(
            "The app was stopped by force, by a person or by a cleaner, and found nothing until it was opened. Keep it out of cleaners.",
            "此应用曾被强行停止（手动或被清理工具），重新打开前无法发现标签。请将它从清理工具中排除。",
        ),
    ) { maker, context -> maker.recents?.of(context) },
    page(
        "app_hibernated",
        Screens.UNUSED,
        "The phone put this app to sleep because nobody used it. Turn off “Pause app activity if unused”.",
        "此应用长期未使用，已被系统休眠。请关闭“未使用时暂停应用活动”。",
    ),
    words(
        "user_locked",
        "Unlock the phone once after it started.",
        "请在开机后解锁一次手机。",
    ),
    words(
        "user_in_background",
        "Another user of this phone is in front. The finder goes on when you are back.",
        "当前是本机的其他用户在使用。切换回您的用户后会继续。",
    ),
    words(
        "managed_restriction",
        "The organisation that manages this phone does not allow Bluetooth or the location. Ask its administrator.",
        "管理此手机的组织不允许使用蓝牙或位置信息。请联系管理员。",
    ),
)

/** Ends that a person, a cleaner or the maker brings about: switches help. Others pass by themselves. */
private val SWITCHED = setOf("user_requested", "user_stopped", "other", "signaled", "freezer", "excessive_resource_usage", "unknown")

private val WHYS = mapOf(
    "low_memory" to Wording(
        "The phone ran out of memory and ended the app; it went on by itself.",
        "手机内存不足，应用被系统结束，之后会自动恢复。",
    ),
    "crash" to Wording("The app crashed. An update may help.", "应用发生崩溃。更新应用可能会有帮助。"),
    "crash_native" to Wording("The app crashed. An update may help.", "应用发生崩溃。更新应用可能会有帮助。"),
    "anr" to Wording("The app did not answer and was ended. An update may help.", "应用无响应而被结束。更新应用可能会有帮助。"),
    "permission_change" to Wording(
        "A permission was changed, and the phone ended the app for that.",
        "权限发生更改，系统因此结束了应用。",
    ),
    "user_requested" to Wording(
        "The app was swiped away or stopped.",
        "应用被划掉或手动停止。",
    ),
    "user_stopped" to Wording("This user of the phone was stopped.", "此手机用户被停止。"),
    "excessive_resource_usage" to Wording(
        "The phone ended the app because it used a lot.",
        "系统认为应用占用资源过多而将其结束。",
    ),
    "unknown" to Wording(
        "The app was ended; this version of Android does not say why.",
        "应用被结束；此 Android 版本无法得知原因。",
    ),
)

private val ENDED = Wording("The phone ended the app.", "应用被系统结束。")

/** @param gap seconds without a process. */
private fun killed(why: String, gap: Long): Fix {
    val word = WHYS[why] ?: ENDED
    val screen: (MakerAdvice) -> Screen? = { maker -> maker.screen.takeIf { why in SWITCHED } }
    return MakerFix(screen, { sentences(it, word.of(it), lost(gap, it)) }) { maker, context ->
        maker.everything(context).takeIf { why in SWITCHED }
    }
}

/** What it cost, from an hour on. */
private fun lost(gap: Long, context: Context): String? {
    val hours = gap / SECONDS_AN_HOUR
    if (hours < 1) return null
    return Wording(
        if (hours == 1L) "For an hour no tags were noticed." else "For $hours hours no tags were noticed.",
        "约 $hours 小时内未能发现标签。",
    ).of(context)
}

private const val SECONDS_AN_HOUR = 3_600L
