package dev.findmesh.ui.tag

import dev.findmesh.Feature
import dev.findmesh.Findmesh
import dev.findmesh.FindmeshException
import dev.findmesh.PermissionGate
import dev.findmesh.PermissionStep
import dev.findmesh.Sighting
import dev.findmesh.gatt.GattFailure
import dev.findmesh.gatt.SoundEvent
import dev.findmesh.gatt.SoundRefusal
import dev.findmesh.gatt.SoundWay
import dev.findmesh.testing.FakeFindmesh
import dev.findmesh.testing.FakePhone
import dev.findmesh.testing.FakeSightings
import dev.findmesh.ui.Bench
import dev.findmesh.ui.ScreenId
import dev.findmesh.ui.host.Effect
import dev.findmesh.ui.host.Wiring
import dev.findmesh.ui.tag.Ring.Step
import dev.findmesh.ui.tag.Ring.Trouble
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.flow
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Rule
import org.junit.Test
import java.time.Duration

/** A tag's page without Android. */
class TagMachineTest {
    @get:Rule
    val bench = Bench()

    private val findmesh = FakeFindmesh()
    private val sounds = MutableSharedFlow<SoundEvent>()
    private val connected get() = sounds.subscriptionCount.value
    private var mayConnect = true

    /** Asks for nothing but the permission to connect. */
    private val gated = object : Findmesh by findmesh {
        override val permissions: PermissionGate = object : PermissionGate by findmesh.permissions {
            override fun check(feature: Feature): List<PermissionStep> {
                val step = PermissionStep(PermissionStep.Kind.NEARBY_DEVICES, emptyList(), true, PermissionStep.Ask.DIALOG)
                return listOf(step).filter { feature == Feature.CONNECTING && !mayConnect }
            }
        }
    }

    private fun open(
        about: String? = ADDRESS,
        saved: Map<String, String> = emptyMap(),
        answer: Flow<SoundEvent> = sounds,
    ): TagMachine {
        val wiring = bench.wiring(gated, findmesh::now, about = about, sounds = { answer })
        return bench.watch(TagMachine(wiring, saved))
    }

    private val TagMachine.ui get() = state.value

    private fun hear(sighting: Sighting = FakeSightings.separated(findmesh.now, ADDRESS)) = findmesh.hear(sighting)

    private fun pass(seconds: Long) {
        findmesh.advance(Duration.ofSeconds(seconds))
        bench.beat()
    }

    /** @return the page of a tag that answers so, after "play sound". */
    private fun played(answer: Flow<SoundEvent> = sounds): TagMachine {
        val machine = open(answer = answer)
        hear()
        machine.play()
        return machine
    }

    @Test
    fun itIsHereAndThenGone() {
        val machine = open()
        assertEquals(Presence.LOOKING, machine.ui.presence)
        hear()
        assertEquals(Presence.HERE, machine.ui.presence)
        pass(seconds = 15)
        assertEquals(Presence.GONE, machine.ui.presence)
        pass(seconds = 300)
        assertEquals("what it was stays", ADDRESS, machine.ui.tag?.key)
        hear()
        assertEquals(Presence.HERE, machine.ui.presence)
        pass(seconds = 300)
        assertEquals("nobody was there to see it go", true, machine.ui.tag?.quiet)
    }

    @Test
    fun anotherTagIsAnother() {
        val machine = open()
        hear(FakeSightings.separated(findmesh.now, "C0:00:00:00:00:02"))
        assertNull(machine.ui.tag)
    }

    @Test
    fun afterTheEndOfTheProcessItComesBackOrIsNoLongerKnown() {
        val first = open()
        val then = findmesh.now
        hear()
        pass(seconds = 30)
        val saved = first.save()
        findmesh.advance(Duration.ofMinutes(5))
        val again = open(saved = saved)
        assertEquals(Presence.LOOKING, again.ui.presence)
        hear()
        assertEquals(Presence.HERE, again.ui.presence)
        assertEquals("as before", then.toEpochMilli(), again.ui.since?.toEpochMilli())
        val other = open(about = "C0:00:00:00:00:09")
        pass(seconds = 20)
        assertEquals(Presence.UNKNOWN, other.ui.presence)
        other.lookAround()
        assertEquals(listOf(Effect.Replace(ScreenId.NEARBY)), bench.effects)
    }

    @Test
    fun aPageAboutNothingSaysSo() {
        assertEquals(Presence.UNKNOWN, open(about = null).ui.presence)
    }

    @Test
    fun aSoundFromBeginningToEnd() {
        val machine = played()
        assertEquals(Step.CONNECTING, machine.ui.ring.step)
        sounds.tryEmitNow(SoundEvent.Sounding(SoundWay.DULT, confirmed = true))
        assertEquals(Step.SOUNDING, machine.ui.ring.step)
        sounds.tryEmitNow(SoundEvent.Ended(confirmed = true))
        assertEquals(Ring(Step.ENDED), machine.ui.ring)
    }

    @Test
    fun aSecondTapDoesNotConnectTwice() {
        val machine = played()
        machine.play()
        assertEquals(1, connected)
    }

    @Test
    fun stoppingEndsTheConnection() {
        val machine = played()
        assertEquals(1, connected)
        machine.stop()
        assertEquals(0, connected)
        assertEquals(Ring.READY, machine.ui.ring)
        machine.play()
        assertEquals("and it can be played again", 1, connected)
    }

