package dev.findmesh.ui.text

import java.io.File

/** Codes for which the library has advice, read from its sources. */
internal object LibraryCodes {
    val all: Set<String> by lazy {
        val advice = File(Strings.module, "../sdk/src/main/kotlin/dev/findmesh/platform/advice")
        val row = Regex("(?:words|page|byMaker)\\(\\s*\"([a-z_]+)\"|\"([a-z_]+)\" to \\{")
        advice.listFiles { file -> file.name.endsWith("Fixes.kt") }.orEmpty()
            .flatMap { row.findAll(it.readText()) }
            .mapTo(mutableSetOf()) { match -> match.groupValues.drop(1).first(String::isNotEmpty) }
            .also { check(it.size > FEWEST) { "the advice has another form now" } }
    }

    private const val FEWEST = 40
}
