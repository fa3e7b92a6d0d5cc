package dev.findmesh.ui.status

import dev.findmesh.ui.HealthUi
import dev.findmesh.ui.HealthUi.Mood
import dev.findmesh.ui.R
import dev.findmesh.ui.look.Tone
import dev.findmesh.ui.text.ReasonTexts

/**
 * How the header says a mood.
 *
 * @property text where the library has no advice of its own.
 * @property action null: what the reason's remedy says.
 */
internal class HeaderWords(val tone: Tone, val icon: Int, val title: Int, val text: Int, val action: Int? = null) {
    companion object {
        fun of(health: HealthUi): HeaderWords = when (health.mood) {
            Mood.NOT_ASKED -> HeaderWords(
                Tone.REST,
                R.drawable.findmesh_ic_radio,
                R.string.findmesh_mood_not_asked,
                R.string.findmesh_mood_not_asked_text,
                R.string.findmesh_do_begin,
            )

            Mood.STARTING -> HeaderWords(
                Tone.REST,
                R.drawable.findmesh_ic_clock,
                R.string.findmesh_mood_starting,
                R.string.findmesh_mood_starting_text,
            )

            Mood.PAUSED -> HeaderWords(
                Tone.REST,
                R.drawable.findmesh_ic_pause,
                R.string.findmesh_mood_paused,
                R.string.findmesh_mood_paused_text,
                R.string.findmesh_do_resume,
            )

            Mood.HELPING -> good(R.string.findmesh_mood_helping, R.string.findmesh_mood_helping_text)

            Mood.LOOKING -> good(R.string.findmesh_mood_looking, R.string.findmesh_mood_looking_text)

            Mood.HELPING_LESS -> HeaderWords(
                Tone.WARN,
                R.drawable.findmesh_ic_radio,
                R.string.findmesh_mood_less,
                R.string.findmesh_mood_less_text,
            )

            Mood.RESTING -> stopped(health, Tone.REST, R.drawable.findmesh_ic_moon)

            Mood.BLOCKED -> stopped(health, Tone.ALARM, R.drawable.findmesh_ic_alert)
        }

        private fun good(title: Int, text: Int) = HeaderWords(Tone.GOOD, R.drawable.findmesh_ic_radio, title, text)

        private fun stopped(health: HealthUi, tone: Tone, icon: Int): HeaderWords {
            val title = health.first?.let { ReasonTexts.title(it.code) } ?: R.string.findmesh_reason_unknown
            val asks = health.first?.code == "permission_missing"
            return HeaderWords(tone, icon, title, if (asks) R.string.findmesh_allow_text else R.string.findmesh_reason_unknown_text)
        }
    }
}
