package dev.findmesh.sample.desk

import dev.findmesh.FamiliarPlace
import dev.findmesh.Sighting
import dev.findmesh.testing.FakeFindmesh
import dev.findmesh.testing.FakePhone
import dev.findmesh.testing.FakeSightings
import java.time.Duration
import java.time.Instant

/** Something that happens. @property minute of the day, UTC. */
class Beat(val minute: Int, val happen: suspend FakeFindmesh.() -> Unit)

/** What happens on a day: to work and home again, at weekends to the park; each day a little different, and always the same. */
object DeskScript {
    private val HOME = 31.23 to 121.47
    private val WORK = 31.20 to 121.43
    private const val PLACE_METERS = 150.0

    /** Hours in two weeks. */
    private const val AT_HOME = 168L
    private const val AT_WORK = 84L

    fun beats(day: Int): List<Beat> = (rhythm() + if (day % 7 >= 5) park(day) else work(day)).sortedBy { it.minute }

    /** What lies about: the person's own keys, [NEAR] and [FAR]. @param look one after another. */
    fun around(now: Instant, look: Int): List<Sighting> = listOf(
        FakeSightings.nearOwner(now, KEYS, rssi = -52 - look % 4),
        FakeSightings.separated(now, NEAR, rssi = -67 - look * 3 % 5),
        FakeSightings.separated(now, FAR, rssi = -86 + look % 3),
    )

    /** Where the person often stays: at home and at work. */
    val familiarPlaces: List<FamiliarPlace> = listOf(
        FamiliarPlace(HOME.first, HOME.second, PLACE_METERS, Duration.ofHours(AT_HOME), isHome = true),
        FamiliarPlace(WORK.first, WORK.second, PLACE_METERS, Duration.ofHours(AT_WORK), isHome = false),
    )

    /** The person's own keys are always near; what waits is sent whenever there is a moment. */
    private fun rhythm(): List<Beat> = (0 until 24 * 60 step 15).flatMap { minute ->
        listOf(
            Beat(minute + 4) { hear(FakeSightings.nearOwner(now, KEYS, rssi = -49)) },
            Beat(minute + 7) { repeat(BATCH) { finder.uploadNow() } },
        )
    }

    private fun work(day: Int): List<Beat> = buildList {
        home(at(0, 0))
        out(at(7, 40))
        tags(at(7, 42), count = 5 + day * 3 % 4, day, street = 1)
        mine(at(8, 30))
        tags(at(10, 5), count = 3, day, street = 2)
        out(at(12, 20))
        tags(at(12, 24), count = 2 + day % 3, day, street = 3)
        tags(at(12, 40), count = 1, day, street = 3)
        nearOwners(at(12, 46), count = 2)
        mine(at(13, 0))
        out(at(17, 35))
        add(Beat(at(17, 45)) { phone.losePlace() })
        tags(at(17, 48), count = 3, day, street = 4)
        add(Beat(at(18, 5)) { phone.place(31.22, 121.45) })
        if (day % 2 == 0) bluetoothOff(at(18, 25), minutes = 24)
        if (day % 3 == 1) relayAway(at(18, 40), minutes = 65)
        tags(at(18, 50), count = 2, day, street = 5)
        home(at(20, 0))
        nearOwners(at(20, 30), count = 1)
    }

    private fun park(day: Int): List<Beat> = buildList {
        home(at(0, 0))
        out(at(10, 10))
        tags(at(10, 20), count = 4 + day % 5, day, street = 6)
        nearOwners(at(11, 30), count = 3)
        tags(at(14, 0), count = 3, day, street = 7)
        home(at(16, 30))
    }

    private fun MutableList<Beat>.home(minute: Int) = add(
        Beat(minute) {
            phone.place(HOME.first, HOME.second)
            phone.atMyPlace = true
        },
    )

    /** At work: another place where the phone often stays. */
    private fun MutableList<Beat>.mine(minute: Int) = add(
        Beat(minute) {
            phone.place(WORK.first, WORK.second)
            phone.atMyPlace = true
        },
    )

    private fun MutableList<Beat>.out(minute: Int) = add(
        Beat(minute) {
            phone.place(31.21, 121.44)
            phone.atMyPlace = false
        },
    )

    /** Tags that lie about, heard one after another. */
    private fun MutableList<Beat>.tags(minute: Int, count: Int, day: Int, street: Int) = repeat(count) { tag ->
        add(
            Beat(minute + tag * 4) {
                val address = "C0:00:%02X:%02X:%02X:%02X".format(day / 256, day % 256, street, tag)
                hear(FakeSightings.separated(now, address, rssi = -58 - tag * 5))
            },
        )
    }

    private fun MutableList<Beat>.nearOwners(minute: Int, count: Int) = repeat(count) { tag ->
        add(Beat(minute + tag) { hear(FakeSightings.nearOwner(now, "C0:00:FF:00:00:%02X".format(tag), rssi = -66 - tag * 4)) })
    }

    private fun MutableList<Beat>.bluetoothOff(minute: Int, minutes: Int) {
        add(Beat(minute) { phone.bluetooth = FakePhone.Bluetooth.OFF })
        add(Beat(minute + minutes) { phone.bluetooth = FakePhone.Bluetooth.ON })
    }

    private fun MutableList<Beat>.relayAway(minute: Int, minutes: Int) {
        add(Beat(minute) { relay.status = null })
        add(Beat(minute + minutes) { relay.status = ACCEPTED })
    }

    private fun at(hour: Int, minute: Int) = hour * 60 + minute

    /** A bag across the room. */
    const val NEAR: String = "C0:00:AA:00:00:01"

    /** Something two rooms away. */
    const val FAR: String = "C0:00:AA:00:00:02"
    private const val KEYS = "C0:00:EE:00:00:01"
    private const val BATCH = 8
    private const val ACCEPTED = 204
}
