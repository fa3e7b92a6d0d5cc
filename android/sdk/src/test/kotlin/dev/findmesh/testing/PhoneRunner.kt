package dev.findmesh.testing

import org.junit.runners.model.FrameworkMethod
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.internal.DefaultManifestFactory
import org.robolectric.internal.ManifestFactory
import org.robolectric.internal.bytecode.InstrumentationConfiguration
import java.io.File
import java.util.Properties

/**
 * The one runner of all tests: the native library is loaded once a process, so everything that binds
 * to it stays outside the sandbox class loaders, of which there is one an API level.
 */
open class PhoneRunner(testClass: Class<*>) : RobolectricTestRunner(testClass) {
    override fun createClassLoaderConfig(method: FrameworkMethod): InstrumentationConfiguration =
        InstrumentationConfiguration.Builder(super.createClassLoaderConfig(method))
            .doNotAcquirePackage("dev.findmesh.ffi.")
            .doNotAcquirePackage("dev.findmesh.internal.")
            .doNotAcquirePackage("kotlinx.coroutines.")
            // Sandboxes are cached under a key that ignores packages but not classes.
            .doNotAcquireClass("dev.findmesh.internal.FastPath")
            .build()
}

/** The same, as an app of the flavour without service, background location and boot. */
class ReducedPhoneRunner(testClass: Class<*>) : PhoneRunner(testClass) {
    override fun getManifestFactory(config: Config): ManifestFactory = DefaultManifestFactory(reduced())

    private fun reduced() = Properties().apply {
        ReducedPhoneRunner::class.java.getResourceAsStream("/com/android/tools/test_config.properties").use(::load)
        for (name in listOf("android_merged_manifest", "android_resource_apk")) {
            val whole = File(getProperty(name))
            setProperty(name, File(File(whole.parentFile, "reduced"), whole.name).path)
        }
    }
}
