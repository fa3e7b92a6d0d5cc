package dev.findmesh.testing

import android.Manifest
import android.app.Activity
import android.bluetooth.BluetoothDevice
import android.content.Intent
import android.os.Build
import android.os.PowerManager
import dev.findmesh.Purpose
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import java.util.Locale
import kotlin.random.Random

/** Somebody, or something, that does whatever can be done to a phone, and looks after each step whether all is well. */
class Monkey(private val phone: Phone, private val seed: Long) {
    private val life = PhoneLife(phone)
    private val services = Services(phone)
    private val random = Random(seed)
    private val done = mutableListOf<String>()
    private val power = phone.app.getSystemService(PowerManager::class.java)
    private var activity: ActivityController<Activity>? = null

    /** What is so now, and what health has to say of it. */
    private val truth = Truth(phone, life, services)
    private val leaks = Leaks(phone, life)

    /** The name of a step, how often it comes, and what it does. */
    private class Move(val name: String, val weight: Int, val make: () -> Unit)

    private val moves = listOf(
        Move("agree", 2) { agree() },
        Move("disagree", 1) { phone.run { phone.findmesh.consent.withdraw(Purpose.CROWD_REPORTING) } },
        Move("enable", 4) { runCatching { phone.run { phone.findmesh.finder.enable() } } },
        Move("disable", 1) { phone.run { phone.findmesh.finder.disable() } },
        Move("deny one", 2) { phone.deny(PERMISSIONS.random(random)) },
        Move("grant all", 3) { phone.grant(*Phone.ALL_PERMISSIONS) },
        Move("bluetooth", 3) { phone.bluetooth(!truth.bluetooth.also { truth.bluetooth = !it }) },
        Move("bluetooth on", 3) { phone.bluetooth(true).also { truth.bluetooth = true } },
        Move("bluetooth crash", 1) { if (truth.bluetooth) phone.bluetoothCrashes() },
        Move("radio trouble", 1) { FakeRadio.refuseWith = listOf(1, 2, 3, 4, 5, 6).random(random) },
        Move("radio well", 3) { FakeRadio.refuseWith = 0 },
        Move("radio ends scans", 1) { FakeRadio.fail(2) },
        Move("location", 2) { phone.location(!truth.location.also { truth.location = !it }) },
        Move("location on", 2) { phone.location(true).also { truth.location = true } },
        Move("saver", 1) { saver(!truth.saver) },
        Move("saver off", 2) { saver(false) },
        Move("doze", 1) { doze(!truth.dozing) },
        Move("screen", 2) { screen() },
        Move("network", 2) { if (random.nextBoolean()) phone.online(metered = random.nextBoolean()) },
        Move("open", 4) { open() },
        Move("leave", 3) { leave() },
        Move("swipe away", 2) { swipe() },
        Move("kill", 2) { end { life.kill() } },
        Move("reboot", 1) { end { life.reboot() } },
        Move("update", 2) { end { asksForAService(random.nextBoolean()).also { life.update() } } },
        Move("force stop and open", 1) { end { life.forceStop() }.also { open() } },
        Move("lock and unlock", 1) { end { life.lock().also { life.kill() } }.also { phone.findmesh }.also { life.unlock() } },
        Move("other user", 1) { life.inFront(false).also { life.inFront(true) } },
        Move("connection", 2) { life.broadcast(BluetoothDevice.ACTION_ACL_CONNECTED) },
        Move("refuse services", 1) { TestApplication.refusesServices = true },
        Move("allow services", 2) { TestApplication.refusesServices = false },
        Move("alarm", 3) { life.ring() },
        Move("job", 3) { job() },
        Move("tag", 6) { FakeRadio.send(if (random.nextBoolean()) Vectors.compactTag() else Vectors.extendedTag()) },
        Move("fix", 4) { phone.fix(52.0 + random.nextDouble(), 4.0 + random.nextDouble()) },
        Move("a moment", 6) { phone.advance(random.nextLong(10_000)) },
        Move("minutes", 6) { phone.advance(random.nextLong(15 * 60_000L)) },
        Move("hours", 1) { phone.advance(random.nextLong(5 * 3_600_000L)) },
    )

