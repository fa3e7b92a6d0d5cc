package dev.findmesh.platform

import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import org.junit.Assert.assertEquals
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith

/** How two wishes become one of the platform's rationed jobs. */
@RunWith(PhoneRunner::class)
class UploadJobsTest {
    @get:Rule
    val phone: Phone = Phone()
    private lateinit var jobs: UploadJobs

    /** Minutes until the waiting job may run. */
    private val latency get() = phone.pendingJob!!.minLatencyMillis / MINUTE

    @Before
    fun begin() {
        jobs = UploadJobs(phone.app)
    }

    @Test
    fun whicheverComesFirst() {
        jobs.wakeAt(inMinutes(60))
        assertEquals(60, latency)
        jobs.queueDue(inMinutes(20))
        assertEquals(20, latency)
        jobs.queueDue(null)
        assertEquals(60, latency)
    }

    @Test
    fun aWakeWaitsForTheReportThatIsDueSoonAfter() {
        jobs.wakeAt(inMinutes(10))
        jobs.queueDue(inMinutes(25))
        assertEquals(25, latency)
        jobs.queueDue(inMinutes(26))
        assertEquals("too late for a wake", 10, latency)
    }

    @Test
    fun aWishThatMovesOnTakesItsJobAlong() {
        jobs.wakeAt(inMinutes(20))
        jobs.wakeAt(inMinutes(50))
        assertEquals(50, latency)
    }

    @Test
    fun whatIsDueAtOnceTheLivingProcessDoes() {
        jobs.wakeAt(Clocks.bootMillis() + 400)
        assertEquals(1, latency)
    }

    @Test
    fun aQuarterOfAnHourLiesBetweenTwo() {
        jobs.began()
        jobs.queueDue(inMinutes(1))
        assertEquals(15, latency)
    }

    private fun inMinutes(minutes: Long) = Clocks.bootMillis() + minutes * MINUTE

    private companion object {
        const val MINUTE = 60_000L
    }
}
