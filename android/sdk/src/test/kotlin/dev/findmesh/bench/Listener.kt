package dev.findmesh.bench

import android.bluetooth.le.ScanResult
import android.content.Context

/** Another library's way from what the framework hands out to what an app is told; implementations: tests/perf/android. */
interface Listener {
    /** Name and version. */
    val name: String

    /** Makes ready to hear tags like the one of this advert's AD structures. */
    fun begin(context: Context, advert: ByteArray)

    /** The framework's delivery. @return how many the app was told of when it returned. */
    fun take(results: List<ScanResult>): Int
}
