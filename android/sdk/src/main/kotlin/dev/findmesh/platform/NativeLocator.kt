package dev.findmesh.platform

import android.content.Context
import android.os.Build
import com.sun.jna.Native
import dalvik.system.BaseDexClassLoader
import dev.findmesh.FindmeshException
import dev.findmesh.internal.NativeLib
import java.io.File

/** Finds libfindmesh.so where the platform keeps an app's libraries, inside the APK or unpacked. */
internal object NativeLocator {
    /** @throws FindmeshException.NativeUnavailable there is none for this processor. */
    fun load(context: Context) {
        try {
            // The first call of the control plane would load it; by itself its share can be seen.
            traced("jna") { Native.POINTER_SIZE }
            traced("library") { NativeLib.load(path(context)) }
        } catch (e: LinkageError) {
            throw FindmeshException.NativeUnavailable(Build.SUPPORTED_ABIS.firstOrNull() ?: Build.UNKNOWN, e)
        }
    }

    private fun path(context: Context): String? =
        (context.classLoader as? BaseDexClassLoader)?.findLibrary("findmesh")
            ?: File(context.applicationInfo.nativeLibraryDir.orEmpty(), "libfindmesh.so").takeIf { it.isFile }?.path
}
