package dev.findmesh.ui.text

import org.w3c.dom.Element
import java.io.File
import javax.xml.parsers.DocumentBuilderFactory

/** The texts as they stand in the resources, by language folder. */
internal object Strings {
    val module: File = File(System.getProperty("findmesh.ui"))
    private val res = File(module, "src/main/res")

    /** Folders with texts: `values` and one a language. */
    val folders: List<String> = res.list().orEmpty().filter { File(res, "$it/strings.xml").exists() }.sorted()

    /** Name to text; of a plural, `name/quantity` to text. */
    fun of(folder: String): Map<String, String> = elements(folder).flatMap { element ->
        val name = element.getAttribute("name")
        when (element.tagName) {
            "plurals" -> items(element).map { "$name/${it.getAttribute("quantity")}" to it.textContent }
            else -> listOf(name to element.textContent)
        }
    }.toMap()

    /** Everything that our code and resources say, in which a text's name is looked for. */
    fun users(): String = File(module, "src/main").walk()
        .filter { it.name != "strings.xml" && it.extension in setOf("kt", "xml") }
        .joinToString("\n") { it.readText() }

    private fun elements(folder: String): List<Element> {
        val document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(File(res, "$folder/strings.xml"))
        val nodes = document.documentElement.childNodes
        return (0 until nodes.length).map(nodes::item).filterIsInstance<Element>()
    }

    private fun items(element: Element): List<Element> {
        val nodes = element.getElementsByTagName("item")
        return (0 until nodes.length).map { nodes.item(it) as Element }
    }
}
