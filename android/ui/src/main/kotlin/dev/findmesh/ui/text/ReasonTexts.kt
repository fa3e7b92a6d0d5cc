package dev.findmesh.ui.text

import android.content.Context
import dev.findmesh.Fix
import dev.findmesh.ui.R
import dev.findmesh.ui.ReasonUi
import dev.findmesh.ui.ReasonUi.Remedy

/** What a reason is called, and what stands on its button. What helps is the library's own text ([dev.findmesh.Fix.text]). */
internal object ReasonTexts {
    fun title(code: String): Int = TITLES[code] ?: R.string.findmesh_reason_unknown

    /**
     * Null where there is nothing to tap.
     *
     * @param steps there is a screen that goes through the phone's switches.
     * @param places there is a screen where places are set; otherwise a tap confirms them.
     */
    fun action(reason: ReasonUi, context: Context, steps: Boolean, places: Boolean): CharSequence? = when (reason.remedy) {
        Remedy.ALLOW -> context.getText(R.string.findmesh_do_allow)

        Remedy.CHOOSE_PLACES -> context.getText(if (places) R.string.findmesh_do_places else R.string.findmesh_do_confirm)

        Remedy.SETTINGS -> when {
            steps && reason.hasSteps && reason.fix.leadsOn(context) -> context.getText(R.string.findmesh_do_steps)
            reason.fix?.intent(context) == null -> null
            else -> context.getText(settings(reason.code))
        }
    }

    /** The library's words; what to do in them only where no screen goes through it. */
    fun advice(reason: ReasonUi, context: Context, steps: Boolean): CharSequence? =
        if (steps && reason.hasSteps) reason.fix?.summary(context) else reason.fix?.text(context)

    /** There is something to do on the phone's own pages. */
    private fun Fix?.leadsOn(context: Context): Boolean = this != null && text(context) != summary(context)

    private fun settings(code: String): Int = SETTINGS[code] ?: R.string.findmesh_do_settings

    /** Codes that have a title. */
    val codes: Set<String> get() = TITLES.keys

    private val SETTINGS = mapOf(
        "bluetooth_off" to R.string.findmesh_do_bluetooth,
        "scan_failed" to R.string.findmesh_do_bluetooth,
        "scan_lost" to R.string.findmesh_do_bluetooth,
        "scan_suspected_blocked" to R.string.findmesh_do_bluetooth,
        "scanner_exhausted" to R.string.findmesh_do_bluetooth,
        "location_services_off" to R.string.findmesh_do_location,
        "no_fix" to R.string.findmesh_do_location,
        "battery_saver" to R.string.findmesh_do_battery,
        "location_power_save" to R.string.findmesh_do_battery,
        "background_restricted" to R.string.findmesh_do_app,
        "oem_autostart_off" to R.string.findmesh_do_autostart,
    )

    private val TITLES = mapOf(
        "starting" to R.string.findmesh_reason_starting,
        "not_configured" to R.string.findmesh_reason_not_configured,
        "consent_missing" to R.string.findmesh_reason_consent_missing,
        "paused_by_user" to R.string.findmesh_reason_paused_by_user,
        "native_unavailable" to R.string.findmesh_reason_native_unavailable,
        "another_process" to R.string.findmesh_reason_another_process,
        "internal" to R.string.findmesh_reason_internal,
        "bluetooth_off" to R.string.findmesh_reason_bluetooth_off,
        "bluetooth_unsupported" to R.string.findmesh_reason_bluetooth_unsupported,
        "airplane_mode" to R.string.findmesh_reason_airplane_mode,
        "scan_failed" to R.string.findmesh_reason_scan_failed,
        "scan_lost" to R.string.findmesh_reason_scan_lost,
        "scan_throttled" to R.string.findmesh_reason_scan_throttled,
        "scan_suspected_blocked" to R.string.findmesh_reason_scan_suspected_blocked,
        "scanner_exhausted" to R.string.findmesh_reason_scanner_exhausted,
        "no_offload_filters" to R.string.findmesh_reason_no_offload_filters,
        "extended_unsupported" to R.string.findmesh_reason_extended_unsupported,
        "permission_missing" to R.string.findmesh_reason_permission_missing,
        "one_time_permission" to R.string.findmesh_reason_one_time_permission,
        "background_location_missing" to R.string.findmesh_reason_background_location_missing,
        "location_services_off" to R.string.findmesh_reason_location_services_off,
        "location_coarse_only" to R.string.findmesh_reason_location_coarse_only,
        "location_power_save" to R.string.findmesh_reason_location_power_save,
        "no_fix" to R.string.findmesh_reason_no_fix,
        "in_private_place" to R.string.findmesh_reason_in_private_place,
        "battery_saver" to R.string.findmesh_reason_battery_saver,
        "low_battery" to R.string.findmesh_reason_low_battery,
        "background_restricted" to R.string.findmesh_reason_background_restricted,
        "standby_bucket" to R.string.findmesh_reason_standby_bucket,
        "alarm_quota" to R.string.findmesh_reason_alarm_quota,
        "job_quota" to R.string.findmesh_reason_job_quota,
        "doze" to R.string.findmesh_reason_doze,
        "fgs_start_refused" to R.string.findmesh_reason_fgs_start_refused,
        "notifications_off" to R.string.findmesh_reason_notifications_off,
        "oem_autostart_off" to R.string.findmesh_reason_oem_autostart_off,
        "oem_battery_saver" to R.string.findmesh_reason_oem_battery_saver,
        "killed" to R.string.findmesh_reason_killed,
        "force_stopped" to R.string.findmesh_reason_force_stopped,
        "app_hibernated" to R.string.findmesh_reason_app_hibernated,
        "user_locked" to R.string.findmesh_reason_user_locked,
        "user_in_background" to R.string.findmesh_reason_user_in_background,
        "managed_restriction" to R.string.findmesh_reason_managed_restriction,
        "offline" to R.string.findmesh_reason_offline,
        "data_saver" to R.string.findmesh_reason_data_saver,
        "metered_budget_spent" to R.string.findmesh_reason_metered_budget_spent,
        "relay_unreachable" to R.string.findmesh_reason_relay_unreachable,
        "relay_refused" to R.string.findmesh_reason_relay_refused,
        "queue_full" to R.string.findmesh_reason_queue_full,
        "disk_full" to R.string.findmesh_reason_disk_full,
        "storage_failed" to R.string.findmesh_reason_storage_failed,
        "storage_corrupt" to R.string.findmesh_reason_storage_corrupt,
        "vault_lost" to R.string.findmesh_reason_vault_lost,
        "clock_jumped" to R.string.findmesh_reason_clock_jumped,
    )
}
