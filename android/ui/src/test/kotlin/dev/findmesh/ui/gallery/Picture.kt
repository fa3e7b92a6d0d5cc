package dev.findmesh.ui.gallery

import java.awt.image.BufferedImage
import java.awt.image.IndexColorModel
import java.io.File
import javax.imageio.IIOImage
import javax.imageio.ImageIO
import javax.imageio.ImageWriteParam
import kotlin.math.abs

/** Pixels, ARGB, row by row. */
internal class Picture(val width: Int, val height: Int, val pixels: IntArray) {
    /** Half as wide and high, each pixel the mean of four. */
    fun half(): Picture {
        val wide = width / 2
        val high = height / 2
        return Picture(wide, high, IntArray(wide * high) { mean(it % wide * 2, it / wide * 2) })
    }

    /** In few colours: the most frequent ones, every other by its nearest. */
    fun indexed(): Picture {
        val palette = palette()
        val nearest = HashMap<Int, Int>()
        fun map(color: Int) = nearest.getOrPut(color) { palette.minBy { distance(it, color) } }
        return Picture(width, height, IntArray(pixels.size) { map(pixels[it]) })
    }

    /** Share of pixels that differ by more than the eye overlooks; 1 where the sizes do. */
    fun differs(other: Picture): Double {
        if (width != other.width || height != other.height) return 1.0
        return pixels.indices.count { distance(pixels[it], other.pixels[it]) > VISIBLE }.toDouble() / pixels.size
    }

    /** What differs in red, what is the same faintly. */
    fun difference(other: Picture): Picture {
        val wide = maxOf(width, other.width)
        val high = maxOf(height, other.height)
        return Picture(wide, high, IntArray(wide * high) { at -> mark(at(at % wide, at / wide), other.at(at % wide, at / wide)) })
    }

    fun write(file: File) {
        file.parentFile.mkdirs()
        val image = BufferedImage(width, height, BufferedImage.TYPE_INT_RGB)
        image.setRGB(0, 0, width, height, pixels, 0, width)
        ImageIO.write(image, "png", file)
    }

    /** Small on disk; only what [indexed] gave. */
    fun writeIndexed(file: File) {
        file.parentFile.mkdirs()
        val colors = pixels.distinct().toIntArray()
        val model = IndexColorModel(BITS, colors.size, colors, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE)
        val image = BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model)
        val index = colors.withIndex().associate { (place, color) -> color to place }
        val row = IntArray(pixels.size) { index.getValue(pixels[it]) }
        image.raster.setPixels(0, 0, width, height, row)
        compress(image, file)
    }

    /** As small as deflate makes it. */
    private fun compress(image: BufferedImage, file: File) {
        val writer = ImageIO.getImageWritersByFormatName("png").next()
        val param = writer.defaultWriteParam
        param.compressionMode = ImageWriteParam.MODE_EXPLICIT
        param.compressionQuality = 0f
        file.delete()
        ImageIO.createImageOutputStream(file).use { out ->
            writer.output = out
            writer.write(null, IIOImage(image, null, null), param)
        }
        writer.dispose()
    }

    private fun palette(): List<Int> {
        val counts = HashMap<Int, Int>()
        for (pixel in pixels) counts.merge(pixel, 1, Int::plus)
        val frequent = compareByDescending<Map.Entry<Int, Int>> { it.value }.thenBy { it.key }
        return counts.entries.sortedWith(frequent).take(COLORS).map { it.key }
    }

    private fun at(x: Int, y: Int): Int? = if (x < width && y < height) pixels[y * width + x] else null

    private fun mean(x: Int, y: Int): Int {
        val four = intArrayOf(y * width + x, y * width + x + 1, (y + 1) * width + x, (y + 1) * width + x + 1)
        fun channel(shift: Int) = four.sumOf { pixels[it] shr shift and BYTE } / four.size shl shift
        return OPAQUE or channel(RED) or channel(GREEN) or channel(0)
    }

    companion object {
        private const val COLORS = 64
        private const val BITS = 8
        private const val VISIBLE = 40
        private const val BYTE = 0xFF
        private const val RED = 16
        private const val GREEN = 8
        private const val OPAQUE = 0xFF000000.toInt()
        private const val SIGNAL = 0xFFE00000.toInt()

        fun read(file: File): Picture {
            val image = ImageIO.read(file)
            return Picture(image.width, image.height, image.getRGB(0, 0, image.width, image.height, null, 0, image.width))
        }

        /** The largest difference of a channel, 0 to 255. */
        private fun distance(one: Int, two: Int): Int {
            fun channel(shift: Int) = abs((one shr shift and BYTE) - (two shr shift and BYTE))
            return maxOf(channel(RED), channel(GREEN), channel(0))
        }

        private fun mark(one: Int?, two: Int?): Int {
            if (one == null || two == null || distance(one, two) > VISIBLE) return SIGNAL
            fun faint(shift: Int) = (one shr shift and BYTE) / 4 + BYTE * 3 / 4 shl shift
            return OPAQUE or faint(RED) or faint(GREEN) or faint(0)
        }
    }
}
