package dev.findmesh.bench

import android.content.Intent
import dev.findmesh.RestartTest
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.TimedSections
import org.junit.Rule
import org.junit.Test
import org.junit.rules.ExternalResource
import org.junit.runner.RunWith
import org.robolectric.annotation.Config
import java.io.File
import java.lang.management.ManagementFactory

/**
 * From nothing to the first scan request at the radio, once, as after the phone's own start: a process that `cargo xtask
 * bench` starts anew for each figure, of an app whose finder was on. With `findmesh.bench.leave=true` it is the process before.
 */
@RunWith(PhoneRunner::class)
@Config(sdk = [34], shadows = [TimedSections::class])
class StartBench {
    private val phone = Phone()

    /** No library is loaded and no class of ours is there yet. */
    @get:Rule
    val bare: ExternalResource = object : ExternalResource() {
        override fun before() = phone.layOut()

        override fun after() {
            phone.restart()
            phone.keyStore.after()
        }
    }
    private val files = File(checkNotNull(System.getProperty("findmesh.bench.files")))

    @Test
    fun start() = if (System.getProperty("findmesh.bench.leave").toBoolean()) leave() else measure()

    private fun leave() {
        phone.beginFinding()
        phone.restart()
        RestartTest.databaseFolder(phone.app).copyRecursively(File(files, "findmesh"))
        phone.keyStore.save(File(files, "keystore.properties"))
    }

    private fun measure() {
        File(files, "findmesh").copyRecursively(RestartTest.databaseFolder(phone.app), overwrite = true)
        phone.keyStore.restore(File(files, "keystore.properties"))
        TimedSections.clear()
        var asked = 0L
        FakeRadio.busy = {
            if (asked == 0L) asked = System.nanoTime()
            0
        }
        val classes = loadedClasses()
        val start = System.nanoTime()
        phone.findmesh
        val created = System.nanoTime()
        // A scan that outlives its process is not asked for again, but after the phone's own start it is.
        phone.app.sendBroadcast(Intent(Intent.ACTION_BOOT_COMPLETED))
        phone.until("the first scan request") { asked != 0L }
        Figures.tell("start_create_ms", (created - start) / NANOS)
        Figures.tell("start_all_ms", (asked - start) / NANOS)
        Figures.tell("start_classes", loadedClasses() - classes)
        TimedSections.nanos.forEach { (name, nanos) -> Figures.tell("start_${name}_ms", nanos / NANOS) }
    }

    private fun loadedClasses(): Long = ManagementFactory.getClassLoadingMXBean().totalLoadedClassCount

    private companion object {
        const val NANOS = 1e6
    }
}
