package dev.findmesh.service

import android.content.Context
import android.os.Bundle
import dev.findmesh.Findmesh
import dev.findmesh.Health
import java.io.PrintWriter
import java.time.Instant

/** How the finder is: for other apps of the maker and for bug reports. Counts and times, no identifiers, no places. */
class FinderStatus(private val context: Context, private val control: FinderControl, private val orders: OrdersStore) {
    /** By the names of [StatusContract]; what is not known is left out. */
    fun read(): Map<String, Any> = buildMap {
        val resting = control.resting.value
        put(StatusContract.VERSION, context.versionCode())
        put(StatusContract.WORKING, resting == null)
        resting?.let { put(StatusContract.RESTING_BECAUSE, it.code) }
        orders.orders?.let { put(StatusContract.ORDERS_ISSUED, it.issued * MILLIS) }
        // Before the first unlock the library cannot be opened; asking for it would try.
        if (control.isOpen) addAll(Findmesh.get(context))
    }

    private fun MutableMap<String, Any>.addAll(findmesh: Findmesh) {
        put(StatusContract.STATE, findmesh.finder.state.value.toString())
        addAll(findmesh.health.value)
    }

    private fun MutableMap<String, Any>.addAll(health: Health) {
        put(StatusContract.REASONS, health.reasons.joinToString(",") { it.code })
        putTime(StatusContract.LAST_SCAN, health.lastScan)
        putTime(StatusContract.LAST_SIGHTING, health.lastSighting)
        putTime(StatusContract.LAST_REPORT, health.lastReport)
        putTime(StatusContract.LAST_UPLOAD, health.lastUpload)
        put(StatusContract.QUEUE_REPORTS, health.queue.reports.toLong())
        put(StatusContract.QUEUE_BYTES, health.queue.bytes)
        put(StatusContract.QUEUE_PENDING, health.queue.pending.toLong())
    }

    private fun MutableMap<String, Any>.putTime(name: String, time: Instant?) {
        if (time != null) put(name, time.toEpochMilli())
    }

    fun toBundle(): Bundle = Bundle().apply {
        for ((name, value) in read()) {
            when (value) {
                is Boolean -> putBoolean(name, value)
                is Long -> putLong(name, value)
                else -> putString(name, value.toString())
            }
        }
    }

    /** For `dumpsys activity service`: a line a value, counters of the day besides. */
    fun dump(to: PrintWriter) {
        to.println("Findmesh finder")
        for ((name, value) in read()) to.println("  $name=$value")
        if (!control.isOpen) return
        to.println("  today:")
        for ((name, count) in Findmesh.get(context).health.value.today.toSortedMap()) to.println("    $name=$count")
    }

    private companion object {
        const val MILLIS = 1_000L
    }
}
