package dev.findmesh.platform.advice

private const val LOCK = "Open the recent apps, hold this app's card and tap the lock, so that cleaning leaves it alone."
private const val LOCK_ZH = "请打开最近任务，长按此应用的卡片并点击锁形图标，避免被清理。"

/** The lock that most makers have there. */
internal val LOCKED: Wording = Wording(LOCK, LOCK_ZH)

private fun page(component: String, named: String? = null) = Way(component = component, named = named)

private val XIAOMI_AUTOSTART = Screen(
    Way("miui.intent.action.OP_AUTO_START"),
    page("com.miui.securitycenter/com.miui.permcenter.autostart.AutoStartManagementActivity"),
)

private val XIAOMI = MakerAdvice(
    autostart = MakerSwitch(
        Wording("Autostart", "自启动"),
        Wording(
            "Turn on “Autostart” (on newer phones “Background autostart”) for this app.",
            "请为此应用开启“自启动”。",
        ),
        XIAOMI_AUTOSTART,
    ),
    battery = MakerSwitch(
        Wording("Battery saver", "省电策略"),
        Wording(
            "In the settings of this app open “Battery saver” and choose “No restrictions”. If it stands there already, choose " +
                "another one and then “No restrictions” again: the system changes it by itself at times.",
            "请在应用设置中打开“省电策略”，选择“无限制”。如果已是“无限制”，请先改为其他选项再改回来：系统有时会自行更改。",
        ),
        Screen(
            page("com.miui.securitycenter/com.miui.powercenter.legacypowerrank.PowerDetailActivity", named = "package_name"),
            Way("miui.intent.action.HIDDEN_APPS_CONFIG_ACTIVITY", named = "package_name", labelled = "package_label"),
            Way("miui.intent.action.POWER_HIDE_MODE_APP_LIST"),
        ),
    ),
    recents = LOCKED,
)

private val APP_LAUNCH_NAME = Wording("App launch", "应用启动管理")
private val APP_LAUNCH = Wording(
    "In “App launch” turn “Manage automatically” off for this app and allow “Auto-launch”, “Secondary launch” and “Run in background”.",
    "请在“应用启动管理”中关闭此应用的“自动管理”，并开启“允许自启动”、“允许关联启动”和“允许后台活动”。",
)

private val HUAWEI_PAGES = listOf(
    page("com.huawei.systemmanager/com.huawei.systemmanager.startupmgr.ui.StartupNormalAppListActivity"),
    page("com.huawei.systemmanager/com.huawei.systemmanager.appcontrol.activity.StartupAppControlActivity"),
    page("com.huawei.systemmanager/com.huawei.systemmanager.optimize.process.ProtectActivity"),
)

private val HONOR_PAGES = listOf(
    page("com.hihonor.systemmanager/com.hihonor.systemmanager.startupmgr.ui.StartupNormalAppListActivity"),
    page("com.hihonor.systemmanager/com.hihonor.systemmanager.appcontrol.activity.StartupAppControlActivity"),
    page("com.hihonor.systemmanager/com.huawei.systemmanager.startupmgr.ui.StartupNormalAppListActivity"),
)

private val OPPO_PAGES = listOf(
    page("com.oplus.battery/com.oplus.startupapp.view.StartupAppListActivity"),
    page("com.coloros.safecenter/com.coloros.safecenter.permission.startup.StartupAppListActivity"),
    page("com.coloros.safecenter/com.coloros.safecenter.startupapp.StartupAppListActivity"),
    page("com.oppo.safe/com.oppo.safe.permission.startup.StartupAppListActivity"),
)

