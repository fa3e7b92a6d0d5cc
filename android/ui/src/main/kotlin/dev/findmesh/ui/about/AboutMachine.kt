package dev.findmesh.ui.about

import dev.findmesh.FindmeshException
import dev.findmesh.ui.host.Failure
import dev.findmesh.ui.host.Machine
import dev.findmesh.ui.host.Wiring
import dev.findmesh.ui.onboarding.ConsentText
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onStart
import kotlinx.coroutines.flow.stateIn
import org.json.JSONException
import org.json.JSONObject
import java.io.IOException

/**
 * What the about screen shows.
 *
 * @property notices null until they were read.
 * @property native the native library as it names itself; null where it is not there or says nothing.
 * @property consent version of the words that a person agrees to.
 * @property open the licence that is shown; null: all of it.
 */
internal data class AboutUi(
    val notices: Notices?,
    val native: Native?,
    val consent: String,
    val open: Licence?,
    val failure: Failure?,
)

/**
 * The native library.
 *
 * @property target system and processor that it was built for, such as `android aarch64`.
 */
internal data class Native(val version: String, val target: String)

/** The about screen without Android. */
internal class AboutMachine(private val wiring: Wiring, saved: Map<String, String>) : Machine<AboutUi>() {
    private class Read(val notices: Notices?, val failure: Failure?)

    private val open = MutableStateFlow(saved[OPEN])

    override val state: StateFlow<AboutUi> = combine(notices(), native(), open) { read, native, open ->
        AboutUi(read.notices, native, ConsentText.VERSION, read.notices?.licences?.firstOrNull { it.id == open }, read.failure)
    }.stateIn(wiring.scope, SharingStarted.WhileSubscribed(), AboutUi(null, null, ConsentText.VERSION, null, null))

    override fun save(): Map<String, String> = open.value?.let { mapOf(OPEN to it) }.orEmpty()

    override val inside: StateFlow<Boolean> = open.map { it != null }.stateIn(wiring.scope, SharingStarted.Eagerly, open.value != null)

    override fun back(): Boolean {
        if (open.value == null) return false
        open.value = null
        return true
    }

    /** Shows a licence and what comes under it. */
    fun open(licence: Licence) {
        open.value = licence.id
    }

    private fun notices(): Flow<Read> = flow {
        emit(
            try {
                Read(wiring.notices().bufferedReader().use(Notices::read), null)
            } catch (_: IOException) {
                Read(null, Failure.STORAGE)
            },
        )
    }.flowOn(wiring.reading).onStart { emit(Read(null, null)) }

    private fun native(): Flow<Native?> = flow {
        emit(
            try {
                JSONObject(wiring.findmesh.myData.diagnostics()).run { Native(getString("version"), optString("target")) }
            } catch (_: FindmeshException) {
                null
            } catch (_: JSONException) {
                null
            },
        )
    }.onStart { emit(null) }

    private companion object {
        const val OPEN = "open"
    }
}
