package dev.findmesh.ui.view

import android.animation.ValueAnimator
import android.app.Activity
import android.graphics.Bitmap
import android.graphics.Canvas
import android.view.ContextThemeWrapper
import android.view.View
import android.widget.Switch
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.ui.R
import dev.findmesh.ui.gallery.Hand
import org.junit.After
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.util.ReflectionHelpers

/** A switch of our own: what TalkBack says of it, and that it turns when it is told to. */
@RunWith(PhoneRunner::class)
class SwitchRowTest {
    private val wishes = mutableListOf<Boolean>()

    @Test
    @Suppress("DEPRECATION")
    fun talkBackCallsItASwitchAndSaysHowItStands(): Unit = shown {
        assertEquals(Switch::class.java.name, createAccessibilityNodeInfo().className)
        assertTrue(createAccessibilityNodeInfo().isCheckable)
        assertFalse(createAccessibilityNodeInfo().isChecked)
        assertEquals("Off", createAccessibilityNodeInfo().stateDescription)
        isChecked = true
        assertTrue(createAccessibilityNodeInfo().isChecked)
        assertEquals("On", createAccessibilityNodeInfo().stateDescription)
    }

    @Test
    fun aTapIsAWishAndTurnsNothingByItself() {
        shown {
            performClick()
            assertFalse(isChecked)
            isChecked = true
            performClick()
        }
        assertEquals(listOf(true, false), wishes)
    }

    @Test
    fun aFingerFindsIt(): Unit = shown {
        measure(View.MeasureSpec.makeMeasureSpec(600, View.MeasureSpec.EXACTLY), View.MeasureSpec.UNSPECIFIED)
        assertTrue(measuredHeight >= 48 * resources.displayMetrics.density)
    }

    @Test
    fun itSlidesUnlessThePersonWantsNothingToMove() {
        val off = shown { draw() }
        val on = shown {
            isChecked = true
            Hand.idle()
            draw()
        }
        assertFalse(off.contentEquals(on))
        val sliding = shown {
            isChecked = true
            draw()
        }
        assertArrayEquals("it begins where it was", off, sliding)
        animate(scale = 0f)
        val atOnce = shown {
            isChecked = true
            draw()
        }
        assertArrayEquals(on, atOnce)
    }

    @After
    fun moveAgain(): Unit = animate(scale = 1f)

    private fun animate(scale: Float) {
        val value = ReflectionHelpers.ClassParameter.from(Float::class.javaPrimitiveType, scale)
        ReflectionHelpers.callStaticMethod<Unit>(ValueAnimator::class.java, "setDurationScale", value)
    }

    /** In an activity, where it can be seen. */
    private fun <T> shown(look: SwitchRow.() -> T): T {
        val controller = Robolectric.buildActivity(Activity::class.java).setup()
        val context = ContextThemeWrapper(controller.get(), R.style.Theme_Findmesh)
        val row = SwitchRow(context, R.string.findmesh_on, R.string.findmesh_off, wishes::add)
        controller.get().setContentView(row)
        Hand.idle()
        return row.look().also { controller.pause().stop().destroy() }
    }

    private fun SwitchRow.draw(): IntArray {
        val bitmap = Bitmap.createBitmap(width, height, Bitmap.Config.ARGB_8888)
        draw(Canvas(bitmap))
        return IntArray(width * height).also { bitmap.getPixels(it, 0, width, 0, 0, width, height) }
    }
}
