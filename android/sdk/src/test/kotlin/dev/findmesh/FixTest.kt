package dev.findmesh

import android.Manifest.permission.ACCESS_FINE_LOCATION
import android.app.Activity
import android.location.Location
import android.location.LocationManager
import android.os.Build
import android.os.SystemClock
import dev.findmesh.platform.BootNotes
import dev.findmesh.platform.Clocks
import dev.findmesh.platform.FindmeshClient
import dev.findmesh.platform.FixRation
import dev.findmesh.platform.FixReceiver
import dev.findmesh.platform.FixSource
import dev.findmesh.platform.toFix
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.Vectors
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

/** Where the phone was: what is listened to, asked, believed. */
@RunWith(PhoneRunner::class)
class FixTest {
    @get:Rule
    val phone: Phone = Phone()

    private val manager get() = phone.app.getSystemService(LocationManager::class.java)
    private val shadow get() = shadowOf(manager)
    private val notes get() = (phone.findmesh as FindmeshClient).host.notes
    private val passive get() = shadow.getLocationRequests(LocationManager.PASSIVE_PROVIDER)

    private fun location(provider: String = LocationManager.GPS_PROVIDER) = Location(provider).apply {
        latitude = 1.0
        longitude = 2.0
        accuracy = 10f
        time = phone.wall
        elapsedRealtimeNanos = SystemClock.elapsedRealtime() * 1_000_000L
    }

    @Test
    fun nothingIsListenedToBeforeSomebodyAgrees() {
        phone.until("it runs") { phone.findmesh.finder.state.value == FinderState.Off }
        phone.idle()
        assertTrue(passive.isEmpty())
        phone.fix(1.0, 2.0)
        assertEquals(0L, phone.counters()["fixes"] ?: 0)
    }

    @Test
    fun othersFixesReachUsAndEndWithTheWish() {
        phone.beginFinding()
        phone.until("it listens") { passive.isNotEmpty() }
        phone.fix(1.0, 2.0, provider = LocationManager.NETWORK_PROVIDER)
        phone.until("it is taken") { phone.counters()["fixes"] == 1L }
        phone.run { phone.findmesh.finder.disable() }
        phone.until("nobody listens") { passive.isEmpty() }
    }

    @Test
    fun everyProviderIsAskedWhatItKnowsAtEachWake() {
        phone.beginFinding()
        phone.until("it listens") { passive.isNotEmpty() }
        for (provider in Phone.PROVIDERS) shadow.setLastKnownLocation(provider, location(provider))
        FakeRadio.send(Vectors.compactTag())
        phone.until("both are taken") { phone.counters()["fixes"] == 2L }
        FakeRadio.send(Vectors.compactTag())
        phone.until("the receiver ends") { FakeRadio.isQuiet() }
        assertEquals("known already", 2L, phone.counters()["fixes"])
    }

    @Test
    fun anApproximateLocationIsNotEvenRead() {
        phone.beginFinding()
        phone.until("it listens") { passive.isNotEmpty() }
        phone.deny(ACCESS_FINE_LOCATION)
        FakeRadio.send(Vectors.compactTag())
        phone.until("health says so") { phone.findmesh.health.value.reasons.any { it.code == "location_coarse_only" } }
        phone.until("nobody listens") { passive.isEmpty() }
        phone.fix(1.0, 2.0)
        assertEquals(0L, phone.counters()["fixes"] ?: 0)
        assertEquals(0, phone.findmesh.health.value.queue.reports)
    }

    @Test
    fun aFixThatAnAppMadeUpIsNeverUsed() {
        phone.beginFinding()
        phone.until("it listens") { passive.isNotEmpty() }
        val made = location()
        Location::class.java.getMethod(if (Build.VERSION.SDK_INT >= 31) "setMock" else "setIsFromMockProvider", Boolean::class.java)
            .invoke(made, true)
        shadow.simulateLocation(made)
        phone.idle()
        phone.until("it is refused") { phone.counters()["fixes_refused"] == 1L }
        FakeRadio.send(Vectors.compactTag())
        phone.until("it waits") { phone.findmesh.health.value.queue.pending == 1 }
        assertEquals(0, phone.findmesh.health.value.queue.reports)
    }

    /** As a provider that knows wall time only would give it. */
    private fun Location.earlier(millis: Long) = apply {
        time -= millis
        elapsedRealtimeNanos = 0
    }

    @Test
    fun providersWithoutBootTimeAreUnderstoodAndTheFutureIsNot() {
        phone.advance(60_000)
        val now = SystemClock.elapsedRealtime()
        assertEquals(now, location().toFix()!!.bootMs)
        assertEquals("wall time only", now - 5_000, location().earlier(5_000).toFix()!!.bootMs)
        assertNull("the future", location().apply { elapsedRealtimeNanos = (now + 60_000) * 1_000_000L }.toFix())
        assertNull("how exact?", location().apply { removeAccuracy() }.toFix())
    }

