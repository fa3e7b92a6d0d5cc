package dev.findmesh.platform

import android.os.Trace

/**
 * Shows [work] as a section of a system trace, `findmesh: ` and its [name]: where the start of the library spends its time on a
 * phone (docs/performance.md). Costs nothing while nobody traces. Must not suspend.
 */
internal inline fun <T> traced(name: String, work: () -> T): T {
    Trace.beginSection("findmesh: $name")
    try {
        return work()
    } finally {
        Trace.endSection()
    }
}
