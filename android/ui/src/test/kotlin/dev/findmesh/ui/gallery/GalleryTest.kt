package dev.findmesh.ui.gallery

import dev.findmesh.testing.PhoneRunner
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import java.io.File
import java.util.Locale
import java.util.TimeZone

/** Draws every screen in every state and look into target/gallery, and looks at what was drawn. */
@RunWith(PhoneRunner::class)
class GalleryTest {
    private val zone = TimeZone.getDefault()
    private val only: String = System.getProperty("findmesh.gallery.only").orEmpty()
    private val shots = GALLERY.filter { shot -> only.split(',').any { shot.title.startsWith(it) } }

    @Before
    fun everywhereTheSame() {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"))
        Locale.setDefault(Locale.US)
    }

    @After
    fun asBefore(): Unit = TimeZone.setDefault(zone)

    @Test
    fun everyShotHasANameOfItsOwn(): Unit = assertEquals(GALLERY.map { it.title }.distinct(), GALLERY.map { it.title })

    @Test
    fun everyPictureIsAsKeptAndCanBeReadAndTapped() {
        val folder = File(System.getProperty("findmesh.gallery"))
        folder.deleteRecursively()
        val kept = File(System.getProperty("findmesh.ui"), "src/test/gallery")
        val album = Album(folder, kept, keeps = System.getProperty("findmesh.gallery.keep").toBoolean())
        val remarks = mutableListOf<String>()
        for (shot in shots) {
            for (look in Look.all) {
                Studio.take(shot, look) { view, picture ->
                    val seen = Eye.faint(view, picture) + Eye.small(view) + Eye.cut(view) + Eye.nameless(view) +
                        (if (look.name == Look.LONG) Eye.untranslated(view) else emptyList())
                    remarks += seen.map { "${shot.title} ${look.name}: $it" }
                    album.add(shot, look, picture)?.let(remarks::add)
                }
            }
        }
        if (only.isEmpty()) remarks += album.strays().map { "$it is kept and not drawn" }
        album.publish(remarks)
        assertTrue("see ${File(folder, "index.html")}:\n" + remarks.joinToString("\n"), remarks.isEmpty())
    }
}
