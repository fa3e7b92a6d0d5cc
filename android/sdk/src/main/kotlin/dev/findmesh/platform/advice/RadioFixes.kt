package dev.findmesh.platform.advice

/** Bluetooth and scanning. */
internal val RADIO_FIXES = mapOf(
    page(
        "bluetooth_off",
        Screens.BLUETOOTH,
        "Turn Bluetooth on so that this phone can notice tags nearby.",
        "请打开蓝牙，手机才能发现附近的标签。",
    ),
    words(
        "bluetooth_unsupported",
        "This phone has no Bluetooth Low Energy and cannot notice tags.",
        "此手机不支持低功耗蓝牙，无法发现标签。",
    ),
    page(
        "airplane_mode",
        Screens.AIRPLANE,
        "Airplane mode is on. Turn it off, or turn Bluetooth on within it.",
        "飞行模式已开启。请关闭飞行模式，或在飞行模式下打开蓝牙。",
    ),
    page(
        "scan_failed",
        Screens.BLUETOOTH,
        "The phone refused to scan. Turning Bluetooth off and on usually helps.",
        "手机拒绝扫描。关闭再打开蓝牙通常可以解决。",
    ),
    page(
        "scan_lost",
        Screens.BLUETOOTH,
        "The phone ended the scan; it is started again by itself. If this stays, turn Bluetooth off and on.",
        "系统结束了扫描，会自动重新开始。如果一直如此，请关闭再打开蓝牙。",
    ),
    words(
        "scan_throttled",
        "The phone lets no app start scans more often than it allows. It goes on by itself within a minute.",
        "系统限制了扫描次数，一分钟内会自动恢复。",
    ),
    page(
        "scan_suspected_blocked",
        Screens.BLUETOOTH,
        "The phone seems to hold back what it hears. Turning Bluetooth off and on usually helps.",
        "手机似乎没有返回扫描结果。关闭再打开蓝牙通常可以解决。",
    ),
    page(
        "scanner_exhausted",
        Screens.BLUETOOTH,
        "Other apps use all of the phone's Bluetooth scanners. Closing one of them, or Bluetooth off and on, helps.",
        "其他应用占满了手机的蓝牙扫描。关闭其中一个，或关闭再打开蓝牙，会有帮助。",
    ),
    words(
        "no_offload_filters",
        "This phone's radio cannot pick tags out by itself: noticing them costs more battery.",
        "此手机的蓝牙芯片无法自行筛选标签，发现标签会更耗电。",
    ),
    words(
        "extended_unsupported",
        "This phone's radio cannot hear tags of the extended form.",
        "此手机的蓝牙无法接收扩展广播形式的标签。",
    ),
)
