package dev.findmesh.testing

import dev.findmesh.Consent
import dev.findmesh.ConsentEntry
import dev.findmesh.Decision
import dev.findmesh.Purpose
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import java.util.Locale

internal class FakeConsent(private val world: FakeWorld) : Consent {
    override val grants: StateFlow<Set<Purpose>> = world.grants.asStateFlow()

    override suspend fun grant(purpose: Purpose, textVersion: String, locale: Locale, how: String) {
        world.called()
        world.change {
            ledger += ConsentEntry(purpose, Decision.GRANTED, textVersion, locale.toLanguageTag(), now, how)
            grants.value += purpose
        }
    }

    override suspend fun withdraw(purpose: Purpose) {
        world.called()
        world.change {
            val text = ledger.lastOrNull { it.purpose == purpose }
            ledger += ConsentEntry(purpose, Decision.WITHDRAWN, text?.textVersion ?: "", text?.locale ?: "", now, "app")
            grants.value -= purpose
            if (purpose == Purpose.CROWD_REPORTING) {
                queue.clear()
                familiarPlaces.value = emptyList()
            }
        }
    }

    override suspend fun ledger(): List<ConsentEntry> {
        world.called()
        return world.read { ledger.toList() }
    }
}