    @Test
    fun theRationOutlivesTheProcessAndEndsWithTheBoot() {
        var boots = 7
        val ration = FixRation(BootNotes(notes) { boots })
        assertTrue(ration.take("gps"))
        assertFalse(ration.take("gps"))
        assertNull("each provider has its own", ration.until("network"))
        assertEquals(Clocks.bootMillis() + 30 * 60_000L, ration.until("gps"))
        phone.advance(29 * 60_000L)
        assertFalse(FixRation(BootNotes(notes) { boots }).take("gps"))
        boots = 8
        assertNull("boot time began anew", ration.until("gps"))
        boots = 7
        phone.advance(60_000L)
        assertTrue(FixRation(BootNotes(notes) { boots }).take("gps"))
    }

    @Test
    fun aSightingWithoutAPlaceAsksOnceAndHealthSaysWhenAgain() {
        shadow.setProviderEnabled(LocationManager.NETWORK_PROVIDER, false)
        phone.beginFinding()
        phone.until("it listens") { passive.isNotEmpty() }
        FakeRadio.send(Vectors.compactTag())
        phone.until("it is asked") { notes.number("fix.asked.gps") != null }
        val asked = notes.number("fix.asked.gps")!!
        phone.advance(120_000)
        FakeRadio.send(Vectors.compactTag(rssi = -50))
        phone.until("health says so") { phone.findmesh.health.value.reasons.any { it.code == "no_fix" && "until" in it.detail } }
        val until = phone.findmesh.health.value.reasons.first { it.code == "no_fix" }.detail.getValue("until").toLong()
        assertEquals(asked + 30 * 60_000L, Clocks.bootOfWall(until))
        assertEquals("no second request", asked, notes.number("fix.asked.gps"))
    }

    @Test
    fun aProviderIsAskedOnceAndThenAnother() {
        val source = FixSource(phone.app, notes, { it.run() }, {})
        source.setWanted(true)
        assertNull(source.rationedUntil)
        source.request()
        assertNotNull("the cheaper one", notes.number("fix.asked.network"))
        assertNull(notes.number("fix.asked.gps"))
        assertNull("another one may be asked", source.rationedUntil)
        source.request()
        val asked = notes.number("fix.asked.gps")!!
        assertEquals(asked + 30 * 60_000L, source.rationedUntil)
        phone.advance(60_000L)
        source.request()
        assertEquals("both are rationed", asked, notes.number("fix.asked.gps"))
        source.setWanted(false)
        source.close()
    }

    @Test
    @Config(sdk = [26])
    fun oldPhonesAreWokenByOthersFixes() {
        phone.beginFinding()
        phone.until("it listens") { passive.isNotEmpty() }
        val waking = shadow.getLocationUpdatePendingIntents(LocationManager.PASSIVE_PROVIDER).single()
        assertEquals(FixReceiver::class.java.name, shadowOf(waking).savedIntent.component!!.className)
        phone.restart()
        assertEquals("it outlives the process", 1, shadow.getLocationUpdatePendingIntents(LocationManager.PASSIVE_PROVIDER).size)
        shadow.simulateLocation(location())
        phone.idle()
        phone.until("a new process takes it") { phone.counters()["fixes"] == 1L }
        phone.run { phone.findmesh.finder.disable() }
        phone.until("nothing wakes it any more") { shadow.getLocationUpdatePendingIntents(LocationManager.PASSIVE_PROVIDER).isEmpty() }
    }

    @Test
    @Config(sdk = [34, 35, 36])
    fun newPhonesAskTheFusedProviderFirst() {
        shadow.setProviderEnabled(LocationManager.FUSED_PROVIDER, true)
        phone.beginFinding()
        FakeRadio.send(Vectors.compactTag())
        phone.until("it is asked") { notes.number("fix.asked.fused") != null }
        phone.fix(3.0, 4.0, provider = LocationManager.FUSED_PROVIDER)
        phone.until("the sighting has its place") { phone.findmesh.health.value.queue.reports == 1 }
    }

    @Test
    fun aPersonWhoLooksGetsFixesAllTheTime() {
        phone.beginFinding()
        val activity = Robolectric.buildActivity(Activity::class.java).setup()
        phone.until("providers are asked") { shadow.getLocationRequests(LocationManager.GPS_PROVIDER).isNotEmpty() }
        activity.pause().stop().destroy()
        phone.until("they rest") { shadow.getLocationRequests(LocationManager.GPS_PROVIDER).isEmpty() }
    }

    @Test
    fun aPermissionThatComesWhileAPersonLooksIsUsedAtOnce() {
        phone.beginFinding()
        val activity = Robolectric.buildActivity(Activity::class.java).setup()
        phone.until("providers are asked") { shadow.getLocationRequests(LocationManager.GPS_PROVIDER).isNotEmpty() }
        phone.deny(ACCESS_FINE_LOCATION)
        activity.pause().resume()
        phone.until("they rest") { shadow.getLocationRequests(LocationManager.GPS_PROVIDER).isEmpty() }
        phone.grant(ACCESS_FINE_LOCATION)
        activity.pause().resume()
        phone.until("they are asked again") {
            // A stopped scan rests for a moment before the next one starts.
            phone.advance(400)
            shadow.getLocationRequests(LocationManager.GPS_PROVIDER).isNotEmpty()
        }
        activity.pause().stop().destroy()
    }
}
