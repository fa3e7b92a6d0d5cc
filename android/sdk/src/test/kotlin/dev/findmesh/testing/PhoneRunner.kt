package dev.findmesh.testing

import org.junit.runners.model.FrameworkMethod
import org.robolectric.RobolectricTestRunner
import org.robolectric.internal.bytecode.InstrumentationConfiguration

/**
 * The one runner of all tests: the native library is loaded once a process, so everything that binds
 * to it stays outside the sandbox class loaders, of which there is one an API level.
 */
class PhoneRunner(testClass: Class<*>) : RobolectricTestRunner(testClass) {
    override fun createClassLoaderConfig(method: FrameworkMethod): InstrumentationConfiguration =
        InstrumentationConfiguration.Builder(super.createClassLoaderConfig(method))
            .doNotAcquirePackage("dev.findmesh.ffi.")
            .doNotAcquirePackage("dev.findmesh.internal.")
            .doNotAcquirePackage("kotlinx.coroutines.")
            // Sandboxes are cached under a key that ignores packages but not classes.
            .doNotAcquireClass("dev.findmesh.internal.FastPath")
            .build()
}
