package org.example.finder

import android.Manifest.permission.BLUETOOTH_SCAN
import android.os.Looper
import android.view.ViewGroup
import android.widget.TextView
import dev.findmesh.Findmesh
import dev.findmesh.Purpose
import dev.findmesh.testing.FakeAndroidKeyStore
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.junit.runners.model.FrameworkMethod
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import org.robolectric.internal.bytecode.InstrumentationConfiguration

/** The app of the guide, tapped, with the real library. */
@RunWith(RunTest.Runner::class)
@Config(sdk = [34], application = App::class)
class RunTest {
    /** The native library is loaded once a process: what binds to it stays outside the sandbox. */
    class Runner(testClass: Class<*>) : RobolectricTestRunner(testClass) {
        override fun createClassLoaderConfig(method: FrameworkMethod): InstrumentationConfiguration =
            InstrumentationConfiguration.Builder(super.createClassLoaderConfig(method))
                .doNotAcquirePackage("dev.findmesh.ffi.")
                .doNotAcquirePackage("dev.findmesh.internal.")
                .doNotAcquirePackage("kotlinx.coroutines.")
                .build()
    }

    @get:Rule
    val keyStore = FakeAndroidKeyStore()

    private lateinit var controller: ActivityController<FinderActivity>
    private val row get() = controller.get().findViewById<ViewGroup>(android.R.id.content).getChildAt(0) as ViewGroup
    private val status get() = (row.getChildAt(0) as TextView).text.toString()

    @Before
    fun open() {
        controller = Robolectric.buildActivity(FinderActivity::class.java).setup()
    }

    @After
    fun close() {
        val findmesh = Findmesh.get(controller.get())
        controller.pause().stop().destroy()
        runBlocking { findmesh.shutdown() }
    }

    @Test
    fun aTapGivesConsentAndAsksForWhatIsMissing() {
        await("off at first") { status == "Off" }
        row.getChildAt(1).performClick()
        await("it asks") { shadowOf(controller.get()).lastRequestedPermission != null }
        assertTrue(BLUETOOTH_SCAN in shadowOf(controller.get()).lastRequestedPermission.requestedPermissions)
        assertTrue(Purpose.CROWD_REPORTING in Findmesh.get(controller.get()).consent.grants.value)
    }

    private fun await(what: String, holds: () -> Boolean) {
        repeat(200) {
            shadowOf(Looper.getMainLooper()).idle()
            if (holds()) return
            Thread.sleep(50)
        }
        throw AssertionError("$what, not: $status")
    }
}
