package dev.findmesh.ui.about

import java.io.BufferedReader
import java.io.IOException

/**
 * One thing in the library that somebody else made.
 *
 * @property licence SPDX identifiers, with " AND " between several.
 * @property home where its sources are.
 * @property holders of the copyright.
 */
internal data class Component(val name: String, val version: String, val licence: String, val home: String, val holders: String)

/**
 * A licence and what comes under it.
 *
 * @property id SPDX identifier.
 * @property name as people call it.
 */
internal data class Licence(val id: String, val name: String, val text: String, val components: List<Component>)

/**
 * What `cargo xtask notices` wrote of what ships.
 *
 * @property version of the library.
 * @property licences by how much comes under them.
 */
internal data class Notices(val version: String, val licences: List<Licence>) {
    companion object {
        private const val FIELDS = 5
        private const val LICENCE = "= "
        private const val SECTION = "# "

        /** @throws IOException it cannot be read, or is something else. */
        fun read(from: BufferedReader): Notices {
            val lines = from.readLines()
            val texts = lines.indices.filter { lines[it].startsWith(LICENCE) }
            val head = lines.take(texts.firstOrNull() ?: lines.size)
            val version = head.firstOrNull()?.split(' ')?.getOrNull(1) ?: throw IOException("no version")
            val components = head.drop(1).filterNot { it.startsWith(SECTION) }.map(::component)
            val licences = texts.mapIndexed { place, line ->
                val end = texts.getOrElse(place + 1) { lines.size }
                val (id, name) = lines[line].removePrefix(LICENCE).split('\t', limit = 2).also {
                    if (it.size <
                        2
                    ) {
                        throw IOException("no name")
                    }
                }
                Licence(id, name, lines.subList(line + 1, end).joinToString("\n"), components.filter { id in it.licence.split(" AND ") })
            }
            return Notices(version, licences.sortedByDescending { it.components.size })
        }

        private fun component(line: String): Component {
            val fields = line.split('\t')
            if (fields.size != FIELDS) throw IOException("not a component")
            return Component(fields[0], fields[1], fields[2], fields[3], fields[4])
        }
    }
}
