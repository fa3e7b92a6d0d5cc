package dev.findmesh.testing.contract

import dev.findmesh.FindmeshException
import dev.findmesh.NearbyFilter
import dev.findmesh.OwnerState
import dev.findmesh.Sighting
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import java.util.concurrent.CopyOnWriteArrayList

/** What is promised to somebody who looks at what is near. */
abstract class NearbyContract : FindmeshContract() {
    private val heard = CopyOnWriteArrayList<Sighting>()
    private val ended = CopyOnWriteArrayList<Throwable>()

    private fun look(filter: NearbyFilter = NearbyFilter.All, scans: Int = 1): Job {
        val job = CoroutineScope(Dispatchers.Default).launch {
            runCatching { finder.nearby(filter).collect(heard::add) }.onFailure(ended::add)
        }
        world.until("it scans") { world.nearbyScans == scans }
        return job
    }

    @Test
    fun whoLooksHearsAndWhoLeavesStops() {
        val job = look()
        world.hearTag()
        world.until("it is heard") { heard.size == 1 }
        assertEquals(listOf("findmesh", OwnerState.AWAY), heard.single().run { listOf(network, owner) })
        assertTrue("nothing that identifies", heard.single().toString().startsWith("Sighting(findmesh "))
        job.cancel()
        world.until("it stops") { world.nearbyScans == 0 }
        assertEquals(0, findmesh.health.value.queue.reports)
    }

    @Test
    fun aFilterLeavesOut() {
        val filters = listOf(NearbyFilter(networks = setOf("apple")), NearbyFilter(minRssi = 0), NearbyFilter(separatedOnly = true))
        val looks = filters.mapIndexed { i, filter -> look(filter, scans = i + 1) }
        world.hearTag()
        world.until("the one who wants it hears it") { heard.size == 1 }
        looks.forEach { it.cancel() }
        world.until("all stop") { world.nearbyScans == 0 }
        assertEquals(1, heard.size)
    }

    @Test
    fun aRadioThatGoesOffEndsIt() {
        look()
        world.bluetooth(false)
        world.until("it ends") { ended.size == 1 }
        assertTrue("${ended.single()}", ended.single() is FindmeshException.BluetoothUnavailable)
        refused<FindmeshException.BluetoothUnavailable> { finder.nearby().first() }
    }

    @Test
    fun itNeedsPermissions() {
        val name = world.deny()
        assertTrue(name in refused<FindmeshException.PermissionMissing> { finder.nearby().first() }.permissions)
    }
}
