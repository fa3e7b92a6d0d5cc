package dev.findmesh.testing

import android.content.Context
import android.hardware.Sensor
import android.hardware.SensorManager
import android.hardware.TriggerEventListener
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.shadows.ShadowSensor
import org.robolectric.shadows.ShadowSensorManager

/** The sensor of significant motion: fires once and is disarmed by that. */
@Implements(SensorManager::class)
class ShadowMotion : ShadowSensorManager() {
    @Implementation
    fun requestTriggerSensor(listener: TriggerEventListener, sensor: Sensor): Boolean {
        armed = listener
        return true
    }

    @Implementation
    fun cancelTriggerSensor(listener: TriggerEventListener, sensor: Sensor?): Boolean {
        if (armed === listener) armed = null
        return true
    }

    companion object {
        private var armed: TriggerEventListener? = null

        /** Somebody waits for the phone to move. */
        val isArmed: Boolean get() = armed != null

        /** Gives the phone the sensor. */
        fun install(context: Context) {
            val manager = context.getSystemService(SensorManager::class.java)
            shadowOf(manager).addSensor(ShadowSensor.newInstance(Sensor.TYPE_SIGNIFICANT_MOTION))
        }

        /** The phone begins to move. */
        fun move() {
            val fired = checkNotNull(armed)
            armed = null
            fired.onTrigger(null)
        }

        /** A phone of its own for each test. */
        fun reset() {
            armed = null
        }
    }
}
