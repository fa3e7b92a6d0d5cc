package dev.findmesh.platform.advice

import android.annotation.SuppressLint
import android.app.AppOpsManager
import android.content.Context
import android.os.Process

/** Xiaomi's autostart switch, the only one of its kind that can be read. */
internal object AutostartSwitch {
    /** MIUI's number for it; AOSP has none. */
    const val OPERATION: Int = 10_008

    /**
     * Whether it is known to be off. Some versions answer "allowed" whatever the switch says, so that is no proof.
     *
     * By reflection on purpose: numbers of operations are no public API, and MIUI's has no name.
     */
    @SuppressLint("DiscouragedPrivateApi")
    fun isOff(context: Context, maker: Maker = Maker.here): Boolean {
        if (maker != Maker.HYPER_OS && maker != Maker.MIUI) return false
        val mode = try {
            val number = Int::class.javaPrimitiveType
            AppOpsManager::class.java.getMethod("checkOpNoThrow", number, number, String::class.java)
                .invoke(context.getSystemService(AppOpsManager::class.java), OPERATION, Process.myUid(), context.packageName)
        } catch (_: ReflectiveOperationException) {
            null
        }
        return mode == AppOpsManager.MODE_IGNORED || mode == AppOpsManager.MODE_ERRORED
    }
}
