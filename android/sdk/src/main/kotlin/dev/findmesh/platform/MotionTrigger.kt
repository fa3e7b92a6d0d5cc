package dev.findmesh.platform

import android.content.Context
import android.hardware.Sensor
import android.hardware.SensorManager
import android.hardware.TriggerEvent
import android.hardware.TriggerEventListener

/**
 * Tells when the phone begins to move, by the sensor of significant motion, which needs no permission and wakes the CPU.
 * Sensors are silent for apps in the background (API 28), so it is armed only while a service runs.
 *
 * @param moved called on the main thread.
 */
internal class MotionTrigger(context: Context, private val moved: () -> Unit) {
    private val manager = context.getSystemService(SensorManager::class.java)
    private val sensor = manager?.getDefaultSensor(Sensor.TYPE_SIGNIFICANT_MOTION)
    private var armed = false

    private val listener = object : TriggerEventListener() {
        override fun onTrigger(event: TriggerEvent?) {
            // It fires once and is disarmed by that.
            if (again()) moved()
        }
    }

    /** Arms or disarms it. */
    @Synchronized
    fun set(on: Boolean) {
        if (sensor == null || on == armed) return
        armed = on
        if (on) manager?.requestTriggerSensor(listener, sensor) else manager?.cancelTriggerSensor(listener, sensor)
    }

    @Synchronized
    private fun again(): Boolean {
        if (armed) manager?.requestTriggerSensor(listener, sensor)
        return armed
    }
}
