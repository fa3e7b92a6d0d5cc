package dev.findmesh.service

import android.content.Context
import android.content.SharedPreferences
import java.security.PublicKey
import java.util.Random

/**
 * The newest orders and what goes with them. Kept where it can be read before the phone is unlocked: there is nothing
 * secret in it, and a finder that was switched off rests from the first moment.
 */
class OrdersStore(context: Context, private val keys: List<PublicKey>) {
    private val kept: SharedPreferences =
        context.createDeviceProtectedStorageContext().getSharedPreferences("orders", Context.MODE_PRIVATE)

    /** Checked again each time: what lies in a file proves nothing. */
    @get:Synchronized
    val orders: Orders? get() = kept.getString(DOCUMENT, null)?.let {
        try {
            Orders.read(it, keys)
        } catch (_: OrdersException) {
            null
        }
    }

    /** When orders were last asked for, wall time in milliseconds; 0: never. */
    var asked: Long
        get() = kept.getLong(ASKED, 0)
        set(value) = kept.edit().putLong(ASKED, value).apply()

    /** 0 to 99, drawn once; the phone finds while the ordered share is greater. Never leaves the phone. */
    @get:Synchronized
    val lot: Int get() {
        val drawn = kept.getInt(LOT, -1)
        return if (drawn >= 0) drawn else Random().nextInt(LOTS).also { kept.edit().putInt(LOT, it).apply() }
    }

    /**
     * Keeps [document] unless what is there was issued later.
     *
     * @return whether it is the newest now.
     * @throws OrdersException nothing of it counts.
     */
    @Synchronized
    fun take(document: String): Boolean {
        val offered = Orders.read(document, keys)
        val known = orders
        if (known != null && offered.issued < known.issued) return false
        return kept.edit().putString(DOCUMENT, document).commit()
    }

    private companion object {
        const val DOCUMENT = "document"
        const val ASKED = "asked"
        const val LOT = "lot"
        const val LOTS = 100
    }
}
