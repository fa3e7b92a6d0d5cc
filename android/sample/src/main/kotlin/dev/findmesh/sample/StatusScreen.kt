package dev.findmesh.sample

import android.content.res.ColorStateList
import android.text.format.DateUtils
import android.view.LayoutInflater
import android.view.View
import android.view.ViewGroup
import android.widget.ImageView
import android.widget.TextView
import dev.findmesh.Reason
import dev.findmesh.Severity
import dev.findmesh.sample.ScreenState.Mood
import java.time.Instant

/** Draws a [ScreenState] into the one layout; says what a person tapped. */
class StatusScreen(private val root: View, private val actions: Actions) {
    /** What a person can do here. */
    interface Actions {
        fun agree()

        fun pause()

        fun resume()

        fun stopAndErase()

        fun fix(reason: Reason)
    }

    private val context = root.context

    init {
        promise(R.id.promise_sealed, R.drawable.ic_lock, R.string.consent_sealed)
        promise(R.id.promise_nothing, R.drawable.ic_person, R.string.consent_nothing)
        promise(R.id.promise_battery, R.drawable.ic_battery, R.string.consent_battery)
        find<View>(R.id.agree).setOnClickListener { actions.agree() }
        find<View>(R.id.erase).setOnClickListener { actions.stopAndErase() }
    }

    fun show(state: ScreenState) {
        hero(state)
        find<View>(R.id.consent).shown(state.consentMissing && state.mood != Mood.STARTING)
        find<View>(R.id.figures).shown(!state.consentMissing)
        find<View>(R.id.actions).shown(!state.consentMissing)
        figures(state)
        reasons(state)
        find<TextView>(R.id.pause).run {
            setText(if (state.paused) R.string.resume else R.string.pause)
            setOnClickListener { if (state.paused) actions.resume() else actions.pause() }
        }
    }

    private fun hero(state: ScreenState) {
        val look = Look.of(state)
        val strong = context.getColor(look.strong)
        find<View>(R.id.hero).backgroundTintList = ColorStateList.valueOf(context.getColor(look.soft))
        find<ImageView>(R.id.hero_icon).run {
            setImageResource(look.icon)
            imageTintList = ColorStateList.valueOf(context.getColor(look.soft))
            backgroundTintList = ColorStateList.valueOf(strong)
        }
        find<TextView>(R.id.hero_title).setText(look.title)
        val blocking = state.blocking?.takeIf { state.mood == Mood.BLOCKED }
        find<TextView>(R.id.hero_text).text = blocking?.fix?.text(context) ?: context.getText(look.text)
        find<TextView>(R.id.hero_button).run {
            shown(blocking?.fix?.intent(context) != null)
            backgroundTintList = ColorStateList.valueOf(strong)
            setText(R.string.fix)
            setOnClickListener { blocking?.let(actions::fix) }
        }
    }

    private fun figures(state: ScreenState) {
        figure(R.id.figure_sighting, R.string.last_sighting, ago(state.lastSighting, state.now))
        figure(R.id.figure_queue, R.string.queue, context.resources.getQuantityString(R.plurals.reports, state.queued, state.queued))
        val sent = state.sentToday.toInt()
        figure(R.id.figure_sent, R.string.sent_today, context.resources.getQuantityString(R.plurals.reports, sent, sent))
        figure(R.id.figure_upload, R.string.last_upload, ago(state.lastUpload, state.now))
    }

    private fun reasons(state: ScreenState) {
        val shownAbove = state.blocking?.takeIf { state.mood == Mood.BLOCKED }
        val others = state.reasons.filter { it !== shownAbove }
        find<View>(R.id.reasons).shown(others.isNotEmpty() && !state.consentMissing)
        val stopped = others.any { it.severity == Severity.BLOCKING }
        find<TextView>(R.id.reasons_title).setText(if (stopped) R.string.reasons_title else R.string.reasons_title_less)
        val list = find<ViewGroup>(R.id.reasons_list)
        list.removeAllViews()
        others.forEach { list.addView(reason(it, list)) }
    }

