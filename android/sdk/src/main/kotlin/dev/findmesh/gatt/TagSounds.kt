package dev.findmesh.gatt

import android.bluetooth.BluetoothDevice
import android.content.Context
import dev.findmesh.FindmeshException
import dev.findmesh.ffi.soundWays
import dev.findmesh.platform.NativeLocator
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.withContext

/**
 * Makes tags of others sound, so that a person who carries one unknowingly can find it.
 *
 * Only what makers and specifications let everybody do: AirTags, tags of others for Apple's network, tags of any network
 * that have the service for people who do not own them (IETF DULT), Find Hub tags whose owner lets anybody ring. A tag
 * that refuses is not asked over another way.
 *
 * ```
 * TagSounds(context).play(result.device).collect { event -> show(event) }
 * ```
 */
public class TagSounds internal constructor(
    private val context: Context,
    private val client: GattClient,
    private val patience: SoundPatience,
) {
    @JvmOverloads
    public constructor(context: Context, timeouts: GattTimeouts = GattTimeouts()) :
        this(context.applicationContext, GattClient(context, timeouts), SoundPatience())

    /**
     * Cold: collecting connects to [tag] and makes it sound, which is told by [SoundEvent.Sounding]; when the sound ends,
     * [SoundEvent.Ended] is the last event. Cancelling stops the sound, where it can be stopped, and always disconnects.
     *
     * @return fails with [FindmeshException.SoundRefused], [FindmeshException.GattFailed] (out of reach, most often),
     *   [FindmeshException.PermissionMissing], [FindmeshException.BluetoothUnavailable] and
     *   [FindmeshException.NativeUnavailable].
     */
    public fun play(tag: BluetoothDevice): Flow<SoundEvent> = flow {
        val ways = withContext(Dispatchers.IO) {
            NativeLocator.load(context)
            soundWays()
        }
        client.connected(tag) { connection ->
            val way = ways.firstOrNull { connection.has(it.place()) } ?: throw FindmeshException.SoundRefused(SoundRefusal.NO_WAY)
            SoundSession(connection, way, patience).play { emit(it) }
        }
    }
}

/**
 * How long a tag is waited for.
 *
 * @property answerMillis until it says whether it sounds.
 * @property endMillis until it says that the sound ended; specifications have it after 5 to 30 s.
 * @property soundMillis how long one that says nothing is left sounding: what Find Hub's specification has tags ring.
 * @property stopMillis for the command to stop, when nobody waits any more.
 */
internal class SoundPatience(
    val answerMillis: Long = 5_000,
    val endMillis: Long = 35_000,
    val soundMillis: Long = 12_000,
    val stopMillis: Long = 3_000,
)
