package dev.findmesh

import android.content.Context
import dev.findmesh.platform.advice.PhoneSwitchTexts
import kotlinx.coroutines.flow.Flow

/**
 * Switches that decide whether this phone lets the app work in the background: Android's own, and those that its maker added
 * (docs/phone-makers.md). No app may set them; a person does, and this says which, what they are called here, and where they are.
 */
public interface PhoneSwitches {
    /** Switches of this phone, in the order to go through them; never empty. May be called on any thread but the main one. */
    public fun check(): List<PhoneSwitch>

    /** As [check], now, after [confirm], and whenever one of the app's activities comes to the front. Cold. */
    public fun observe(): Flow<List<PhoneSwitch>>

    /**
     * Remembers, over the end of the process, that a person says to have set a switch, or takes that back. Where the phone
     * tells how it stands, that counts.
     */
    public suspend fun confirm(kind: PhoneSwitch.Kind, done: Boolean)
}

/**
 * One switch of a phone.
 *
 * @property kind what it decides.
 * @property state how it stands.
 */
public class PhoneSwitch(public val kind: Kind, public val state: State) {
    /** Nothing more is to be done here, as far as anybody knows. */
    public val done: Boolean get() = state == State.SET || state == State.CONFIRMED

    /** What this phone calls it, in the language of [context]. */
    public fun name(context: Context): CharSequence = PhoneSwitchTexts.name(kind).of(context)

    /** What to choose there, and the page where it is; without a page the words say the way. */
    public val fix: Fix get() = PhoneSwitchTexts.fix(kind)

    override fun equals(other: Any?): Boolean = other is PhoneSwitch && kind == other.kind && state == other.state

    override fun hashCode(): Int = kind.hashCode()

    override fun toString(): String = "PhoneSwitch($kind, $state)"

    /** What a switch decides. */
    public enum class Kind {
        /** Whether the app may be started while it is closed. The maker's. */
        AUTOSTART,

        /** Whether the maker's battery saver leaves the app alone. */
        MAKER_BATTERY,

        /** Whether the app stays when the recent apps are cleaned away. The maker's. */
        RECENT_APPS,

        /** Android's own battery optimisation. */
        BATTERY_OPTIMISATION,
    }

    /** How a switch stands. */
    public enum class State {
        /** As it should: the phone says so. */
        SET,

        /** Not as it should: the phone says so. */
        NOT_SET,

        /** A person says that it was set; the phone does not tell. */
        CONFIRMED,

        /** Nobody knows. */
        UNKNOWN,
    }
}
