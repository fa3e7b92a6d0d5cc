package dev.findmesh.ui.gallery

import java.io.File
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.ThreadPoolExecutor
import java.util.concurrent.TimeUnit

/** The pictures of a run, those kept, and the page that shows both. */
internal class Album(private val folder: File, private val kept: File, private val keeps: Boolean) {
    private val drawn = linkedMapOf<String, MutableList<String>>()
    private val changed = mutableListOf<String>()
    private val expected = mutableSetOf<String>()

    /** Writes beside the drawing, a few pictures behind it. */
    private val writer = ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, LinkedBlockingQueue(BEHIND), ThreadPoolExecutor.CallerRunsPolicy())

    /** Files [picture]. @return what is wrong with it, null where it is as kept. */
    fun add(shot: Shot, look: Look, picture: Picture): String? {
        val name = "${shot.title}-${look.name}"
        writer.execute { picture.write(File(folder, "$name.png")) }
        drawn.getOrPut(shot.title) { mutableListOf() } += look.name
        if (look.kept > (if (shot.keptWhole) 1 else 0)) return null
        expected += "$name.png"
        val small = (if (look.name.startsWith("tablet")) picture else picture.half()).indexed()
        val file = File(kept, "$name.png")
        if (keeps) small.writeIndexed(file)
        if (!file.exists()) return "$name is not kept"
        return compare(name, Picture.read(file), small)
    }

    /** Kept pictures of what there is no more; they go where pictures are kept anew. */
    fun strays(): List<String> {
        val strays = kept.list().orEmpty().filter { it.endsWith(".png") && it !in expected }
        if (!keeps) return strays
        strays.forEach { File(kept, it).delete() }
        return emptyList()
    }

    private fun compare(name: String, before: Picture, after: Picture): String? {
        val share = after.differs(before)
        if (share <= TOLERANCE) return null
        before.write(File(folder, "changed/$name-before.png"))
        after.write(File(folder, "changed/$name-after.png"))
        after.difference(before).write(File(folder, "changed/$name-difference.png"))
        changed += name
        return "$name differs in %.3f %% of its pixels".format(share * 100)
    }

    /** Writes index.html. */
    fun publish(remarks: List<String>) {
        writer.shutdown()
        check(writer.awaitTermination(LAST, TimeUnit.MINUTES)) { "pictures are not written" }
        val changes = changed.map { name -> row(name, listOf("before", "after", "difference").map { "changed/$name-$it.png" to it }) }
        val pictures = drawn.map { (title, looks) -> row(title, looks.map { "$title-$it.png" to it }) }
        File(folder, "index.html").writeText(HEAD + list(remarks) + (changes + pictures).joinToString("\n") + "\n</main></html>\n")
    }

    private fun list(remarks: List<String>): String {
        if (remarks.isEmpty()) return ""
        return remarks.joinToString("</li><li>", "<h2>To look at</h2><ul><li>", "</li></ul>\n") { escape(it) }
    }

    /** @param pictures files and what is said below them. */
    private fun row(title: String, pictures: List<Pair<String, String>>): String =
        "<h2>$title</h2><div class=row>" + pictures.joinToString("") { (file, says) -> figure(file, says) } + "</div>"

    private fun figure(file: String, says: String) =
        "<figure><a href=\"$file\"><img loading=lazy src=\"$file\" alt=\"$says\"></a><figcaption>$says</figcaption></figure>"

    private fun escape(text: String) = text.replace("&", "&amp;").replace("<", "&lt;")

    private companion object {
        /** Share of pixels: less than a letter of a caption. */
        const val TOLERANCE = 0.0001
        const val BEHIND = 4
        const val LAST = 5L
        val HEAD = """
            <!doctype html><html lang=en><meta charset=utf-8><title>Findmesh screens</title>
            <style>
            body{font:15px/1.5 system-ui,sans-serif;margin:0;background:#ececec;color:#1a1a1a}main{padding:24px}
            h1{font-size:24px}h2{font-size:17px;margin:32px 0 8px}
            .row{display:flex;gap:16px;overflow-x:auto;padding-bottom:12px;align-items:flex-start}
            figure{margin:0;flex:none}img{height:520px;border-radius:14px;box-shadow:0 1px 4px #0003;display:block}
            figcaption{font-size:13px;color:#555;margin-top:6px}
            </style><main><h1>Every screen in every state</h1>

        """.trimIndent()
    }
}
