package dev.findmesh.platform

import dev.findmesh.DayUsage
import dev.findmesh.ErasureProof
import dev.findmesh.FamiliarPlace
import dev.findmesh.FinderMode
import dev.findmesh.Participation
import dev.findmesh.PrivateZone
import dev.findmesh.ScanPermit
import java.time.Duration
import java.time.Instant
import java.time.LocalDate
import dev.findmesh.ffi.DayUsage as FfiDayUsage
import dev.findmesh.ffi.ErasureProof as FfiErasureProof
import dev.findmesh.ffi.FamiliarPlace as FfiFamiliarPlace
import dev.findmesh.ffi.FinderMode as FfiFinderMode
import dev.findmesh.ffi.Participation as FfiParticipation
import dev.findmesh.ffi.PrivateZone as FfiPrivateZone
import dev.findmesh.ffi.ScanPermit as FfiScanPermit

internal fun FfiDayUsage.toPublic(): DayUsage = DayUsage(
    day = LocalDate.ofEpochDay(day),
    scans = scans,
    radioAsked = Duration.ofSeconds(radioSAsked),
    keysHeard = keysHeard,
    newKeys = newKeys,
    tagAdverts = tagAdverts,
    reported = reported,
    uploaded = uploaded,
    suppressed = suppressed.associate { it.reason to it.count },
    bytesSent = bytesSent,
    wakes = wakes,
)

internal fun FfiErasureProof.toPublic(): ErasureProof = ErasureProof(
    time = Instant.ofEpochMilli(wallMs),
    holds = holds,
    rows = rows.associate { it.name to it.count },
    keys = keys,
    wrappingKeyRenewed = wrappingKeyRenewed,
    pieces = needles,
    foundBefore = foundBefore,
    foundAfter = foundAfter,
    clearPieces = clearNeedles,
    clearBefore = clearBefore,
    clearAfter = clearAfter,
    files = files.associate { it.name to it.count },
    howToRepeat = howToRepeat,
    json = json,
)

internal fun FfiParticipation.toPublic(): Participation = when (this) {
    FfiParticipation.OFF -> Participation.OFF
    FfiParticipation.AWAY_FROM_MY_PLACES -> Participation.AWAY_FROM_MY_PLACES
    FfiParticipation.EVERYWHERE -> Participation.EVERYWHERE
}

internal fun Participation.toFfi(): FfiParticipation = when (this) {
    Participation.OFF -> FfiParticipation.OFF
    Participation.AWAY_FROM_MY_PLACES -> FfiParticipation.AWAY_FROM_MY_PLACES
    Participation.EVERYWHERE -> FfiParticipation.EVERYWHERE
}

internal fun FinderMode.toFfi(): FfiFinderMode = when (this) {
    FinderMode.BACKGROUND -> FfiFinderMode.BACKGROUND
    FinderMode.FOREGROUND_SERVICE -> FfiFinderMode.FOREGROUND_SERVICE
    FinderMode.SYSTEM -> FfiFinderMode.SYSTEM
}

internal fun FfiPrivateZone.toPublic(): PrivateZone = PrivateZone(latitude, longitude, radiusM, label, id.toUuid())

internal fun PrivateZone.toFfi(): FfiPrivateZone = FfiPrivateZone(id.toBytes(), latitude, longitude, radiusMeters, label)

internal fun FfiFamiliarPlace.toPublic(): FamiliarPlace =
    FamiliarPlace(latitude, longitude, radiusM, Duration.ofMillis(stayedMs), home)

internal fun FfiScanPermit.toPublic(): ScanPermit = when (this) {
    is FfiScanPermit.Granted -> ScanPermit.Granted
    is FfiScanPermit.RetryAt -> ScanPermit.RetryAt(Instant.ofEpochMilli(Clocks.wallOfBoot(bootMs)), bootMs)
}