    private fun reason(reason: Reason, list: ViewGroup): View {
        val view = LayoutInflater.from(context).inflate(R.layout.reason, list, false)
        val color = when (reason.severity) {
            Severity.BLOCKING -> R.color.alarm
            Severity.DEGRADING -> R.color.warn
            Severity.INFO -> R.color.rest
        }
        view.findViewById<View>(R.id.reason_dot).backgroundTintList = ColorStateList.valueOf(context.getColor(color))
        view.findViewById<TextView>(R.id.reason_text).text =
            reason.fix?.text(context) ?: context.getString(R.string.reason_unknown, reason.code)
        view.findViewById<View>(R.id.reason_fix).run {
            shown(reason.fix?.intent(context) != null)
            setOnClickListener { actions.fix(reason) }
        }
        return view
    }

    private fun figure(id: Int, label: Int, value: CharSequence) {
        val tile = find<View>(id)
        tile.findViewById<TextView>(R.id.figure_label).setText(label)
        tile.findViewById<TextView>(R.id.figure_value).text = value
    }

    private fun promise(id: Int, icon: Int, text: Int) {
        val line = find<View>(id)
        line.findViewById<ImageView>(R.id.promise_icon).setImageResource(icon)
        line.findViewById<TextView>(R.id.promise_text).setText(text)
    }

    private fun ago(moment: Instant?, now: Instant): CharSequence = when {
        moment == null -> context.getText(R.string.never)

        now.epochSecond - moment.epochSecond < DateUtils.MINUTE_IN_MILLIS / DateUtils.SECOND_IN_MILLIS -> context.getText(R.string.just_now)

        else -> DateUtils.getRelativeTimeSpanString(
            moment.toEpochMilli(),
            now.toEpochMilli(),
            DateUtils.MINUTE_IN_MILLIS,
            DateUtils.FORMAT_ABBREV_RELATIVE,
        )
    }

    private fun <T : View> find(id: Int): T = root.findViewById(id)

    private fun View.shown(on: Boolean) {
        visibility = if (on) View.VISIBLE else View.GONE
    }
}

/** Words, icon and colours of a mood. */
private class Look(val icon: Int, val title: Int, val text: Int, val strong: Int, val soft: Int) {
    companion object {
        fun of(state: ScreenState): Look = when (state.mood) {
            Mood.WAITING -> resting(R.drawable.ic_radio, R.string.state_waiting, R.string.state_waiting_text)
            Mood.STARTING -> resting(R.drawable.ic_radio, R.string.state_starting, R.string.state_starting_text)
            Mood.OFF -> resting(R.drawable.ic_pause, R.string.state_off, R.string.state_off_text)
            Mood.LISTENING -> working(R.string.state_listening, R.string.state_listening_text)
            Mood.LOOKING -> working(R.string.state_looking, R.string.state_looking_text)
            Mood.BLOCKED -> Look(R.drawable.ic_alert, blocked(state.blockedBy), R.string.state_off_text, R.color.alarm, R.color.alarm_soft)
        }

        private fun working(title: Int, text: Int) = Look(R.drawable.ic_radio, title, text, R.color.accent, R.color.accent_soft)

        private fun resting(icon: Int, title: Int, text: Int) = Look(icon, title, text, R.color.rest, R.color.rest_soft)

        private fun blocked(code: String?): Int = when (code) {
            "bluetooth_off" -> R.string.state_blocked_bluetooth_off
            "location_services_off" -> R.string.state_blocked_location_services_off
            "permission_missing" -> R.string.state_blocked_permission_missing
            "battery_saver" -> R.string.state_blocked_battery_saver
            "not_configured" -> R.string.state_blocked_not_configured
            else -> R.string.state_blocked
        }
    }
}
