package dev.findmesh.platform

import android.app.AlarmManager
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneLife
import dev.findmesh.testing.PhoneRunner
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith

/** The alarm behind the scan, and how it keeps within the platform's rations. */
@RunWith(PhoneRunner::class)
class WakeAlarmTest {
    @get:Rule
    val phone: Phone = Phone()
    private val set by lazy { PhoneLife(phone) }
    private lateinit var alarm: WakeAlarm

    @Before
    fun begin() {
        alarm = WakeAlarm(phone.app)
    }

    @Test
    fun itRingsInDoze() {
        alarm.wakeAt(inMinutes(60))
        assertEquals(inMinutes(60), set.alarm!!.triggerAtMs)
        assertEquals(AlarmManager.ELAPSED_REALTIME_WAKEUP, set.alarm!!.type)
        assertTrue(set.alarm!!.isAllowWhileIdle)
    }

    @Test
    fun thereIsOneAndItMoves() {
        alarm.wakeAt(inMinutes(60))
        alarm.wakeAt(inMinutes(30))
        assertEquals(inMinutes(30), set.alarm!!.triggerAtMs)
        alarm.wakeAt(inMinutes(30) + 10_000)
        assertEquals("not worth a call", inMinutes(30), set.alarm!!.triggerAtMs)
        alarm.wakeAt(null)
        assertNull(set.alarm)
    }

    @Test
    fun soonAfterTheLastOneItCostsNoRation() {
        alarm.rang()
        alarm.wakeAt(inMinutes(5))
        assertTrue(!set.alarm!!.isAllowWhileIdle)
        assertEquals(inMinutes(5), set.alarm!!.triggerAtMs)
        alarm.wakeAt(inMinutes(9))
        assertTrue(set.alarm!!.isAllowWhileIdle)
    }

    @Test
    fun whatIsDueAtOnceTheLivingProcessDoes() {
        alarm.wakeAt(Clocks.bootMillis() + 400)
        assertEquals(inMinutes(1), set.alarm!!.triggerAtMs)
    }

    private fun inMinutes(minutes: Long) = Clocks.bootMillis() + minutes * 60_000L
}
