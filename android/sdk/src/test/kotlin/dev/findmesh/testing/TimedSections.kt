package dev.findmesh.testing

import android.os.Trace
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import java.util.concurrent.ConcurrentHashMap

/** Times the library's sections of a system trace. */
@Implements(Trace::class)
class TimedSections {
    companion object {
        private const val OURS = "findmesh: "
        private val open = ThreadLocal.withInitial { ArrayDeque<Pair<String, Long>>() }

        /** Nanoseconds by the name of the section, inner ones included. */
        val nanos: MutableMap<String, Long> = ConcurrentHashMap()

        fun clear() = nanos.clear()

        @JvmStatic
        @Implementation
        fun beginSection(name: String) = open.get().addLast(name to System.nanoTime())

        @JvmStatic
        @Implementation
        fun endSection() {
            val (name, began) = open.get().removeLast()
            if (name.startsWith(OURS)) nanos.merge(name.removePrefix(OURS), System.nanoTime() - began, Long::plus)
        }
    }
}
