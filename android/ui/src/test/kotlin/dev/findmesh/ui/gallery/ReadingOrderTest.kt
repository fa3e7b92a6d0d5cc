package dev.findmesh.ui.gallery

import android.graphics.Rect
import android.view.View
import android.view.ViewGroup
import android.widget.ScrollView
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.ui.R
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith

/** In which order TalkBack goes through what a page holds. */
@RunWith(PhoneRunner::class)
class ReadingOrderTest {
    private fun look(name: String) = Look.all.single { it.name == name }

    /** What is read, in that order, as places on the page. */
    private fun read(shot: Shot, look: Look): List<Rect> {
        var places = emptyList<Rect>()
        Studio.take(shot, look) { root, _ ->
            val page = root.findViewById<ScrollView>(R.id.findmesh_scroll).getChildAt(0) as ViewGroup
            places = ends(page).map { view ->
                Rect(0, 0, view.width, view.height).also { page.offsetDescendantRectToMyCoords(view, it) }
            }
        }
        return places
    }

    /** As the platform hands it to TalkBack. */
    private fun ends(view: View): List<View> {
        val below = ArrayList<View>().also(view::addChildrenForAccessibility)
        return if (below.isEmpty()) listOf(view) else below.flatMap(::ends)
    }

    @Test
    fun onAPhoneItGoesDown() {
        for (shot in GALLERY.filter { it.keptWhole }) {
            val tops = read(shot, look("phone-en-light")).map { it.top }
            assertTrue("${shot.title} has nothing to read", tops.isNotEmpty())
            for ((above, below) in tops.zipWithNext()) {
                assertTrue("${shot.title} goes up from $above to $below", below > above - LINE)
            }
        }
    }

    @Test
    fun onATabletItGoesDownOneColumnAndThenTheOther() {
        var columns = 0
        for (shot in GALLERY.filter { it.keptWhole }) {
            val places = read(shot, look("tablet-en-light"))
            val sides = places.filter { it.right <= MIDDLE || it.left >= MIDDLE }.map { it.left >= MIDDLE }
            assertEquals("${shot.title} goes to and fro: $places", sides.sorted(), sides)
            if (true in sides) columns++
        }
        assertTrue("only $columns pages have two columns", columns > FEW)
    }

    private companion object {
        /** Pixels by which things on one line differ: a number stands beside two lines of words. */
        const val LINE = 80

        /** Of the tablet, pixels. */
        const val MIDDLE = 640
        const val FEW = 8
    }
}
