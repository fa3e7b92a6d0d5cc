package dev.findmesh.platform.advice

/** What the platform and the maker ration. */
internal val POWER_FIXES = mapOf(
    page(
        "battery_saver",
        Screens.BATTERY_SAVER,
        "Battery saver is on: the finder rests until it is off.",
        "省电模式已开启，关闭之前暂停发现标签。",
    ),
    words(
        "low_battery",
        "The battery is low: the finder rests until the phone is charged.",
        "电量不足，充电之前暂停发现标签。",
    ),
    page(
        "background_restricted",
        Screens.APP_PAGE,
        "This app may not work in the background. Under Battery, choose “Optimized” or “Unrestricted”.",
        "此应用被限制在后台运行。请在电池设置中选择“优化”或“无限制”。",
    ),
    page(
        "standby_bucket",
        Screens.BATTERY_OPTIMISATION,
        "The phone gives this app little time because it is rarely opened. Opening it now and then helps, or “Don't optimise” for it.",
        "此应用很少被打开，系统给它的后台时间较少。偶尔打开一次，或将其电池优化设为“不优化”，会有帮助。",
    ),
    page(
        "alarm_quota",
        Screens.BATTERY_OPTIMISATION,
        "The phone wakes this app later than asked. Opening it now and then helps, or “Don't optimise” for it.",
        "系统唤醒此应用的时间有延迟。偶尔打开一次，或将其电池优化设为“不优化”，会有帮助。",
    ),
    page(
        "job_quota",
        Screens.BATTERY_OPTIMISATION,
        "Reports wait because the phone gives this app no moment to send them. Opening it now sends them.",
        "系统没有给此应用发送的时机，报告正在等待。现在打开应用即可发送。",
    ),
    words(
        "doze",
        "The phone sleeps deeply because it lies still. It is noticed less until it is moved; nothing needs to be done.",
        "手机静置后进入深度休眠，移动之前发现标签会变慢，无需处理。",
    ),
    page(
        "fgs_start_refused",
        Screens.BATTERY_OPTIMISATION,
        "The phone did not let the finder's service start in the background. Opening the app starts it; “Don't optimise” for it prevents this.",
        "系统不允许在后台启动发现服务。打开应用即可启动；将其电池优化设为“不优化”可以避免。",
    ),
    page(
        "notifications_off",
        Screens.NOTIFICATIONS,
        "Notifications are off: you would not see that the finder works.",
        "通知已关闭，您将看不到发现功能的运行状态。",
    ),
    byMaker(
        "oem_autostart_off",
        { it.autostart?.screen ?: it.screen },
        Wording(
            "The phone may not start this app while it is closed.",
            "系统不允许此应用在关闭后自行启动。",
        ),
    ) { maker, context -> (maker.autostart ?: maker.battery)?.words?.of(context) },
    byMaker(
        "oem_battery_saver",
        { it.screen },
        Wording(
            "The phone keeps this app from working in the background.",
            "系统阻止此应用在后台运行。",
        ),
    ) { maker, context -> maker.everything(context) },
)
