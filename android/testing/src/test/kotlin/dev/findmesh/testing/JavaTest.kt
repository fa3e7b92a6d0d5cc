package dev.findmesh.testing

import dev.findmesh.Findmesh
import dev.findmesh.FindmeshJava
import kotlinx.coroutines.awaitCancellation
import org.junit.AfterClass
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.BeforeClass
import org.junit.Test
import java.io.File
import java.net.URLClassLoader
import java.nio.file.Files
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Executor
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicBoolean
import javax.tools.ToolProvider

/** The Java of src/test/java-samples, compiled as an app would and run. */
class JavaTest {
    private val fake = FakeFindmesh()
    private val main = Executors.newSingleThreadExecutor()
    private val screen: Any = screenClass.getConstructor(Findmesh::class.java, Executor::class.java).newInstance(fake, main)

    @Suppress("UNCHECKED_CAST")
    private val log: List<String> get() = main.submit<List<String>> {
        (screenClass.getField("log").get(screen) as List<String>).toList()
    }.get()

    private fun ask(name: String): Any? = screenClass.getMethod(name).invoke(screen)

    private fun until(what: String, condition: () -> Boolean) {
        val end = System.nanoTime() + WAIT_NANOS
        while (!condition()) check(System.nanoTime() < end) { "waited in vain until $what: $log" }
    }

    @Test
    fun callsAreFutures() {
        assertEquals("no consent to CROWD_REPORTING", ask("begin"))
        assertEquals("on", (ask("agreeAndBegin") as CompletableFuture<*>).get())
        until("it is told") { "listening background" in log }
        assertEquals("now", ask("reserve"))
        repeat(2) { ask("reserve") }
        assertEquals("later true", ask("reserve"))
        assertTrue(ask("exportedBytes") as Int > 0)
        assertEquals(true, ask("erase"))
        until("it is told") { "Off" in log.drop(1) }
    }

    @Test
    fun whoClosesHearsNoMore() {
        until("it is told") { "queue 0" in log }
        (screen as AutoCloseable).close()
        val before = log.size
        fake.phone.bluetooth = FakePhone.Bluetooth.OFF
        assertEquals(before, log.size)
    }

    @Test
    fun aLookEndsWhenItIsClosedAndSaysWhyItEndsOtherwise() {
        val look = screenClass.getMethod("look", Executor::class.java)
        val first = look.invoke(screen, main) as AutoCloseable
        until("it scans") { fake.nearbyScans == 1 }
        fake.hear(FakeSightings.separated(fake.now))
        until("it is told") { "near findmesh" in log }
        first.close()
        until("it stops") { fake.nearbyScans == 0 }
        look.invoke(screen, main)
        until("it scans") { fake.nearbyScans == 1 }
        fake.phone.bluetooth = FakePhone.Bluetooth.OFF
        until("it says why") { "no bluetooth" in log }
    }

    @Test
    fun aCancelledFutureCancelsTheCall() {
        val began = AtomicBoolean()
        val cancelled = AtomicBoolean()
        val slow = object : Findmesh by fake {
            override suspend fun shutdown() {
                began.set(true)
                try {
                    awaitCancellation()
                } finally {
                    cancelled.set(true)
                }
            }
        }
        val future = FindmeshJava.wrap(slow).shutdown()
        until("it began") { began.get() }
        future.cancel(true)
        until("it is cancelled") { cancelled.get() }
    }

    companion object {
        private const val WAIT_NANOS = 10_000_000_000L
        private lateinit var loader: URLClassLoader
        private val screenClass: Class<*> get() = loader.loadClass("FinderScreen")

        @BeforeClass
        @JvmStatic
        fun compile() {
            val source = File(System.getProperty("findmesh.repo"), "android/testing/src/test/java-samples/FinderScreen.java")
            val out = Files.createTempDirectory("java-samples").toFile()
            val compiler = checkNotNull(ToolProvider.getSystemJavaCompiler()) { "tests need a JDK" }
            val arguments =
                listOf(
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-d",
                    out.path,
                    "-Xlint:all,-path,-processing,-classfile",
                    "-Werror",
                    source.path,
                )
            assertEquals("javac", 0, compiler.run(null, null, null, *arguments.toTypedArray()))
            loader = URLClassLoader(arrayOf(out.toURI().toURL()), JavaTest::class.java.classLoader)
        }

        @AfterClass
        @JvmStatic
        fun close() = loader.close()
    }
}
