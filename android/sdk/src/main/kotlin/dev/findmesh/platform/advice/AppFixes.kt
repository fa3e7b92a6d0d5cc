package dev.findmesh.platform.advice

/** What the app and its maker decide. */
internal val APP_FIXES = mapOf(
    words(
        "starting",
        "The finder is starting.",
        "正在启动。",
    ),
    words(
        "not_configured",
        "The app does not say how to find. This is a fault of the app: update it.",
        "应用未完成配置。这是应用的问题，请更新应用。",
    ),
    words(
        "consent_missing",
        "Nobody agreed to help yet. Agree in the app to begin.",
        "尚未同意参与。请在应用中同意后开始。",
    ),
    words(
        "paused_by_user",
        "You chose not to take part. In the app you can change that at any time.",
        "您已选择不参与，可随时在应用中更改。",
    ),
    words(
        "native_unavailable",
        "This installation does not fit the phone's processor. Install the app from its store again.",
        "此安装包与手机处理器不符。请从应用商店重新安装。",
    ),
    words(
        "another_process",
        "Another part of the app does the finding already. If this stays, restart the phone.",
        "应用的另一部分正在负责发现标签。如果一直如此，请重启手机。",
    ),
    words(
        "internal",
        "The finder met a fault of its own. Closing and opening the app may help; an update mends it.",
        "发生内部错误。关闭再打开应用可能会有帮助，更新可修复此问题。",
    ),
)
