package dev.findmesh

import dev.findmesh.internal.FastPath
import dev.findmesh.platform.FindmeshClient
import dev.findmesh.testing.FakeRadio
import dev.findmesh.testing.Phone
import dev.findmesh.testing.PhoneRunner
import dev.findmesh.testing.TestApplication
import dev.findmesh.testing.Vectors
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import java.nio.ByteBuffer
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit

/** Both planes of one library, and what crosses them. */
@RunWith(PhoneRunner::class)
class NativeTest {
    @get:Rule
    val phone: Phone = Phone()

    private fun session() = phone.run { (phone.findmesh as FindmeshClient).host.session() }

    @Test
    fun bothPlanesAreOneLibrary() = assertEquals(dev.findmesh.ffi.instanceId(), FastPath.instanceId())

    @Test
    fun aBatchIsTakenFromArraysAndDirectBuffers() {
        val session = session()
        val empty = byteArrayOf(1, 0, 0, 0)
        val first = FastPath.ingest(session.engine.handle(), empty, empty.size)
        val direct = ByteBuffer.allocateDirect(64).put(empty)
        val second = FastPath.ingestDirect(session.engine.handle(), direct, empty.size)
        assertNotEquals(first, second)
        phone.run {
            session.engine.commit(first)
            session.engine.commit(second)
        }
    }

    @Test
    fun whatTheDataPlaneCannotTakeIsAnException() {
        val handle = session().engine.handle()
        val broken = mapOf("version" to byteArrayOf(9, 0, 0, 0), "cut" to byteArrayOf(1, 0, 1, 0), "short" to byteArrayOf(1))
        for ((what, bytes) in broken) {
            assertThrows(what, RuntimeException::class.java) { FastPath.ingest(handle, bytes, bytes.size) }
        }
        assertThrows("length", RuntimeException::class.java) { FastPath.ingest(handle, byteArrayOf(1, 0, 0, 0), 5) }
        assertThrows("negative", RuntimeException::class.java) { FastPath.ingest(handle, byteArrayOf(1, 0, 0, 0), -1) }
        assertThrows("handle", RuntimeException::class.java) { FastPath.ingest(handle + 1_000, byteArrayOf(1, 0, 0, 0), 4) }
        assertThrows("not direct", RuntimeException::class.java) { FastPath.ingestDirect(handle, ByteBuffer.allocate(4), 4) }
    }

    @Test
    fun callbacksComeFromThreadsOfRust() {
        val seen = CompletableFuture<Thread>()
        TestApplication.transport = HttpTransport {
            seen.complete(Thread.currentThread())
            HttpResponse(204, emptyList(), ByteArray(0))
        }
        uploadOne { seen.isDone }
        val thread = seen.get(10, TimeUnit.SECONDS)
        assertNotEquals(Thread.currentThread(), thread)
        phone.assertCount("uploaded", 1)
    }

    @Test
    fun anExceptionInAForeignTraitIsAFailureAndNoMore() {
        TestApplication.transport = HttpTransport { error("a defect of the host") }
        uploadOne { (phone.counters()["retried"] ?: 0) > 0 }
        phone.until("the failure is counted") { phone.count("retried") > 0 }
        assertEquals("the engine lives on", 1, phone.findmesh.health.value.queue.reports)
    }

    @Test
    fun aResetKeystoreIsSaid() {
        phone.beginFinding()
        phone.fix(1.0, 2.0)
        FakeRadio.send(Vectors.compactTag())
        phone.until("it is sealed") { phone.findmesh.health.value.queue.reports == 1 }
        phone.restart()
        phone.keyStore.forgetKeys()
        phone.until("health says so") { phone.findmesh.health.value.reasons.any { it.code == "vault_lost" } }
        assertTrue(phone.run { phone.findmesh.consent.ledger() }.size <= 1)
    }

    private fun uploadOne(tried: () -> Boolean) {
        phone.beginFinding()
        phone.fix(1.0, 2.0)
        FakeRadio.send(Vectors.compactTag())
        phone.until("it is sealed") { phone.findmesh.health.value.queue.reports == 1 }
        phone.runJobsUntil("it is tried", tried)
    }
}
