package dev.findmesh.ui

import dev.findmesh.testing.ApiDump
import org.junit.Test

/** What apps link against of the screens; their resources are not among it. */
class ApiTest {
    @Test
    fun theScreensAreAsTheyWereSaidToBe() = ApiDump.compare("ui/api/findmesh-ui.api", FindmeshScreens::class.java)
}
