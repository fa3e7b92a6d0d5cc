package dev.findmesh.platform.advice

import android.annotation.SuppressLint
import android.os.Build

/** Whose Android this is: each maker's has switches of its own that end apps in the background (docs/phone-makers.md). */
internal enum class Maker {
    HYPER_OS,
    MIUI,
    HUAWEI,
    HONOR,
    COLOR_OS,
    OXYGEN_OS,
    VIVO,
    SAMSUNG,
    MEIZU,
    ASUS,
    TRANSSION,
    HMD,
    LEECO,
    OTHER,
    ;

    companion object {
        /** This phone's. */
        val here: Maker get() = of(Build.MANUFACTURER, Build.BRAND, ::systemProperty)

        /**
         * @param manufacturer as in [Build.MANUFACTURER].
         * @param brand as in [Build.BRAND].
         * @param property a system property, null where it cannot be read.
         */
        fun of(manufacturer: String, brand: String, property: (String) -> String?): Maker {
            // The system decides, not who made the phone: others' systems run on these phones too.
            if (!property("ro.mi.os.version.name").isNullOrEmpty()) return HYPER_OS
            if (!property("ro.miui.ui.version.name").isNullOrEmpty()) return MIUI
            val readable = property("ro.build.version.release") != null
            val names = setOf(manufacturer.lowercase(), brand.lowercase())
            return when {
                names.any { it in XIAOMI } -> if (readable) OTHER else MIUI
                "honor" in names -> HONOR
                "huawei" in names -> HUAWEI
                "oneplus" in names -> if (property("ro.build.version.oplusrom").isNullOrEmpty()) OXYGEN_OS else COLOR_OS
                else -> BY_NAME.entries.firstOrNull { (name, _) -> name in names }?.value ?: OTHER
            }
        }

        private val XIAOMI = setOf("xiaomi", "redmi", "poco", "blackshark")
        private val BY_NAME = mapOf(
            "oppo" to COLOR_OS,
            "realme" to COLOR_OS,
            "vivo" to VIVO,
            "iqoo" to VIVO,
            "samsung" to SAMSUNG,
            "meizu" to MEIZU,
            "asus" to ASUS,
            "tecno" to TRANSSION,
            "infinix" to TRANSSION,
            "itel" to TRANSSION,
            "hmd global" to HMD,
            "nokia" to HMD,
            "letv" to LEECO,
            "leeco" to LEECO,
        )

        /** By reflection on purpose: there is no public way, and makers name their systems nowhere else. */
        @SuppressLint("PrivateApi")
        private fun systemProperty(name: String): String? = try {
            Class.forName("android.os.SystemProperties").getMethod("get", String::class.java).invoke(null, name) as? String
        } catch (_: ReflectiveOperationException) {
            null
        }
    }
}
