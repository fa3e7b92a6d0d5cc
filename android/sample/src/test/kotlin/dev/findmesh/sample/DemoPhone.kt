package dev.findmesh.sample

import android.app.job.JobInfo
import dev.findmesh.FinderState
import dev.findmesh.testing.Advert
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.TestApplication
import dev.findmesh.testing.Vectors
import dev.findmesh.ui.ScreenId
import org.json.JSONArray
import org.json.JSONObject
import org.junit.Assume.assumeTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import java.io.File
import java.util.UUID

/**
 * One phone of `findmesh demo`: the sample app on the framework's own classes, in virtual time.
 *
 * Runs only where the property `findmesh.demo.scenario` names a file (`mvn -Pdemo test` takes it from
 * FINDMESH_DEMO_SCENARIO). The scenario is one JSON object:
 *
 * `{"relay": URL, "deployment": {"service_uuid": UUID, "company_id": four hex digits or null},
 * "begin_wall_ms": …, "events": [{"t_ms": …, "wall_ms": …, "adv": hex, "address": "AA:…",
 * "address_type": "random|public", "rssi": -60, "extended": false} | {"t_ms": …, "wall_ms": …,
 * "fix": {"lat": …, "lon": …, "accuracy_m": …}}, …], "end_ms": …}`, events in the order of time.
 *
 * The person answers the question, walks, glances at the app every six minutes, and the platform runs
 * the app's job whenever it is due. The result, in the file that `findmesh.demo.result` names:
 * `{"phone": "android", "sighted": {network: adverts that reached the app}, "sealed": n, "uploaded": n,
 * "suppressed": {reason: n}, "screen": "android-screen.png", "screens": ["android-screen-usage.png", …]}`,
 * the pictures beside it.
 */
@RunWith(PhoneRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [34], qualifiers = "w392dp-h800dp-xhdpi")
class DemoPhone {
    @get:Rule
    val phone: Phone = Phone()

    private lateinit var controller: ActivityController<MainActivity>
    private val sighted = sortedMapOf<String, Long>()
    private var job: Phone.RunningJob? = null
    private var seenJob: JobInfo? = null
    private var jobDue = 0L
    private var now = 0L
    private var nextGlance = 0L

    @Test
    fun play() {
        val path = System.getProperty("findmesh.demo.scenario").orEmpty()
        assumeTrue("no scenario", path.isNotEmpty())
        val scenario = JSONObject(File(path).readText())
        switchOn(scenario)
        agree()
        val events = scenario.getJSONArray("events")
        for (i in 0 until events.length()) {
            val event = events.getJSONObject(i)
            goTo(event.getLong("t_ms"))
            happen(event)
        }
        goTo(scenario.getLong("end_ms"))
        while (job != null) goTo(now + STEP)
        write(File(System.getProperty("findmesh.demo.result")))
        controller.pause().stop().destroy()
    }

    private fun switchOn(scenario: JSONObject) {
        val deployment = scenario.getJSONObject("deployment")
        TestApplication.relay = scenario.getString("relay")
        TestApplication.serviceUuid = UUID.fromString(deployment.getString("service_uuid"))
        TestApplication.companyId = if (deployment.isNull("company_id")) null else deployment.getString("company_id").toInt(16)
        phone.restart()
        phone.setClock(scenario.getLong("begin_wall_ms"))
        SampleApplication.clock = PhoneClock(phone)
    }

    private fun agree() {
        controller = Robolectric.buildActivity(MainActivity::class.java).setup()
        Finger(phone, controller::get).agree()
        phone.until("it listens") { phone.findmesh.finder.state.value is FinderState.Listening }
        nextGlance = GLANCE
    }

    /** Lets time pass in small steps, with jobs and glances at their times. */
    private fun goTo(time: Long) {
        while (now < time) {
            glance()
            runJobs()
            val step = minOf(STEP, time - now)
            phone.advance(step)
            now += step
            // Requests take real time, however virtual the rest is.
            if (job != null) Thread.sleep(REQUEST_MILLIS)
        }
    }

    private fun glance() {
        if (now < nextGlance) return
        nextGlance += GLANCE
        controller.pause().resume()
        phone.until("the app is looked at") { phone.findmesh.finder.state.value == FinderState.Listening("visible") }
    }

    private fun runJobs() {
        job?.let { running ->
            if (!running.isFinished) return
            running.end()
            job = null
        }
        val waiting = phone.pendingJob ?: return
        if (waiting !== seenJob) {
            seenJob = waiting
            jobDue = now + waiting.minLatencyMillis
        }
        if (now >= jobDue) job = phone.startJob()
    }

    private fun happen(event: JSONObject) {
        val fix = event.optJSONObject("fix")
        if (fix != null) return phone.fix(fix.getDouble("lat"), fix.getDouble("lon"), fix.getDouble("accuracy_m").toFloat())
        val advert = Advert(
            data = Vectors.hex(event.getString("adv")),
            address = event.getString("address"),
            random = event.optString("address_type") != "public",
            rssi = event.optInt("rssi", -127),
            extended = event.optBoolean("extended"),
        )
        if (FakeRadio.send(advert) > 0) sighted.merge(network(advert), 1, Long::plus)
        phone.until("it is taken") { FakeRadio.isQuiet() }
    }

    /** Manufacturer data of Apple's, or ours: nothing else is on this air. */
    private fun network(advert: Advert): String =
        if (Vectors.hex(advert.data).contains("ff4c00")) "apple" else "findmesh"

    private fun write(result: File) {
        controller.pause().resume()
        val counters = phone.counters()
        phone.until("the screen is up to date") { phone.count("uploaded") == (counters["uploaded"] ?: 0L) }
        phone.idle()
        val folder = result.absoluteFile.parentFile!!
        Screenshot.of(controller.get(), File(folder, PICTURE))
        val account = JSONObject()
            .put("phone", "android")
            .put("sighted", JSONObject(sighted as Map<*, *>))
            .put("sealed", counters["reported"] ?: 0)
            .put("uploaded", counters["uploaded"] ?: 0)
            .put("suppressed", JSONObject(suppressed(counters)))
            .put("screen", PICTURE)
            .put("screens", JSONArray(others(folder)))
        result.writeText(account.toString(1))
    }

    /** Pictures of the other tabs' screens, and of those that have no tab. */
    private fun others(folder: File): List<String> {
        val finger = Finger(phone, controller::get)
        return (Tab.all.mapNotNull(Tab::screen) + Tab.others - ScreenId.STATUS - ScreenId.ONBOARDING).map {
            controller.newIntent(MainActivity.link(it))
            phone.until("it is there") { finger.says(it.title) }
            "android-screen-${it.key}.png".also { name -> Screenshot.of(controller.get(), File(folder, name)) }
        }
    }

    private fun suppressed(counters: Map<String, Long>): Map<String, Long> =
        counters.filterKeys { it.startsWith(SUPPRESSED) }.mapKeys { it.key.removePrefix(SUPPRESSED) }

    private companion object {
        const val PICTURE = "android-screen.png"
        const val SUPPRESSED = "suppressed_"
        const val STEP = 10_000L
        const val REQUEST_MILLIS = 20L
        const val GLANCE = 6 * 60_000L
    }
}
