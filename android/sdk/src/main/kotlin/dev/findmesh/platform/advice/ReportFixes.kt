package dev.findmesh.platform.advice

/** The network, the relay, the store and the clock. */
internal val REPORT_FIXES = mapOf(
    page(
        "offline",
        Screens.NETWORK,
        "The phone is offline. Reports wait, sealed, until it is online again.",
        "手机未联网。加密的报告会等到联网后再发送。",
    ),
    page(
        "data_saver",
        Screens.DATA_SAVER,
        "Data saver keeps reports waiting for Wi-Fi. Allow unrestricted data, about 20 kB a day.",
        "流量节省程序已开启，报告会等待 Wi-Fi。可允许不受限制地使用数据，每天约 20 kB。",
    ),
    words(
        "metered_budget_spent",
        "Today's mobile data for reports is used up. The rest waits for Wi-Fi.",
        "今天用于上报的移动数据已用完，其余报告等待 Wi-Fi。",
    ),
    words(
        "relay_unreachable",
        "The relay cannot be reached. Reports wait and are sent again by themselves.",
        "暂时无法连接中继服务器。报告会等待并自动重新发送。",
    ),
    words(
        "relay_refused",
        "The relay does not take reports from this version. Update the app.",
        "中继服务器不接受此版本的报告。请更新应用。",
    ),
    words(
        "queue_full",
        "More reports wait than are kept. Going online sends them.",
        "等待的报告已达上限。联网后会自动发送。",
    ),
    page(
        "disk_full",
        Screens.STORAGE,
        "The phone's storage is full. Free some space.",
        "手机存储空间已满，请清理一些空间。",
    ),
    words(
        "storage_failed",
        "The phone's storage does not answer. Restarting the phone may help.",
        "手机存储无响应。重启手机可能会有帮助。",
    ),
    words(
        "storage_corrupt",
        "What the finder had kept was damaged. A new file takes its place by itself; what waited to be sent is gone.",
        "已保存的数据损坏，系统会自动使用新文件继续，等待发送的内容已丢失。",
    ),
    words(
        "vault_lost",
        "The phone's key store was reset, and with it went your private places. Nothing is reported until you confirm in the app " +
            "where you want to take part, set a private place, or agree again.",
        "手机的密钥库已重置，您的私密地点也随之丢失。在您于应用中确认参与范围、设置私密地点或重新同意之前，不会上报任何内容。",
    ),
    page(
        "clock_jumped",
        Screens.DATE,
        "The phone's clock jumped. Let it be set by the network.",
        "手机时钟发生跳变。请使用网络自动设置时间。",
    ),
)