    /** A page of its own, beside others over the same surroundings and sounds. */
    private fun pages(ringers: Ringers = bench.ringers()): () -> Pair<TagMachine, Wiring> {
        val around = bench.surroundings(gated, findmesh::now)
        return {
            val page = bench.page()
            val wiring = bench.wiring(
                gated,
                findmesh::now,
                about = ADDRESS,
                page = page,
                surroundings = around,
                ringers = ringers,
                sounds = { sounds },
            )
            bench.watch(TagMachine(wiring, emptyMap())) to wiring
        }
    }

    @Test
    fun leavingThePageEndsTheConnection() {
        val (machine, wiring) = pages()()
        hear()
        machine.play()
        assertEquals(1, connected)
        wiring.close()
        assertEquals(0, connected)
    }

    @Test
    fun aRotationKeepsTheSound() {
        val over = CompletableDeferred<Unit>()
        val page = pages(bench.ringers { over.await() })
        val (before, wiring) = page()
        hear()
        before.play()
        sounds.tryEmitNow(SoundEvent.Sounding(SoundWay.DULT, confirmed = true))
        pass(seconds = 70)
        wiring.close()
        val (after, left) = page()
        over.complete(Unit)
        assertEquals(1, connected)
        assertEquals(Step.SOUNDING, after.ui.ring.step)
        assertEquals(Presence.HERE, after.ui.presence)
        assertEquals("which says nothing while it is connected", ADDRESS, after.ui.tag?.key)
        left.close()
        assertEquals(0, connected)
    }

    @Test
    fun twoPagesOfOneTagPlayOnce() {
        val page = pages()
        val (one, first) = page()
        val (two, second) = page()
        hear()
        one.play()
        assertEquals(Step.CONNECTING, two.ui.ring.step)
        two.play()
        assertEquals(1, connected)
        first.close()
        assertEquals(1, connected)
        two.stop()
        assertEquals(0, connected)
        two.play()
        second.close()
        assertEquals(0, connected)
    }

    @Test
    fun aConnectedTagIsNotGone() {
        val machine = played()
        pass(seconds = 90)
        assertEquals(Presence.HERE, machine.ui.presence)
        machine.stop()
        assertEquals(Presence.GONE, machine.ui.presence)
    }

    @Test
    fun whoseOwnerIsNearIsNotAskedToSound() {
        val machine = open()
        hear(FakeSightings.nearOwner(findmesh.now, ADDRESS))
        assertEquals(Offer.OWNER_NEAR, machine.ui.offer)
        machine.play()
        assertEquals(0, connected)
    }

    @Test
    fun aPhoneIsNotAskedToSound() {
        val machine = open()
        val phone = FakeSightings.separated(findmesh.now, ADDRESS)
        hear(Sighting("samsung", "phone", phone.owner, null, -60, phone.time, ADDRESS, emptyMap()))
        assertEquals(Offer.NONE, machine.ui.offer)
    }

    @Test
    fun thePermissionIsAskedForFirst() {
        mayConnect = false
        val machine = played()
        assertEquals(listOf(Effect.Ask(Feature.CONNECTING)), bench.effects)
        assertEquals(0, connected)
        machine.asked(usable = false)
        assertEquals(Trouble.PERMISSION, machine.ui.ring.trouble)
        machine.play()
        mayConnect = true
        machine.asked(usable = true)
        assertEquals(1, connected)
    }

    @Test
    fun whatWentWrongIsSaidByWhatHelps() {
        fun gatt(failure: GattFailure) = FindmeshException.GattFailed(failure, "connect", null)
        val said = mapOf(
            FindmeshException.SoundRefused(SoundRefusal.NO_WAY) to Trouble.NO_WAY,
            FindmeshException.SoundRefused(SoundRefusal.OWNER_ONLY) to Trouble.OWNER_ONLY,
            gatt(GattFailure.UNREACHABLE) to Trouble.OUT_OF_REACH,
            gatt(GattFailure.LOST) to Trouble.LOST,
            gatt(GattFailure.TIMED_OUT) to Trouble.NO_ANSWER,
            gatt(GattFailure.RADIO_OFF) to Trouble.BLUETOOTH_OFF,
            FindmeshException.PermissionMissing(emptyList()) to Trouble.PERMISSION,
            FindmeshException.NativeUnavailable("x86", null) to Trouble.OTHER,
        )
        for ((failure, trouble) in said) {
            val machine = played(answer = flow { throw failure })
            assertEquals("$failure", Ring(Step.FAILED, trouble), machine.ui.ring)
        }
    }

    @Test
    fun aRadioThatIsOffIsSaid() {
        val machine = open()
        hear()
        findmesh.phone.bluetooth = FakePhone.Bluetooth.OFF
        assertEquals("bluetooth_off", machine.ui.blocked?.code)
        findmesh.phone.bluetooth = FakePhone.Bluetooth.ON
        assertNull(machine.ui.blocked)
    }

    private fun MutableSharedFlow<SoundEvent>.tryEmitNow(event: SoundEvent) = kotlinx.coroutines.runBlocking { emit(event) }

    private companion object {
        const val ADDRESS = "C0:00:00:00:00:01"
    }
}