/** Every page may be missing or closed on a given phone: [Screen.open] then leads to the app's own page (docs/phone-makers.md). */
internal val MAKERS: Map<Maker, MakerAdvice> = mapOf(
    Maker.HYPER_OS to XIAOMI,
    Maker.MIUI to XIAOMI,
    Maker.HUAWEI to MakerAdvice(MakerSwitch(APP_LAUNCH_NAME, APP_LAUNCH, Screen(HUAWEI_PAGES)), battery = null, LOCKED),
    Maker.HONOR to MakerAdvice(MakerSwitch(APP_LAUNCH_NAME, APP_LAUNCH, Screen(HONOR_PAGES + HUAWEI_PAGES)), battery = null, LOCKED),
    Maker.COLOR_OS to MakerAdvice(
        autostart = MakerSwitch(
            Wording("Auto launch", "自启动管理"),
            Wording("In “Auto launch” allow this app.", "请在“自启动管理”中允许此应用。"),
            Screen(OPPO_PAGES),
        ),
        battery = MakerSwitch(
            Wording("Battery usage", "耗电管理"),
            Wording(
                "In the settings of this app open “Battery usage” and turn on “Allow background activity” and “Allow auto launch”.",
                "请在应用设置中打开“耗电管理”，开启“允许完全后台行为”和“允许应用自启动”。",
            ),
            Screen(
                page("com.oplus.battery/com.oplus.powermanager.fuelgaue.PowerUsageModelActivity"),
                page("com.coloros.oppoguardelf/com.coloros.powermanager.fuelgaue.PowerUsageModelActivity"),
            ),
        ),
        recents = LOCKED,
    ),
    Maker.OXYGEN_OS to MakerAdvice(
        autostart = MakerSwitch(
            Wording("App auto-launch", "应用自启动管理"),
            Wording("In “App auto-launch” allow this app.", "请在“应用自启动管理”中允许此应用。"),
            Screen(page("com.oneplus.security/com.oneplus.security.chainlaunch.view.ChainLaunchAppListActivity")),
        ),
        battery = MakerSwitch(
            Wording("Battery optimisation", "电池优化"),
            Wording(
                "In “Battery optimisation” choose “Don't optimise” for this app, and turn “Deep optimisation” off.",
                "请在“电池优化”中将此应用设为“不优化”，并关闭“深度优化”。",
            ),
            Screen(
                Way("com.android.settings.action.BACKGROUND_OPTIMIZE"),
                Way("android.settings.IGNORE_BATTERY_OPTIMIZATION_SETTINGS"),
            ),
        ),
        recents = LOCKED,
    ),
    Maker.VIVO to MakerAdvice(
        autostart = MakerSwitch(
            Wording("Autostart", "自启动"),
            Wording("In “Autostart” allow this app.", "请在“自启动”中允许此应用。"),
            Screen(
                page("com.vivo.permissionmanager/com.vivo.permissionmanager.activity.BgStartUpManagerActivity"),
                page("com.iqoo.secure/com.iqoo.secure.ui.phoneoptimize.BgStartUpManager"),
                page("com.iqoo.secure/com.iqoo.secure.ui.phoneoptimize.AddWhiteListActivity"),
            ),
        ),
        battery = MakerSwitch(
            Wording("Background power consumption management", "后台耗电管理"),
            Wording(
                "In Settings, “Battery”, open “Background power consumption management” and allow high consumption for this app.",
                "请在“设置 > 电池 > 后台耗电管理”中为此应用选择“允许后台高耗电”。",
            ),
            Screen(page("com.vivo.abe/com.vivo.applicationbehaviorengine.ui.ExcessivePowerManagerActivity")),
        ),
        recents = LOCKED,
    ),
    Maker.SAMSUNG to MakerAdvice(
        autostart = null,
        battery = MakerSwitch(
            Wording("Never sleeping apps", "永不休眠的应用程序"),
            Wording(
                "In Settings, “Battery”, “Background usage limits”, put this app into “Never sleeping apps”.",
                "请在“设置 > 电池 > 后台使用限制”中将此应用加入“永不休眠的应用程序”。",
            ),
            Screen(
                Way(
                    "com.samsung.android.sm.ACTION_OPEN_CHECKABLE_LISTACTIVITY",
                    within = "com.samsung.android.lool",
                    numbers = mapOf("activity_type" to 2),
                ),
                page("com.samsung.android.lool/com.samsung.android.sm.battery.ui.BatteryActivity"),
                page("com.samsung.android.lool/com.samsung.android.sm.ui.battery.BatteryActivity"),
                page("com.samsung.android.sm_cn/com.samsung.android.sm.ui.battery.BatteryActivity"),
            ),
        ),
    ),
    Maker.MEIZU to MakerAdvice(
        autostart = MakerSwitch(
            Wording("Background processes", "后台管理"),
            Wording(
                "In “Security”, “Permissions”, “Background processes”, let this app run in the background.",
                "请在“手机管家 > 权限管理 > 后台管理”中允许此应用后台运行。",
            ),
            Screen(
                page("com.meizu.safe/com.meizu.safe.permission.SmartBGActivity"),
                Way("com.meizu.safe.security.SHOW_APPSEC", named = "packageName"),
            ),
        ),
        battery = null,
        recents = LOCKED,
    ),
    Maker.ASUS to MakerAdvice(
        autostart = MakerSwitch(
            Wording("Auto-start manager", "自动启动管理"),
            Wording("In “Auto-start manager” allow this app.", "请在“自动启动管理”中允许此应用。"),
            Screen(
                page("com.asus.mobilemanager/com.asus.mobilemanager.autostart.AutoStartActivity"),
                page("com.asus.mobilemanager/com.asus.mobilemanager.powersaver.PowerSaverSettings"),
            ),
        ),
        battery = null,
    ),
    Maker.TRANSSION to MakerAdvice(
        autostart = MakerSwitch(
            Wording("Auto-start", "自启动管理"),
            Wording("In “Phone Master”, “Auto-start”, allow this app.", "请在“手机管家 > 自启动管理”中允许此应用。"),
            Screen(
                page("com.transsion.phonemaster/com.cyin.himgr.autostart.AutoStartActivity"),
                page("com.transsion.phonemaster/com.cyin.himgr.applicationmanager.view.activities.AutoStartActivity"),
                page("com.transsion.phonemanager/com.itel.autobootmanager.activity.AutoBootMgrActivity"),
            ),
        ),
        battery = null,
        recents = LOCKED,
    ),
    Maker.HMD to MakerAdvice(
        autostart = null,
        battery = MakerSwitch(
            Wording("Background activity manager", "后台活动管理"),
            Wording(
                "In Settings, “Battery”, “Background activity manager”, let this app run.",
                "请在“设置 > 电池 > 后台活动管理”中允许此应用运行。",
            ),
            Screen(page("com.evenwell.powersaving.g3/com.evenwell.powersaving.g3.exception.PowerSaverExceptionActivity")),
        ),
    ),
    Maker.LEECO to MakerAdvice(
        autostart = MakerSwitch(
            Wording("Auto-launch management", "自启动管理"),
            Wording("In “Auto-launch management” allow this app.", "请在“自启动管理”中允许此应用。"),
            Screen(page("com.letv.android.letvsafe/com.letv.android.letvsafe.AutobootManageActivity")),
        ),
        battery = null,
    ),
)
