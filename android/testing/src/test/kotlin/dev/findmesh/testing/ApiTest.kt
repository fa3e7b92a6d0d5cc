package dev.findmesh.testing

import dev.findmesh.Findmesh
import org.junit.Test

/** What apps link against of the library and of its double. */
class ApiTest {
    @Test
    fun theSdkIsAsItWasSaidToBe() = ApiDump.compare("sdk/api/findmesh-sdk.api", Findmesh::class.java)

    @Test
    fun theFakeIsAsItWasSaidToBe() = ApiDump.compare("testing/api/findmesh-testing.api", FakeFindmesh::class.java)
}
