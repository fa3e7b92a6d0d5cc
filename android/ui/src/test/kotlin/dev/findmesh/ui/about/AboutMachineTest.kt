package dev.findmesh.ui.about

import dev.findmesh.Findmesh
import dev.findmesh.FindmeshException
import dev.findmesh.MyData
import dev.findmesh.testing.FakeFindmesh
import dev.findmesh.ui.Bench
import dev.findmesh.ui.host.Failure
import dev.findmesh.ui.onboarding.ConsentText
import dev.findmesh.ui.text.Strings
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import java.io.File
import java.io.InputStream

/** The about screen without Android, over what really ships. */
class AboutMachineTest {
    @get:Rule
    val bench = Bench()

    private val fake = FakeFindmesh()
    private val file = File(Strings.module, "src/main/res/raw/findmesh_notices.txt")

    private fun open(
        saved: Map<String, String> = emptyMap(),
        notices: () -> InputStream = file::inputStream,
        says: () -> String = { """{"version":"0.1.0","target":"android aarch64"}""" },
    ): AboutMachine {
        val data = object : MyData by fake.myData {
            override suspend fun diagnostics(): String = says()
        }
        val findmesh = object : Findmesh by fake {
            override val myData: MyData = data
        }
        return bench.watch(AboutMachine(bench.wiring(findmesh, fake::now, notices = notices), saved))
    }

    private fun licence(machine: AboutMachine, id: String) = machine.state.value.notices!!.licences.single { it.id == id }

    @Test
    fun everyComponentStandsUnderALicenceWithItsWords() {
        val notices = open().state.value.notices!!
        for (licence in notices.licences) {
            assertTrue(licence.id, licence.text.length > 100 && licence.components.isNotEmpty())
        }
        val names = notices.licences.flatMap { licence -> licence.components.map { it.name } }.toSet()
        val lines = file.readLines().drop(1).takeWhile { !it.startsWith("= ") }.filterNot { it.startsWith("# ") }
        assertEquals(lines.map { it.substringBefore('\t') }.toSet(), names)
        assertTrue(names.containsAll(listOf("SQLite", "Rust standard library", "uniffi", "net.java.dev.jna:jna")))
    }

    @Test
    fun theCommonestLicenceComesFirst() {
        val sizes = open().state.value.notices!!.licences.map { it.components.size }
        assertEquals(sizes.sortedDescending(), sizes)
    }

    @Test
    fun versionsAreWhatTheyNameThemselves() {
        val ui = open().state.value
        assertEquals(Native("0.1.0", "android aarch64"), ui.native)
        assertEquals(ConsentText.VERSION, ui.consent)
    }

    @Test
    fun aLibraryThatIsNotThereIsLeftOut() {
        assertNull(open(says = { throw FindmeshException.NativeUnavailable("x86", null) }).state.value.native)
        assertNull(open(says = { "{}" }).state.value.native)
    }

    @Test
    fun oneLicenceAndBack() {
        val machine = open()
        machine.open(licence(machine, "MPL-2.0"))
        assertEquals("MPL-2.0", machine.state.value.open?.id)
        assertTrue(machine.back())
        assertNull(machine.state.value.open)
        assertFalse(machine.back())
    }

    @Test
    fun theOpenOneOutlivesTheProcess() {
        val machine = open()
        machine.open(licence(machine, "MIT"))
        val again = open(machine.save())
        assertEquals("MIT", again.state.value.open?.id)
        assertTrue(again.inside.value)
    }

    @Test
    fun whatCannotBeReadIsSaid() {
        assertEquals(Failure.STORAGE, open(notices = { "nonsense".byteInputStream() }).state.value.failure)
    }
}
