package dev.findmesh

import android.content.pm.PackageManager
import android.os.Build
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneLife
import dev.findmesh.testing.ReducedPhoneRunner
import dev.findmesh.testing.Services
import dev.findmesh.testing.TestApplication
import dev.findmesh.testing.Vectors
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import java.io.File

/** The flavour without service, background location and boot: docs/android-background.md §3. */
@RunWith(ReducedPhoneRunner::class)
class ReducedManifestTest {
    @get:Rule
    val phone: Phone = Phone()
    private val life by lazy { PhoneLife(phone) }

    private val declared by lazy {
        @Suppress("DEPRECATION") // the form with typed flags is there from API 33
        phone.app.packageManager.getPackageInfo(
            phone.app.packageName,
            PackageManager.GET_PERMISSIONS or PackageManager.GET_RECEIVERS or PackageManager.GET_SERVICES,
        )
    }
    private val codes get() = phone.findmesh.health.value.reasons.map { it.code }

    /** What is not declared nobody can grant. */
    @Before
    fun grantOnlyWhatIsDeclared() {
        val all = Phone.ALL_PERMISSIONS + Phone.INSTALLED_PERMISSIONS
        phone.deny(*all.filterNot { it in declared.requestedPermissions.orEmpty() }.toTypedArray())
    }

    @Test
    fun whatIsRemovedIsNotThere() {
        assertEquals(
            setOf("ScanReceiver", "WakeReceiver", "ConnectionReceiver"),
            declared.receivers.orEmpty().map { it.name.substringAfterLast('.') }.toSet() - "FixReceiver",
        )
        assertEquals(listOf("UploadJobService"), declared.services.orEmpty().map { it.name.substringAfterLast('.') })
        val repository = File(checkNotNull(System.getProperty("findmesh.repo")))
        val documented = File(repository, "docs/android-background.md").readLines().map { it.trim() }
        val removed = File(repository, "android/sdk/src/test/reduced/AndroidManifest.xml").readLines()
        for (line in removed.filter { "remove" in it }) assertTrue("documented: $line", line.trim() in documented)
    }

    @Test
    fun itFindsWhileItIsSeenAndSaysWhatIsMissing() {
        val activity = life.open()
        phone.beginFinding()
        phone.fix(1.0, 2.0)
        FakeRadio.send(Vectors.compactTag())
        phone.until("it is sealed") { phone.findmesh.health.value.queue.reports == 1 }
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) {
            phone.until("health says so") { "background_location_missing" in codes }
        }
        life.settle()
        assertFalse("nothing lasts over a reboot", phone.pendingJob!!.isPersisted)
        activity.pause().stop().destroy()
    }

    @Test
    fun anAppThatAsksForTheServiceAnywayIsToldSo() {
        TestApplication.notification = Services.NOTIFICATION
        val activity = life.open()
        phone.beginFinding()
        phone.until("health says so") {
            life.settle()
            "fgs_start_refused" in codes
        }
        activity.pause().stop().destroy()
    }
}
