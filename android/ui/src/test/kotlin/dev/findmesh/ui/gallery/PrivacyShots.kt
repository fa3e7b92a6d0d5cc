package dev.findmesh.ui.gallery

import dev.findmesh.ErasureProof
import dev.findmesh.FamiliarPlace
import dev.findmesh.FindmeshException
import dev.findmesh.PrivateZone
import dev.findmesh.ui.R
import dev.findmesh.ui.ScreenId
import kotlinx.coroutines.runBlocking
import java.time.Duration

private fun privacy(name: String, keptWhole: Boolean = false, tap: Hand.() -> Unit = {}, stage: Stage.() -> Unit) =
    Shot(ScreenId.PRIVACY, name, keptWhole, stage, tap)

private val HOME = PrivateZone(31.2304, 121.4737, 150.0, "Home")
private val WORK = PrivateZone(31.2352, 121.5018, 300.0, "Office")
private val PARENTS = PrivateZone(31.2190, 121.4420, 500.0, "Parents")

private fun Stage.places() {
    helping()
    runBlocking { for (place in listOf(HOME, WORK, PARENTS)) findmesh.finder.privateZones.put(place) }
}

private fun Stage.learnt() {
    helping()
    findmesh.phone.familiarPlaces = listOf(
        FamiliarPlace(31.2304, 121.4737, 150.0, Duration.ofHours(142), isHome = true),
        FamiliarPlace(31.2352, 121.5018, 150.0, Duration.ofHours(61), isHome = false),
        FamiliarPlace(31.2466, 121.4880, 150.0, Duration.ofHours(4), isHome = false),
    )
    runBlocking { findmesh.finder.privateZones.put(PARENTS) }
}

private fun Stage.erases(left: Long = 0) {
    places()
    val proof = ErasureProof(
        findmesh.now, left == 0L, mapOf("queue" to 31L, "days" to 390L, "zones" to 3L), 15, true, 18_240, 18_112, left, 412, 0, 0,
        mapOf("findmesh.sqlite" to 126_976L, "findmesh.sqlite-wal" to 0L),
        "cat findmesh.sqlite* | od -An -v -tx1 | tr -d ' \\n' | grep -c -E '9f86d081884c7d65|2c26b46b68ffc68f' (0: none is left)", "{}",
    )
    erasing = { proof }
}

/** What is kept and how it goes, in every state. */
internal val PRIVACY_SHOTS: List<Shot> = listOf(
    privacy("places", keptWhole = true) { places() },
    privacy("no-places") { helping() },
    privacy("learnt-places", keptWhole = true) { learnt() },
    privacy("learnt-places-everywhere", tap = { tap(R.string.findmesh_everywhere) }) { learnt() },
    privacy("learnt-place", tap = { tap(R.string.findmesh_often_name, 2) }) { learnt() },
    privacy("not-asked") { },
    privacy("starting") { info("starting", minutes = 0) },
    privacy("blocked") { blocking("storage_failed") },
    privacy("places-lost") {
        helping()
        blocking("vault_lost")
    },
    privacy("place", keptWhole = true, tap = { tapWords("Home") }) { places() },
    privacy("remove", tap = {
        tapWords("Home")
        tap(R.string.findmesh_place_remove)
    }) { places() },
    privacy("removed", tap = {
        tapWords("Office")
        tap(R.string.findmesh_place_remove)
        tap(R.string.findmesh_remove_yes)
    }) { places() },
    privacy("withdraw", tap = { tap(R.string.findmesh_withdraw) }) { places() },
    privacy("erase", keptWhole = true, tap = { tap(R.string.findmesh_erase) }) { places() },
    privacy("erased", keptWhole = true, tap = {
        tap(R.string.findmesh_erase)
        tap(R.string.findmesh_erase_yes)
    }) { erases() },
    privacy("something-left", tap = {
        tap(R.string.findmesh_erase)
        tap(R.string.findmesh_erase_yes)
    }) { erases(left = 4) },
    privacy("failed", tap = {
        tap(R.string.findmesh_erase)
        tap(R.string.findmesh_erase_yes)
    }) {
        places()
        erasing = { throw FindmeshException.StorageFailed("busy", null) }
    },
)
