package dev.findmesh.ui.gallery

import java.io.File
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.ThreadPoolExecutor
import java.util.concurrent.TimeUnit

/** The pictures of a run, those kept, and the page that shows both. */
internal class Album(private val folder: File, private val kept: File, private val keeps: Boolean) {
    private val drawn = linkedMapOf<Shot, MutableList<String>>()
    private val changed = mutableListOf<String>()
    private val expected = mutableSetOf<String>()

    /** Writes beside the drawing, a few pictures behind it. */
    private val writer = ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, LinkedBlockingQueue(BEHIND), ThreadPoolExecutor.CallerRunsPolicy())

    /** Files [picture]. @return what is wrong with it, null where it is as kept. */
    fun add(shot: Shot, look: Look, picture: Picture): String? {
        val name = "${shot.title}-${look.name}"
        writer.execute { picture.write(File(folder, "$name.png")) }
        drawn.getOrPut(shot) { mutableListOf() } += look.name
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
        File(folder, "index.html").writeText(listOf(HEAD, bar(), list(remarks), changes(), screens(), FOOT).joinToString("\n"))
    }

    /** The way to each screen, and which look to show. */
    private fun bar(): String {
        val screens = drawn.keys.map { it.screen.key }.distinct().joinToString("") { "<a href=\"#$it\">$it</a>" }
        val looks = drawn.values.flatten().distinct().joinToString("") { "<option>$it</option>" }
        return "<nav>$screens<select id=look aria-label=Look><option value=\"\">every look</option>$looks</select></nav>"
    }

    private fun list(remarks: List<String>): String {
        if (remarks.isEmpty()) return ""
        return remarks.joinToString("</li><li>", "<h2>To look at</h2><ul><li>", "</li></ul>") { escape(it) }
    }

    private fun changes(): String {
        if (changed.isEmpty()) return ""
        val rows = changed.joinToString("\n") { name ->
            "<h3>$name</h3>" + row(listOf("before", "after", "difference").map { figure("changed/$name-$it.png", it) })
        }
        return "<h2>What changed</h2>\n$rows"
    }

    private fun screens(): String = drawn.entries.groupBy { it.key.screen }.map { (screen, shots) ->
        val rows = shots.joinToString("\n") { (shot, looks) ->
            val figures = looks.map { figure("${shot.title}-$it.png", it, " data-look=\"$it\"") }
            "<div class=shot><h3>${shot.name}</h3>${row(figures)}</div>"
        }
        "<section id=\"${screen.key}\"><h2>${screen.key}</h2>\n$rows</section>"
    }.joinToString("\n")

    private fun row(figures: List<String>): String = figures.joinToString("", "<div class=row>", "</div>")

    /** @param says what is said below the picture. */
    private fun figure(file: String, says: String, more: String = "") =
        "<figure$more><a href=\"$file\"><img loading=lazy src=\"$file\" alt=\"$says\"></a>" +
            "<figcaption>$says</figcaption></figure>"

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
            h1{font-size:24px;margin:0 0 12px}h2{font-size:21px;margin:32px 0 0}h3{font-size:15px;margin:20px 0 8px}
            section,h3{scroll-margin-top:72px}
            nav{position:sticky;top:0;z-index:1;display:flex;flex-wrap:wrap;gap:8px 20px;align-items:center;
            background:#ececec;padding:14px 0}
            nav a{color:#0b57a4}select{font:inherit;padding:4px 8px;margin-inline-start:auto}
            .row{display:flex;flex-wrap:nowrap;gap:16px;overflow-x:auto;padding-bottom:12px;align-items:flex-start}
            .one .row{display:inline-flex;padding-inline-end:16px}.one .shot{display:inline-block;vertical-align:top}
            figure{margin:0;flex:none}figure[hidden]{display:none}
            img{height:520px;border-radius:14px;box-shadow:0 1px 4px #0003;display:block}
            figcaption{font-size:13px;color:#555;margin-top:6px}
            </style><main><h1>Every screen in every state</h1>
        """.trimIndent()

        /** One look of all screens side by side, or every look. */
        val FOOT = """
            <script>
            const look=document.getElementById("look")
            function show(){
              for(const f of document.querySelectorAll("figure[data-look]"))f.hidden=look.value!==""&&f.dataset.look!==look.value
              document.body.classList.toggle("one",look.value!=="")
            }
            look.onchange=show
            </script></main></html>
        """.trimIndent()
    }
}
