package dev.findmesh.ui.view

import android.content.Context
import android.view.View
import android.widget.TextView
import dev.findmesh.ui.host.Failure
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.text
import dev.findmesh.ui.view.Columns.Lane

/** The views of one page of a screen that turns pages: what it is about, what to know, and the answers at its foot. */
internal abstract class Sheet<S : Any>(protected val page: Page) {
    protected val context: Context = page.context
    private val buttons = mutableListOf<ActionButton>()
    private val note = Note(context)
    private val disc = Disc(context, DISC)
    private val title = context.text(Type.HEADLINE)
    private val text = context.text(Type.BODY)

    /** Draws [state]. */
    abstract fun show(state: S)

    /** What every page shows: what failed, and that something is being done. */
    protected fun settle(failure: Failure?, busy: Boolean) {
        note.show(failure)
        buttons.forEach { it.isEnabled = !busy }
    }

    /** What the page is about. @param text what to know before deciding. */
    protected fun head(icon: Int, title: Int, text: Int, tone: Tone = Tone.ACCENT) {
        val head = context.column()
        head.put(disc, width = WRAP, top = 8)
        head.put(this.title, top = 20)
        head.put(this.text, top = 10)
        this.title.asHeading()
        page.columns.put(Lane.LEAD, head)
        page.columns.put(Lane.LEAD, note)
        rename(icon, title, text, tone)
    }

    /** Says something else at the same place. */
    protected fun rename(icon: Int, title: Int, text: Int, tone: Tone) {
        disc.show(icon, tone)
        this.title.setText(title)
        this.text.setText(text)
        page.announce(this.title.text)
    }

    /** Short things to know, each beside its picture. */
    protected fun bullets(vararg lines: Pair<Int, Int>) {
        val card = Card(context)
        card.setPadding(card.paddingLeft, card.paddingTop / 2, card.paddingRight, card.paddingTop / 2)
        for ((icon, line) in lines) card.put(Bullet(context, icon, Tone.ACCENT, line))
        detail(card)
    }

    protected fun <V : View> detail(view: V): V = page.columns.put(Lane.DETAIL, view, top = DETAIL_TOP)

    /** A button at the foot, waiting while something is done. */
    protected fun foot(kind: ActionButton.Kind, label: Int, tap: () -> Unit): TextView =
        page.atFoot(context.button(kind, label, tap)).also(buttons::add)

    private companion object {
        const val DISC = 64
        const val DETAIL_TOP = 20
    }
}
