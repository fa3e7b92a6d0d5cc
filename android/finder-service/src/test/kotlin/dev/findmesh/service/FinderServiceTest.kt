package dev.findmesh.service

import android.app.NotificationManager
import android.app.job.JobInfo
import android.app.job.JobScheduler
import android.content.Intent
import android.content.RestrictionsManager
import android.os.Bundle
import android.os.UserManager
import com.sun.net.httpserver.HttpServer
import dev.findmesh.FinderState
import dev.findmesh.Purpose
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.RelayProcess
import dev.findmesh.testing.TestApplication
import dev.findmesh.testing.Vectors
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.URI
import java.util.Locale
import kotlin.math.abs

/** The whole way, from the start of the phone: somebody agrees, a tag passes, its owner reads where; and everybody who may stop it. */
@RunWith(PhoneRunner::class)
class FinderServiceTest {
    @get:Rule
    val phone: Phone = Phone()
    private val maker = ServicePhone(phone)
    private val users get() = shadowOf(phone.app.getSystemService(UserManager::class.java))
    private var operator: HttpServer? = null

    @Before
    fun fresh() {
        TestFinderApplication.orders = null
        TestFinderApplication.ordersMaxAgeDays = 0
    }

    @After
    fun stop() {
        operator?.stop(0)
    }

    /** On the relay's host, beside the relay, as docs/finder-service.md has it. */
    private fun publish(orders: String) {
        operator?.stop(0)
        val server = HttpServer.create(InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0)
        server.createContext("/orders.v1") { exchange ->
            exchange.sendResponseHeaders(200, orders.length.toLong())
            exchange.responseBody.use { it.write(orders.toByteArray()) }
        }
        server.start()
        operator = server
        TestFinderApplication.orders = URI("http://127.0.0.1:${server.address.port}/orders.v1")
    }

    private fun ordersJob(): JobInfo? = phone.app.getSystemService(JobScheduler::class.java)!!.getPendingJob(OrdersJob.JOB_ID)

    private fun runOrdersJob() {
        val service = Robolectric.buildService(OrdersJob::class.java).create()
        assertTrue(service.get().onStartJob(phone.parameters(ordersJob()!!)))
        phone.until("the job ends") { shadowOf(service.get()).isJobFinished }
        assertFalse(shadowOf(service.get()).isRescheduleNeeded)
        service.destroy()
    }

    private fun working(): Boolean = phone.findmesh.finder.state.value is FinderState.Listening

    @Test
    fun aTagReachesItsOwnerThroughAPhoneThatNobodyTouches() {
        RelayProcess.start().use { relay ->
            TestApplication.relay = relay.url
            maker.boot()
            maker.untilResting(Why.CONSENT_MISSING)
            maker.trustSettings()
            val service = maker.bind()
            maker.agree(service)
            maker.untilWorking()
            phone.until("it listens") { working() }
            phone.fix(LATITUDE, LONGITUDE)
            val heardAt = phone.wall
            assertTrue(FakeRadio.send(Vectors.compactTag()) > 0)
            phone.until("it is sealed") { phone.findmesh.health.value.queue.reports == 1 }
            phone.runJobsUntilEmpty()
            val report = Vectors.owner(heardAt).fetch(relay.url).single()
            assertTrue(abs(report.getDouble("lat") - LATITUDE) < 1e-6)
            assertTrue(abs(report.getDouble("lon") - LONGITUDE) < 1e-6)
            service.destroy()
        }
        assertEquals(
            "no notification of its own",
            0,
            shadowOf(phone.app.getSystemService(NotificationManager::class.java)).size(),
        )
    }

    @Test
    fun whatThePersonSaidIsKeptAsItWasSaid() {
        maker.boot()
        maker.trustSettings()
        val service = maker.bind()
        maker.agree(service)
        maker.untilWorking()
        val entry = phone.run { phone.findmesh.consent.ledger() }.single()
        assertEquals(
            listOf(Purpose.CROWD_REPORTING, "3", "zh-Hans-CN", "settings switch"),
            entry.run {
                listOf(purpose, textVersion, locale, how)
            },
        )
        assertEquals(StatusContract.MESSAGE_DONE, maker.ask(service, StatusContract.MESSAGE_WITHDRAW).what)
        maker.untilResting(Why.CONSENT_MISSING)
        phone.until("nothing listens") { FakeRadio.clients.isEmpty() }
        service.destroy()
    }

