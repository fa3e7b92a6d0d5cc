package dev.findmesh.ui.tag

import android.annotation.SuppressLint
import android.content.Context
import android.widget.LinearLayout
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.look.Type
import dev.findmesh.ui.look.color
import dev.findmesh.ui.look.length
import dev.findmesh.ui.look.shape
import dev.findmesh.ui.look.text
import dev.findmesh.ui.view.ActionButton
import dev.findmesh.ui.view.Card
import dev.findmesh.ui.view.Disc
import dev.findmesh.ui.view.WRAP
import dev.findmesh.ui.view.asHeading
import dev.findmesh.ui.view.button
import dev.findmesh.ui.view.change
import dev.findmesh.ui.view.column
import dev.findmesh.ui.view.pad
import dev.findmesh.ui.view.put
import dev.findmesh.ui.view.row

/** Makes a tag sound: whether it can, how far it is, what went wrong. TalkBack says what changes. */
@SuppressLint("ViewConstructor")
internal class SoundCard(context: Context, private val machine: TagMachine) : LinearLayout(context) {
    private val disc = Disc(context, DISC)
    private val title = context.text(Type.SUBTITLE)
    private val text = context.text(Type.MUTED)
    private val play = context.button(ActionButton.Kind.FILLED, R.string.findmesh_sound_play, machine::play)
    private val stop = context.button(ActionButton.Kind.TONAL, R.string.findmesh_sound_stop, machine::stop)

    init {
        orientation = VERTICAL
        background = context.shape(context.color(R.attr.findmeshColorSurface), context.length(R.attr.findmeshCornerCard))
        pad(horizontal = Card.PADDING, vertical = Card.PADDING)
        val line = context.row(gravity = android.view.Gravity.TOP)
        line.put(disc, width = WRAP)
        val words = context.column()
        words.put(title)
        words.put(text, top = 4)
        words.accessibilityLiveRegion = ACCESSIBILITY_LIVE_REGION_POLITE
        line.put(words, width = 0, start = 14, weight = 1f)
        put(line)
        put(play, top = 16)
        put(stop, top = 16)
        title.asHeading()
    }

    fun show(state: TagUi) {
        val words = SoundWords.of(state)
        disc.show(words.icon, words.tone)
        title.change(context.getText(words.title))
        text.change(context.getText(words.text))
        play.change(words.action?.let(context::getText))
        play.isEnabled = state.presence == Presence.HERE
        stop.change(if (state.ring.running) context.getText(R.string.findmesh_sound_stop) else null)
    }

    private companion object {
        const val DISC = 36
    }
}

/**
 * How the card says where the sound is.
 *
 * @property action on the button; null: there is nothing to begin.
 */
internal class SoundWords(val icon: Int, val tone: Tone, val title: Int, val text: Int, val action: Int?) {
    companion object {
        fun of(state: TagUi): SoundWords = when {
            state.ring.step == Ring.Step.CONNECTING ->
                working(R.string.findmesh_sound_connecting, R.string.findmesh_sound_connecting_text)

            state.ring.step == Ring.Step.SOUNDING -> {
                if (state.ring.confirmed) {
                    working(R.string.findmesh_sound_now, R.string.findmesh_sound_now_text)
                } else {
                    working(R.string.findmesh_sound_told, R.string.findmesh_sound_told_text)
                }
            }

            state.offer == Offer.NONE -> impossible(R.string.findmesh_sound_none_text)

            state.offer == Offer.OWNER_NEAR -> impossible(R.string.findmesh_sound_owner_near_text)

            state.ring.trouble != null -> trouble(state.ring.trouble)

            state.ring.step == Ring.Step.ENDED ->
                ready(R.string.findmesh_sound_ended, R.string.findmesh_sound_ended_text, R.string.findmesh_sound_again)

            else -> ready(R.string.findmesh_sound_title, R.string.findmesh_sound_text, R.string.findmesh_sound_play)
        }

        private fun working(title: Int, text: Int) = SoundWords(R.drawable.findmesh_ic_bell, Tone.GOOD, title, text, null)

        private fun ready(title: Int, text: Int, action: Int) =
            SoundWords(R.drawable.findmesh_ic_bell, Tone.ACCENT, title, text, action)

        private fun impossible(text: Int) =
            SoundWords(R.drawable.findmesh_ic_bell, Tone.REST, R.string.findmesh_sound_impossible, text, null)

        private fun trouble(trouble: Ring.Trouble): SoundWords = SoundWords(
            icon = R.drawable.findmesh_ic_alert,
            tone = Tone.WARN,
            title = R.string.findmesh_sound_failed,
            text = TROUBLES.getValue(trouble),
            action = when {
                trouble.final -> null
                trouble == Ring.Trouble.PERMISSION -> R.string.findmesh_do_allow
                else -> R.string.findmesh_do_try_again
            },
        )

        private val TROUBLES = mapOf(
            Ring.Trouble.OWNER_ONLY to R.string.findmesh_sound_owner_only,
            Ring.Trouble.NO_WAY to R.string.findmesh_sound_no_way,
            Ring.Trouble.ALREADY_SOUNDING to R.string.findmesh_sound_already,
            Ring.Trouble.CANNOT to R.string.findmesh_sound_cannot,
            Ring.Trouble.OUT_OF_REACH to R.string.findmesh_sound_out_of_reach,
            Ring.Trouble.LOST to R.string.findmesh_sound_lost,
            Ring.Trouble.NO_ANSWER to R.string.findmesh_sound_no_answer,
            Ring.Trouble.BLUETOOTH_OFF to R.string.findmesh_sound_bluetooth_off,
            Ring.Trouble.PERMISSION to R.string.findmesh_sound_permission,
            Ring.Trouble.OTHER to R.string.findmesh_failed_other,
        )
    }
}
