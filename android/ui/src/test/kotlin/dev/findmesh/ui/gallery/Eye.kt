package dev.findmesh.ui.gallery

import android.graphics.Rect
import android.view.View
import android.view.ViewGroup
import android.widget.TextView
import dev.findmesh.ui.R
import kotlin.math.pow

/** What is wrong with a drawn screen, in words; empty where nothing is. */
internal object Eye {
    /** Texts that stand out too little from what is behind them, by the pixels that were drawn. */
    fun faint(root: View, picture: Picture): List<String> = texts(root).filter { it.isEnabledInTree() }.mapNotNull { text ->
        val found = contrast(picture, bounds(root, text))
        if (found < CONTRAST) "\"${text.text}\" has a contrast of %.2f".format(found) else null
    }.toList()

    /** What a finger would miss. */
    fun small(root: View): List<String> = views(root).filter { it.isShown && it.isClickable }.mapNotNull { view ->
        val least = (TOUCH * view.resources.displayMetrics.density).toInt()
        if (view.width < least || view.height < least) "${name(view)} is ${view.width} × ${view.height} pixels" else null
    }.toList()

    /** Texts that do not fit where they stand, and views that leave the screen. */
    fun cut(root: View): List<String> = texts(root).mapNotNull { text ->
        val layout = text.layout ?: return@mapNotNull "\"${text.text}\" was not laid out"
        val room = Rect(
            text.totalPaddingLeft,
            text.totalPaddingTop,
            text.width - text.totalPaddingRight,
            text.height - text.totalPaddingBottom,
        )
        val lines = 0 until layout.lineCount
        val place = bounds(root, text)
        when {
            lines.any { layout.getEllipsisCount(it) > 0 } -> "\"${text.text}\" is shortened"
            layout.height > room.height() + 1 -> "\"${text.text}\" is higher than its place"
            lines.any { layout.getLineMax(it) > room.width() + 1 } -> "\"${text.text}\" is wider than its place"
            place.left < 0 || place.right > root.width || place.bottom > root.height -> "\"${text.text}\" leaves the screen"
            else -> null
        }
    }.toList()

    /** Texts that are not in our resources, seen in the pseudo-locale that puts each of them in brackets. */
    fun untranslated(root: View): List<String> = texts(root)
        .filter { it.getTag(R.id.findmesh_foreign_text) != true && it.text.any(Char::isLetter) && '[' !in it.text }
        .map { "\"${it.text}\" does not come from the resources" }
        .toList()

    /** What TalkBack would have no word for. */
    fun nameless(
        root: View,
    ): List<String> = views(root).filter { it.isShown && it.isClickable && !says(it) }.map { "${name(it)} says nothing" }.toList()

    private fun says(view: View): Boolean =
        !view.contentDescription.isNullOrBlank() || hints(view) || texts(view).any { it.text.isNotBlank() }

    /** TalkBack reads what a field wants as long as nothing stands in it. */
    private fun hints(view: View) = view is TextView && !view.hint.isNullOrBlank()

    private fun texts(root: View): Sequence<TextView> = views(root).filterIsInstance<TextView>().filter {
        it.isShown && it.text.isNotEmpty()
    }

    private fun name(view: View) =
        (view as? TextView)?.text?.let { "\"$it\"" } ?: view.contentDescription?.toString() ?: view.javaClass.simpleName

    /** What cannot be used now may be faint. */
    private fun View.isEnabledInTree() = generateSequence(this) { it.parent as? View }.all { it.isEnabled }

    private fun bounds(root: View, view: View) = Rect(0, 0, view.width, view.height).also {
        (root as ViewGroup).offsetDescendantRectToMyCoords(view, it)
    }

    /** Of the commonest colour, which is behind, and the one that differs most from it among those that make up strokes. */
    private fun contrast(picture: Picture, place: Rect): Double {
        val counts = HashMap<Int, Int>()
        for (y in maxOf(0, place.top) until minOf(place.bottom, picture.height)) {
            for (x in maxOf(
                0,
                place.left,
            ) until minOf(place.right, picture.width)) {
                counts.merge(picture.pixels[y * picture.width + x], 1, Int::plus)
            }
        }
        val behind = counts.maxBy { it.value }.key
        return counts.filterValues { it >= STROKE }.keys.maxOf { ratio(it, behind) }
    }

    /** WCAG 2, 1 to 21. */
    private fun ratio(one: Int, two: Int): Double {
        val (dark, light) = listOf(luminance(one), luminance(two)).sorted()
        return (light + 0.05) / (dark + 0.05)
    }

    private fun luminance(color: Int): Double {
        fun channel(shift: Int): Double {
            val value = (color shr shift and 0xFF) / 255.0
            return if (value <= 0.04045) value / 12.92 else ((value + 0.055) / 1.055).pow(2.4)
        }
        return 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
    }

    private const val CONTRAST = 4.5
    private const val TOUCH = 48
    private const val STROKE = 3
}
