package dev.findmesh.bench

import java.io.File

/** Figures that have a budget, or that several processes share: a line each, `name=value`, in the file that `cargo xtask bench` reads. */
object Figures {
    private val file: File? = System.getProperty("findmesh.bench.figures")?.let(::File)

    fun tell(name: String, value: Number) {
        file?.appendText("$name=$value\n")
    }
}
