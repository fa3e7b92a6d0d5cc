package dev.findmesh.devicecheck

import android.app.Activity
import android.app.Instrumentation
import android.os.Bundle

/**
 * Measures on this phone what the platform model (rust/sim/platform.toml) assumes of phones:
 * `am instrument -r -w dev.findmesh.devicecheck/.DeviceCheck`, some six minutes with the screen on and adverts in the air.
 *
 * The result `report` is JSON on one line ([Report]); `cargo xtask device-check` holds it against the model.
 */
class DeviceCheck : Instrumentation() {
    override fun onCreate(arguments: Bundle?) {
        super.onCreate(arguments)
        start()
    }

    override fun onStart() {
        super.onStart()
        val report = Report.of(Probes.all(targetContext)) { name -> sendStatus(0, text("probe", name)) }
        finish(Activity.RESULT_OK, text("report", report.toString()))
    }

    private fun text(key: String, value: String) = Bundle().apply { putString(key, value) }
}