    /** All is well with the phone, whatever the last one did to it. */
    fun begin() {
        life.ended = leaks::checkNothingIsLeft
        FakeRadio.refuseWith = 0
        TestApplication.refusesServices = false
        phone.grant(*Phone.ALL_PERMISSIONS)
        phone.bluetooth(true)
        phone.location(true)
        saver(false)
        doze(false)
    }

    /** One step, and a look. @param crashes what threads died of. */
    fun step(crashes: List<Throwable>) {
        val move = draw()
        done += move.name
        try {
            move.make()
            settle()
            crashes.firstOrNull()?.let { throw AssertionError("a thread died", it) }
            truth.check(truth.health())
            leaks.check()
        } catch (e: Throwable) {
            throw AssertionError("seed $seed, step ${done.size}, after ${done.takeLast(LAST)}: ${e.message}", e)
        }
    }

    /** Everything that ran is ended, and nothing is left. */
    fun end() {
        leave()
        services.end()
        life.kill()
    }

    /** Time enough for a stopped scan to start again, and for what was asked to come about. */
    private fun settle() {
        life.settle()
        services.follow()
        phone.advance(RESTART_MILLIS)
        life.settle()
        services.follow()
        life.settle()
    }

    private fun draw(): Move {
        var at = random.nextInt(moves.sumOf { it.weight })
        return moves.first { move ->
            at -= move.weight
            at < 0
        }
    }

    private fun agree() = phone.run { phone.findmesh.consent.grant(Purpose.CROWD_REPORTING, "1", Locale.UK, "monkey") }

    /** The app's new version is of the other kind. */
    private fun asksForAService(wished: Boolean) {
        TestApplication.notification = if (wished) Services.NOTIFICATION else null
    }

    private fun saver(on: Boolean) {
        truth.saver = on
        shadowOf(power).setIsPowerSaveMode(on)
        life.broadcast(PowerManager.ACTION_POWER_SAVE_MODE_CHANGED)
    }

    private fun doze(on: Boolean) {
        truth.dozing = on
        shadowOf(power).setIsDeviceIdleMode(on)
        life.broadcast(PowerManager.ACTION_DEVICE_IDLE_MODE_CHANGED)
    }

    private fun screen() {
        val on = !power.isInteractive
        shadowOf(power).setIsInteractive(on)
        life.broadcast(if (on) Intent.ACTION_SCREEN_ON else Intent.ACTION_SCREEN_OFF)
    }

    private fun open() {
        if (activity == null) activity = life.open()
    }

    private fun leave() {
        activity?.pause()?.stop()?.destroy()
        activity = null
        phone.idle()
    }

    private fun swipe() {
        leave()
        services.running?.get()?.onTaskRemoved(Intent())
        if (services.running == null) life.kill()
    }

    /** The process ends, with all that lives in it. */
    private fun end(how: () -> Unit) {
        leave()
        services.end()
        how()
    }

    private fun job() {
        if (phone.pendingJob == null) return
        val job = phone.startJob()
        phone.until("the job ends") { job.isFinished.also { if (!it) Thread.sleep(2).also { phone.advance(STEP_MILLIS) } } }
        job.end()
    }

    private companion object {
        const val LAST = 12
        const val RESTART_MILLIS = 1_000L
        const val STEP_MILLIS = 10_000L
        val PERMISSIONS: List<String> = buildList {
            add(Manifest.permission.ACCESS_FINE_LOCATION)
            add(Manifest.permission.ACCESS_COARSE_LOCATION)
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) add(Manifest.permission.ACCESS_BACKGROUND_LOCATION)
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) {
                add(Manifest.permission.BLUETOOTH_SCAN)
                add(Manifest.permission.BLUETOOTH_CONNECT)
            }
        }
    }
}