    private fun bootWithConsent(privileged: Boolean = true) {
        maker.boot(privileged)
        phone.run { maker.app.control.agree("1", Locale.UK, "test") }
        maker.untilWorking()
        phone.until("it listens") { working() }
    }

    @Test
    fun inAnImageItListensAsASystemMay() {
        bootWithConsent()
        assertEquals(FinderState.Listening("system"), phone.findmesh.finder.state.value)
    }

    @Test
    fun withoutThePrivilegeItListensAsAnyApp() {
        bootWithConsent(privileged = false)
        assertEquals(FinderState.Listening("background"), phone.findmesh.finder.state.value)
    }

    @Test
    fun theOperatorsStopReachesThePhoneAndHolds() {
        publish(Operator.orders(issued = 10, finder = "off"))
        bootWithConsent()
        assertNotNull(ordersJob())
        runOrdersJob()
        maker.untilResting(Why.ORDERED_OFF)
        phone.until("nothing listens") { FakeRadio.clients.isEmpty() }
        phone.until("it says so") { phone.findmesh.finder.state.value == FinderState.Off }
        // The person's yes is still there, and does not overrule it.
        phone.run { maker.app.control.agree("1", Locale.UK, "again") }
        phone.run { maker.app.control.agree("1", Locale.UK, "and again") }
        maker.untilResting(Why.ORDERED_OFF)
        assertTrue(OrdersStore(phone.app, listOf(Operator.key.public)).take(Operator.orders(issued = 11)))
        maker.app.control.look()
        maker.untilWorking()
    }

    @Test
    fun theAdministratorsNoIsObeyedAtOnce() {
        bootWithConsent()
        restrict(false)
        maker.untilResting(Why.MANAGED_RESTRICTION)
        phone.until("nothing listens") { FakeRadio.clients.isEmpty() }
        restrict(true)
        maker.untilWorking()
        phone.until("it listens again") { working() }
    }

    private fun restrict(allowed: Boolean) {
        val said = Bundle().apply { putBoolean(Restrictions.FINDER_ALLOWED, allowed) }
        shadowOf(phone.app.getSystemService(RestrictionsManager::class.java)).setApplicationRestrictions(said)
        phone.app.sendBroadcast(Intent(Intent.ACTION_APPLICATION_RESTRICTIONS_CHANGED))
        phone.idle()
    }

    @Test
    fun beforeTheFirstUnlockItWaitsAndSaysSo() {
        users.setUserUnlocked(false)
        maker.boot()
        maker.untilResting(Why.USER_LOCKED)
        assertNull("the library is not touched", maker.app.status.read()[StatusContract.STATE])
        users.setUserUnlocked(true)
        phone.app.sendBroadcast(Intent(Intent.ACTION_USER_UNLOCKED))
        phone.idle()
        maker.untilResting(Why.CONSENT_MISSING)
    }

    @Test
    fun inTheDualAppUserItRests() {
        publish(Operator.orders(issued = 10))
        users.setIsSystemUser(false)
        maker.boot()
        maker.untilResting(Why.OTHER_USER)
        assertNull(ordersJob())
        assertTrue(FakeRadio.clients.isEmpty())
    }

    @Test
    fun aReceiverThatStartsTheProcessLooksAgain() {
        maker.boot()
        maker.untilResting(Why.CONSENT_MISSING)
        shadowOf(phone.app.getSystemService(RestrictionsManager::class.java))
            .setApplicationRestrictions(Bundle().apply { putBoolean(Restrictions.FINDER_ALLOWED, false) })
        StartReceiver().onReceive(phone.app, Intent("a stranger's"))
        StartReceiver().onReceive(phone.app, Intent(Intent.ACTION_BOOT_COMPLETED))
        maker.untilResting(Why.MANAGED_RESTRICTION)
    }

    private companion object {
        const val LATITUDE = 22.5431
        const val LONGITUDE = 114.0579
    }
}
