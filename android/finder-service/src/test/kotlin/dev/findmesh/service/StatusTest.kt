package dev.findmesh.service

import android.net.Uri
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.Vectors
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import java.io.FileDescriptor
import java.io.PrintWriter
import java.io.StringWriter
import java.util.Locale

/** What other apps of the maker can ask, say and not get. */
@RunWith(PhoneRunner::class)
class StatusTest {
    @get:Rule
    val phone: Phone = Phone()
    private val maker = ServicePhone(phone)

    @Before
    fun fresh() {
        TestFinderApplication.orders = null
        TestFinderApplication.ordersMaxAgeDays = 0
    }

    /** With a tag heard and a report that waits. */
    private fun busy() {
        maker.boot()
        phone.run { maker.app.control.agree("1", Locale.UK, "test") }
        maker.untilWorking()
        phone.until("it listens") { FakeRadio.clients.isNotEmpty() }
        phone.fix(LATITUDE, LONGITUDE)
        FakeRadio.send(Vectors.compactTag())
        phone.until("it is sealed") { phone.findmesh.health.value.queue.reports == 1 }
    }

    @Test
    fun theProviderHasOneRow() {
        busy()
        val provider = Robolectric.setupContentProvider(StatusProvider::class.java, StatusContract.AUTHORITY)
        val uri = Uri.parse("content://${StatusContract.AUTHORITY}")
        provider.query(uri, null, null, null, null).use { row ->
            assertEquals(1, row.count)
            assertTrue(row.moveToFirst())
            assertEquals(1L, row.getLong(row.getColumnIndexOrThrow(StatusContract.WORKING)))
            assertEquals(1L, row.getLong(row.getColumnIndexOrThrow(StatusContract.QUEUE_REPORTS)))
            assertTrue(row.isNull(row.getColumnIndexOrThrow(StatusContract.RESTING_BECAUSE)))
            assertTrue(row.isNull(row.getColumnIndexOrThrow(StatusContract.LAST_UPLOAD)))
        }
        provider.query(uri, arrayOf(StatusContract.STATE, "of the future"), null, null, null).use { row ->
            assertTrue(row.moveToFirst())
            assertEquals("Listening(system)", row.getString(0))
            assertTrue(row.isNull(1))
        }
        assertThrows(UnsupportedOperationException::class.java) { provider.delete(uri, null, null) }
    }

    @Test
    fun aMessageHasTheSame() {
        maker.boot()
        maker.untilResting(Why.CONSENT_MISSING)
        val service = maker.bind()
        val status = maker.ask(service, StatusContract.MESSAGE_STATUS).data
        assertFalse(status.getBoolean(StatusContract.WORKING, true))
        assertEquals("consent_missing", status.getString(StatusContract.RESTING_BECAUSE))
        assertEquals(maker.app.versionCode(), status.getLong(StatusContract.VERSION))
        service.destroy()
    }

    @Test
    fun whoMayReadMayNotSpeakForThePerson() {
        maker.boot()
        val service = maker.bind()
        for (what in listOf(StatusContract.MESSAGE_AGREE, StatusContract.MESSAGE_WITHDRAW)) {
            val answer = maker.ask(service, what)
            assertEquals("permission_missing", answer.data.getString(StatusContract.ERROR))
        }
        assertEquals(0, phone.run { phone.findmesh.consent.ledger() }.size)
        service.destroy()
    }

    @Test
    fun aYesWithoutTheTextIsNone() {
        maker.boot()
        maker.trustSettings()
        val service = maker.bind()
        val answer = maker.ask(service, StatusContract.MESSAGE_AGREE)
        assertEquals("argument_missing", answer.data.getString(StatusContract.ERROR))
        assertEquals(0, phone.run { phone.findmesh.consent.ledger() }.size)
        service.destroy()
    }

    @Test
    fun whoAsksTooOftenWaits() {
        maker.boot()
        val service = maker.bind()
        val answers = (1..31).map { maker.ask(service, StatusContract.MESSAGE_STATUS).what }
        assertEquals(StatusContract.MESSAGE_REFUSED, answers.last())
        assertTrue(answers.dropLast(1).all { it == StatusContract.MESSAGE_STATUS })
        phone.advance(60_000)
        assertEquals(StatusContract.MESSAGE_STATUS, maker.ask(service, StatusContract.MESSAGE_STATUS).what)
        service.destroy()
    }

    @Test
    fun aDumpTellsCountsAndNeitherTagsNorPlaces() {
        busy()
        val service = maker.bind()
        val text = StringWriter().also { writer -> service.get().dumpTo(PrintWriter(writer, true)) }.toString()
        assertTrue(text, text.contains("  working=true") && text.contains("  queue_reports=1"))
        val tag = Vectors.compactTag()
        val traces =
            listOf("52.37", "52,37", "4.89", tag.address, tag.address.replace(":", ""), Vectors.hex(tag.data).takeLast(16), "127.0.0.1")
        assertEquals(emptyList<String>(), traces.filter { text.contains(it, ignoreCase = true) })
        service.destroy()
    }

    private companion object {
        const val LATITUDE = 52.3702157
        const val LONGITUDE = 4.8951679

        /** As the platform calls it. */
        fun StatusService.dumpTo(writer: PrintWriter) = javaClass
            .getDeclaredMethod("dump", FileDescriptor::class.java, PrintWriter::class.java, Array<String>::class.java)
            .apply { isAccessible = true }
            .invoke(this, FileDescriptor(), writer, emptyArray<String>())
    }
}
