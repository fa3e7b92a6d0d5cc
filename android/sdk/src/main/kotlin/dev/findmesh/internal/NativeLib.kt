package dev.findmesh.internal

import java.io.File

/** Loads libfindmesh.so once, from one path, for both planes. */
internal object NativeLib {
    /** Where tests and desks keep the library; wins over what the platform finds. */
    private const val PATH_PROPERTY = "findmesh.native.path"
    private const val OVERRIDE_PROPERTY = "uniffi.component.findmesh.libraryOverride"

    private var loadedFrom: String? = null

    /**
     * Loads the library from [platformPath], or from `findmesh.native.path` where that is set.
     *
     * The control plane (JNA) must open the very same file: from a copy it would see a second image of
     * the library, whose engines the data plane does not know.
     *
     * @throws UnsatisfiedLinkError there is none for this processor, or the two planes disagree.
     */
    @Synchronized
    fun load(platformPath: String?) {
        if (loadedFrom != null) return
        val path = System.getProperty(PATH_PROPERTY)?.let { File(it).absolutePath }
            ?: platformPath
            ?: throw UnsatisfiedLinkError("libfindmesh.so was not found")
        System.setProperty(OVERRIDE_PROPERTY, path)
        System.load(path)
        comparePlanes()
        loadedFrom = path
    }

    private fun comparePlanes() {
        val data = FastPath.instanceId()
        val control = dev.findmesh.ffi.instanceId()
        if (data != control) throw UnsatisfiedLinkError("data plane $data and control plane $control are two libraries")
    }
}
