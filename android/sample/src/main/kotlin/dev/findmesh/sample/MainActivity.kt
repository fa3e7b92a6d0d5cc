package dev.findmesh.sample

import android.app.Activity
import android.content.ActivityNotFoundException
import android.os.Bundle
import android.view.View
import android.widget.Toast
import dev.findmesh.Findmesh
import dev.findmesh.FindmeshException
import dev.findmesh.MainDispatcher
import dev.findmesh.Purpose
import dev.findmesh.Reason
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.launch
import java.time.Instant

/** The one screen: consent, state, last sighting, queue, and why nothing happens. */
class MainActivity :
    Activity(),
    StatusScreen.Actions {
    private val findmesh by lazy { Findmesh.get(this) }
    private var scope = CoroutineScope(SupervisorJob() + MainDispatcher)

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        setContentView(R.layout.main)
    }

    override fun onStart() {
        super.onStart()
        val screen = StatusScreen(findViewById<View>(android.R.id.content), this)
        scope = CoroutineScope(SupervisorJob() + MainDispatcher)
        scope.launch {
            combine(findmesh.finder.state, findmesh.health, findmesh.consent.grants) { state, health, grants ->
                ScreenState.of(state, health, grants, clock())
            }.collect(screen::show)
        }
    }

    override fun onStop() {
        scope.cancel()
        super.onStop()
    }

    override fun agree() = attempt {
        findmesh.consent.grant(Purpose.CROWD_REPORTING, TEXT_VERSION, resources.configuration.locales[0], "sample screen")
        findmesh.finder.enable()
    }

    override fun pause() = attempt { findmesh.finder.disable() }

    override fun resume() = attempt { findmesh.finder.enable() }

    override fun stopAndErase() = attempt {
        findmesh.finder.disable()
        findmesh.consent.withdraw(Purpose.CROWD_REPORTING)
    }

    override fun fix(reason: Reason) {
        try {
            startActivity(reason.fix?.intent(this) ?: return)
        } catch (_: ActivityNotFoundException) {
            Toast.makeText(this, reason.fix?.text(this), Toast.LENGTH_LONG).show()
        }
    }

    override fun onRequestPermissionsResult(requestCode: Int, permissions: Array<out String>, grantResults: IntArray) {
        // Whatever was said: enable() tells what is still missing, and the screen does.
        if (permissions.isNotEmpty()) resume()
    }

    private fun attempt(work: suspend () -> Unit) {
        scope.launch {
            try {
                work()
            } catch (e: FindmeshException.PermissionMissing) {
                ask(e.permissions)
            } catch (e: FindmeshException) {
                Toast.makeText(this@MainActivity, getString(R.string.failed, e.message), Toast.LENGTH_LONG).show()
            }
        }
    }

    /** Once a run: whoever says no is not asked again, the screen says what is missing. */
    private fun ask(permissions: List<String>) {
        if (asked) return
        asked = true
        requestPermissions(permissions.toTypedArray(), 1)
    }

    private var asked = false

    internal companion object {
        const val TEXT_VERSION = "2026-11"

        /** Replaced where time is virtual. */
        var clock: () -> Instant = Instant::now
    }
}
