package dev.findmesh.devicecheck

import android.os.Build
import org.json.JSONArray
import org.json.JSONObject

/**
 * What was measured: `phone` (`maker`, `model`, `api`, `build`), `rows` for the model's constants and `figures` of our own,
 * each with `name` and either `value`, `unit` and `accuracy`, or `error`.
 */
internal object Report {
    /** Measures with every one of [probes], whatever becomes of the others; [begins] hears each one's name before. */
    fun of(probes: List<Probe>, begins: (String) -> Unit = {}): JSONObject {
        val (figures, constants) = probes.partition { it.figure }
        fun rows(some: List<Probe>) = JSONArray(
            some.map {
                begins(it.name)
                row(it)
            },
        )
        return JSONObject()
            .put("phone", phone())
            .put("rows", rows(constants))
            .put("figures", rows(figures))
    }

    private fun phone() = JSONObject()
        .put("maker", Build.MANUFACTURER)
        .put("model", Build.MODEL)
        .put("api", Build.VERSION.SDK_INT)
        .put("build", Build.DISPLAY)

    private fun row(probe: Probe): JSONObject {
        val row = JSONObject().put("name", probe.name)
        return try {
            val value = probe.measure()
            check(value.isFinite()) { "the value is $value" }
            row.put("value", value).put("unit", probe.unit).put("accuracy", probe.accuracy)
        } catch (failure: Exception) {
            row.put("error", told(failure))
        } catch (failure: LinkageError) {
            row.put("error", told(failure))
        }
    }

    private fun told(failure: Throwable) = "${failure.javaClass.simpleName}: ${failure.message}"
}
