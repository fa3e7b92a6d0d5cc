package dev.findmesh

import android.os.PowerManager
import dev.findmesh.PhoneSwitch.Kind
import dev.findmesh.PhoneSwitch.State
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowBuild

/** Which switches a phone has, what they are called there, and what is remembered of them. */
@RunWith(PhoneRunner::class)
class SwitchesTest {
    @get:Rule
    val phone: Phone = Phone()

    private fun switches(manufacturer: String): Map<Kind, State> {
        ShadowBuild.setManufacturer(manufacturer)
        return phone.findmesh.switches.check().associate { it.kind to it.state }
    }

    private fun exempt() =
        shadowOf(phone.app.getSystemService(PowerManager::class.java)).setIgnoringBatteryOptimizations(phone.app.packageName, true)

    private fun name(kind: Kind) = PhoneSwitch(kind, State.UNKNOWN).name(phone.app).toString()

    @Test
    fun aPhoneOfNoKnownMakerHasAndroidsOwn() {
        assertEquals(mapOf(Kind.BATTERY_OPTIMISATION to State.NOT_SET), switches("Google"))
        exempt()
        assertEquals(mapOf(Kind.BATTERY_OPTIMISATION to State.SET), switches("Google"))
        assertEquals("Battery", name(Kind.BATTERY_OPTIMISATION))
    }

    @Test
    fun aMakersComeFirst() {
        val expected = listOf(Kind.AUTOSTART, Kind.MAKER_BATTERY, Kind.RECENT_APPS, Kind.BATTERY_OPTIMISATION)
        assertEquals(expected, switches("OPPO").keys.toList())
        assertEquals(listOf("Auto launch", "Battery usage"), listOf(name(Kind.AUTOSTART), name(Kind.MAKER_BATTERY)))
        assertEquals(listOf(Kind.MAKER_BATTERY, Kind.BATTERY_OPTIMISATION), switches("samsung").keys.toList())
        assertEquals("Never sleeping apps", name(Kind.MAKER_BATTERY))
    }

    @Test
    fun aPageThatHoldsAndroidsSwitchIsGoneThroughOnce() {
        val before = switches("OnePlus")
        assertFalse(Kind.BATTERY_OPTIMISATION in before)
        assertEquals(State.NOT_SET, before[Kind.MAKER_BATTERY])
        exempt()
        assertEquals("the rest of that page cannot be read", State.UNKNOWN, switches("OnePlus")[Kind.MAKER_BATTERY])
    }

    @Test
    fun whatWasSaidOutlivesTheProcess() {
        ShadowBuild.setManufacturer("OPPO")
        phone.run { phone.findmesh.switches.confirm(Kind.AUTOSTART, done = true) }
        phone.restart()
        assertEquals(State.CONFIRMED, switches("OPPO")[Kind.AUTOSTART])
        assertEquals(State.UNKNOWN, switches("OPPO")[Kind.RECENT_APPS])
    }

    @Test
    fun everySwitchLeadsToItsPageOrSaysTheWay() {
        ShadowBuild.setManufacturer("OPPO")
        for (switch in phone.findmesh.switches.check()) {
            val intent = switch.fix.intent(phone.app)
            if (switch.kind == Kind.RECENT_APPS) assertNull(intent) else assertNotNull("${switch.kind}", intent)
            assertFalse(switch.fix.text(phone.app).isBlank())
        }
    }
}
