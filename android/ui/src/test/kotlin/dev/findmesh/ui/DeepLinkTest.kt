package dev.findmesh.ui

import android.content.Intent
import android.net.Uri
import dev.findmesh.testing.FakeFindmesh
import dev.findmesh.testing.PhoneRunner
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.annotation.Config

/** Links to screens: each leads where it says, and nothing else leads anywhere. */
@RunWith(PhoneRunner::class)
@Config(sdk = [26, 34])
class DeepLinkTest {
    private val screens = FindmeshScreens.Builder(FakeFindmesh()).without(ScreenId.ONBOARDING).build()

    private fun linked(link: String, scheme: String = SCHEME): ScreenId? = screens.linked(
        Intent(Intent.ACTION_VIEW, Uri.parse(link)),
        scheme,
    )

    @Test
    fun everyScreenHasALinkThatLeadsToIt() {
        for (screen in ScreenId.entries - ScreenId.ONBOARDING) {
            val link = FindmeshScreens.uri(SCHEME, screen)
            assertEquals("brand-find://screen/${screen.key}", link.toString())
            assertEquals(screen, linked(link.toString()))
        }
    }

    @Test
    fun whatTheHostLeftOutStaysClosed(): Unit = assertNull(linked("brand-find://screen/onboarding"))

    @Test
    fun nothingElseLeadsAnywhere() {
        val hostile = listOf(
            "", "brand-find:", "brand-find:screen/status", "brand-find://", "brand-find://screen", "brand-find://screen/",
            "//screen/status", "brand-find://screen/STATUS", "brand-find://screen/unknown", "brand-find://screen/status/usage",
            "brand-find://screen//status", "brand-find://screen/status?key=usage", "brand-find://screen/status#usage",
            "brand-find://screen/../screen/status",
            "brand-find://me@screen/status", "brand-find://screen:80/status", "brand-find://SCREEN/status", "brand-find://screen/%73tatus",
            "brand-find://screen/status%00", "brand-find://other/status", "https://screen/status", "BRAND-FIND://screen/status",
            "content://screen/status", "brand-find://screen/" + "a".repeat(100_000),
        )
        assertEquals(emptyList<String>(), hostile.filter { linked(it) != null })
        assertNull(screens.linked(null, SCHEME))
        assertNull(screens.linked(Intent(Intent.ACTION_MAIN), SCHEME))
    }

    @Test
    fun aSchemeIsOne() {
        for (scheme in listOf("", "1brand", "Brand", "a b", "a://b", "a/")) {
            assertThrows(scheme, IllegalArgumentException::class.java) { FindmeshScreens.uri(scheme, ScreenId.STATUS) }
            assertNull(scheme, linked("$scheme://screen/status", scheme))
        }
    }

    private companion object {
        const val SCHEME = "brand-find"
    }
}
