package dev.findmesh.ui.tag

import android.bluetooth.BluetoothAdapter
import android.bluetooth.BluetoothManager
import android.content.Context
import dev.findmesh.FindmeshException
import dev.findmesh.gatt.SoundEvent
import dev.findmesh.gatt.SoundRefusal
import dev.findmesh.gatt.TagSounds
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow

/** [TagSounds] for a tag that is being heard: while it is, the platform knows what kind its address is of. */
internal fun platformSounds(context: Context, address: String): Flow<SoundEvent> = flow {
    val adapter = context.getSystemService(BluetoothManager::class.java)?.adapter ?: throw FindmeshException.BluetoothUnavailable()
    if (!BluetoothAdapter.checkBluetoothAddress(address)) throw FindmeshException.SoundRefused(SoundRefusal.NO_WAY)
    emitAll(TagSounds(context).play(adapter.getRemoteDevice(address)))
}
