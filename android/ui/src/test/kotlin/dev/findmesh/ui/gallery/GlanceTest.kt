package dev.findmesh.ui.gallery

import android.graphics.Rect
import android.view.View
import android.view.ViewGroup
import android.widget.TextView
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.ui.view.ActionButton
import dev.findmesh.ui.view.StatusHeader
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import java.util.TimeZone

/** What the status screen says before anybody scrolls: whether the phone helps, since when, and what to tap if not. */
@RunWith(PhoneRunner::class)
class GlanceTest {
    private val zone = TimeZone.getDefault()

    @Before
    fun everywhereTheSame(): Unit = TimeZone.setDefault(TimeZone.getTimeZone("UTC"))

    @After
    fun asBefore(): Unit = TimeZone.setDefault(zone)

    /**
     * @property tap the first button on the first screenful; null: there is nothing to do.
     * @property since how what follows the state begins; null: nothing has begun.
     */
    private data class Glance(val title: String, val tap: String?, val since: String?)

    private fun glance(shot: Shot): Glance {
        var seen = Glance("", null, null)
        Studio.take(shot, Look.all.first()) { root, _ ->
            val header = views(root).filterIsInstance<StatusHeader>().single()
            val words = views(header).filterIsInstance<TextView>().filter { it.isShown && it !is ActionButton }.map(::plain).toList()
            val button = views(root).filterIsInstance<ActionButton>().firstOrNull { it.isShown && it.text.toString() != PAUSE }
            if (button != null) assertTrue("${shot.title}: \"${button.text}\" is further down", bottom(root, button) <= SCREENFUL)
            seen = Glance(words.first(), button?.text?.toString(), words.drop(2).firstOrNull()?.substringBefore(","))
        }
        return seen
    }

    /** Newer ICU puts a narrow space before AM. */
    private fun plain(view: TextView) = view.text.toString().replace(NARROW_SPACE, ' ')

    private fun bottom(root: View, view: View) = Rect(0, 0, view.width, view.height).also {
        (root as ViewGroup).offsetDescendantRectToMyCoords(view, it)
    }.bottom

    @Test
    fun everyStateSaysWhetherSinceWhenAndWhatToTap() {
        assertEquals(EXPECTED, STATUS_SHOTS.associate { it.name to glance(it) })
    }

    private companion object {
        const val NARROW_SPACE = '\u202F'

        /** Pixels of the phone without its bars. */
        const val SCREENFUL = 1_560

        /** Always there while it helps, and no answer to anything. */
        const val PAUSE = "Pause helping"
        const val AGREED = "You have been taking part since November 12"
        const val LESS = "This phone helps, but less than it could"

        val EXPECTED = mapOf(
            "helping" to Glance("This phone helps", null, AGREED),
            "nothing-yet" to Glance("This phone helps", null, AGREED),
            "starting" to Glance("Getting ready", null, AGREED),
            "not-asked" to Glance("This phone does not help yet", "See how to help", null),
            "paused" to Glance("Paused", "Help again", null),
            "failed" to Glance("Paused", "Help again", null),
            "permission-missing" to Glance("A permission is missing", "Allow", "Since 9:26 AM"),
            "bluetooth-off" to Glance("Bluetooth is off", "Open Bluetooth settings", "Since 9:26 AM"),
            "location-off" to Glance("Location is off", "Open location settings", "Since 9:51 AM"),
            "airplane" to Glance("Airplane mode is on", "Open settings", "Since 9:51 AM"),
            "battery-saver" to Glance("Resting in battery saver", "Open battery saver", "Since 9:51 AM"),
            "low-battery" to Glance("Resting until charged", null, "Since 9:51 AM"),
            "not-supported" to Glance("No Bluetooth Low Energy", null, "Since 7:40 AM"),
            "maker-ends-it" to Glance(LESS, "See the steps", AGREED),
            "rarely-opened" to Glance(LESS, "Allow", AGREED),
            "relay-away" to Glance(LESS, "Open location settings", AGREED),
            "vault-lost" to Glance("Please confirm where to help", "Check your places", "Since 9:51 AM"),
            "several" to Glance("Bluetooth is off", "Open Bluetooth settings", "Since 9:26 AM"),
            "unknown-reason" to Glance("Something is in the way", null, "Since 9:51 AM"),
        )
    }
}
