//! What a finder with a configuration does, in sentences.

use findmesh_core::FinderConfig;
use findmesh_core::config::FinderMode;
use findmesh_proto::Network;

use super::words::{bytes, days, list, span};

/// Sentences under a heading.
pub(super) struct Part {
    /// Stable name.
    pub(super) name: &'static str,
    /// For people.
    pub(super) heading: &'static str,
    /// One sentence each.
    pub(super) sentences: Vec<String>,
}

/// When it listens, what it reports, where it does not, when it uploads, how long it keeps what, when it complains.
pub(super) fn explain(config: &FinderConfig) -> [Part; 6] {
    [
        Part { name: "listens", heading: "When it listens", sentences: listens(config) },
        Part { name: "reports", heading: "What it reports", sentences: reports(config) },
        Part { name: "private", heading: "What it never tells", sentences: private(config) },
        Part { name: "uploads", heading: "When it uploads", sentences: uploads(config) },
        Part { name: "keeps", heading: "How long it keeps what", sentences: keeps(config) },
        Part { name: "tells", heading: "When it says that something is wrong", sentences: tells(config) },
    ]
}

fn listens(config: &FinderConfig) -> Vec<String> {
    let scan = &config.scan;
    let mut said = vec![mode(config)];
    if config.saving {
        let delay = span(scan.auto_batch_delay_ms);
        said.push(format!(
            "With the screen off it listens at half the duty where the phone can, and gets what it heard every {delay}."
        ));
    }
    if !config.saving && scan.out_ms > 0 {
        said.push(format!(
            "Away from Wi-Fi and charger it listens harder, a quarter of the time or more, for {} after something was new.",
            span(scan.out_ms)
        ));
    }
    said.push(format!(
        "It means to listen every {} at least; what the platform defers is counted as late after {}.",
        span(scan.floor_ms),
        span(scan.late_ms)
    ));
    said.push(format!(
        "It wakes at most {} times an hour while the phone lies still and {} times while it moves, and shifts every timer by up to {} %.",
        scan.wakes_still, scan.wakes_moving, scan.jitter_percent
    ));
    said.push(format!(
        "It starts at most {} scans in {}, {} of them for a person who looks; then it listens without a pause, for {}.",
        scan.own_starts,
        span(scan.quota_window_ms),
        scan.foreground_starts,
        span(scan.visible_ms)
    ));
    said.push(format!(
        "It stops below {} % of battery unless the phone charges, until there are more than {} %, and while the battery saver is on.",
        scan.low_battery_percent, scan.recovered_percent
    ));
    said
}

fn mode(config: &FinderConfig) -> String {
    let scan = &config.scan;
    let standing = format!(
        "One standing scan outlives the app's process; where the controller batches, results come every {} (up to {} while nothing new is heard).",
        span(scan.batch_delay_ms),
        span(scan.batch_quiet_ms)
    );
    match config.mode {
        FinderMode::Background => standing,
        FinderMode::ForegroundService => format!("{standing} {}", bursts(config)),
        FinderMode::System => {
            format!("{standing} While the phone moves, that scan is a balanced one. {}", bursts(config))
        }
    }
}

fn bursts(config: &FinderConfig) -> String {
    let scan = &config.scan;
    format!(
        "Bursts of {} come by need, {} apart at least while the phone is awake anyway, by an alarm {} times an hour; together {} of any hour at most.",
        span(scan.burst_ms),
        span(scan.burst_spacing_ms),
        scan.alarm_bursts_per_hour,
        span(scan.burst_budget_ms)
    )
}

fn reports(config: &FinderConfig) -> Vec<String> {
    let (fixes, dedupe, flood) = (&config.fixes, &config.dedupe, &config.flood);
    let networks: Vec<&str> = config.networks.iter().map(|network| network.as_str()).collect();
    let mut said = vec![format!(
        "Tags of {} that say that their owner is away{}.",
        list(&networks, "no network at all"),
        if config.networks.is_empty() { ": nothing is reported" } else { "" }
    )];
    if config.networks.contains(&Network::Native) {
        said.push(compact(config));
    }
    said.push(format!(
        "A sighting waits up to {} for a fix and is reported with an accuracy of {} m or better; {} m is not waited on to become better.",
        span(fixes.pending_ms),
        fixes.max_accuracy_m,
        fixes.good_accuracy_m
    ));
    said.push(format!(
        "It asks for a fix at most every {} while the app is seen or its service runs, and within any {} once in the background, or {} times while it is out.",
        span(fixes.request_ms),
        span(fixes.background_request_ms),
        fixes.background_requests
    ));
    said.push(format!(
        "A tag is reported again after {} when it is {} m away, after {} wherever it is, and at most {} times a day.",
        span(dedupe.again_ms),
        dedupe.again_m,
        span(dedupe.again_still_ms),
        dedupe.per_key_day
    ));
    said.push(format!(
        "Against made-up tags: {} keys an address in {}, {} reports an address and day, {} new keys in {}, {} reports an hour.",
        flood.keys_per_address,
        span(flood.address_window_ms),
        flood.reports_per_address_day,
        flood.new_keys,
        span(flood.new_keys_window_ms),
        flood.reports_per_hour
    ));
    said
}

fn compact(config: &FinderConfig) -> String {
    match config.deployment.company_id {
        Some(id) => format!(
            "Native tags are heard in the extended form, and in the compact form of company {id:04x}."
        ),
        None => {
            "Native tags are heard in the extended form only: the deployment names no company id.".to_owned()
        }
    }
}

fn private(config: &FinderConfig) -> Vec<String> {
    let places = &config.places;
    vec![
        "Tags near their owner, tags of one's own and of the family, and anything inside a private zone."
            .to_owned(),
        format!(
            "Home, which is where the phone stays longest, from {} in {} days on, and {} m around it.",
            span(places.home_ms),
            places.days,
            places.radius_m
        ),
        format!(
            "Places where it stays for {} in all within {} days, {} m around them, unless a person takes part everywhere. They never leave the phone.",
            span(places.dwell_ms),
            places.days,
            places.radius_m
        ),
    ]
}

fn uploads(config: &FinderConfig) -> Vec<String> {
    let (queue, upload) = (&config.queue, &config.upload);
    let company = match upload.max_reports {
        1 => "alone".to_owned(),
        most => format!("with up to {} others that are due", most - 1),
    };
    vec![
        format!(
            "Each report leaves {company}, after a delay of its own of up to {}, and in a longer window {} to {} after the one before.",
            span(upload.max_delay_ms),
            span(upload.min_spacing_ms),
            span(upload.max_spacing_ms)
        ),
        format!(
            "After a report that leaves in the background, {} % of the rests are {}, {} % end within {}, and the others within {}.",
            upload.shortest_rests_percent,
            span(upload.min_spacing_ms),
            upload.window_rests_percent.saturating_sub(upload.shortest_rests_percent),
            span(upload.max_spacing_ms),
            span(upload.max_rest_ms)
        ),
        format!(
            "At most {} times a day an upload alone wakes the cellular radio, for a repeat only in the last {:.0} % of its life; metered networks carry at most {} a day.",
            upload.cellular_wakes_per_day,
            100.0 * upload.repeats_last_share,
            bytes(upload.metered_bytes_per_day)
        ),
        format!(
            "What fails is tried again after {} to {}, as the relay wishes but not later than {}; what the relay refuses as a whole waits {}.",
            span(upload.backoff_base_ms),
            span(upload.backoff_max_ms),
            span(upload.max_retry_after_ms),
            span(upload.park_ms)
        ),
        format!(
            "The queue holds {} reports or {}, for {}; then the address with most rows loses its newest repeat.",
            queue.max_reports,
            bytes(queue.max_bytes),
            span(queue.max_age_ms)
        ),
    ]
}

fn keeps(config: &FinderConfig) -> Vec<String> {
    let (keep, places) = (&config.keep, &config.places);
    vec![
        format!(
            "Its own sightings, sealed, for {} at most, places for {}, counters for {}; consent, zones and what was learnt of own tags until a person takes them back.",
            days(keep.sighting_days),
            days(places.days),
            days(keep.counter_days)
        ),
        format!(
            "Counts are written with whatever else is, alone after {}, and not more than once in {} for wakes that end.",
            span(keep.counts_wait_ms),
            span(keep.counts_apart_ms)
        ),
    ]
}

fn tells(config: &FinderConfig) -> Vec<String> {
    let health = &config.health;
    vec![
        format!(
            "A sighting waits for a fix for {}; an alarm comes {} late; a report that is due finds no moment for {}.",
            span(health.no_fix_ms),
            span(health.late_alarm_ms),
            span(health.late_job_ms)
        ),
        format!(
            "The process was ended, which is told for {} and counts as trouble where it cost {}; the clock was set by more than {}, which is told for {}.",
            span(health.ended_shown_ms),
            span(health.costly_gap_ms),
            span(health.jump_ms),
            span(health.jump_shown_ms)
        ),
        format!(
            "The app hears of changes every {} at most, and of the gaps between listens of the last {}.",
            span(health.told_ms),
            days(health.gap_days)
        ),
    ]
}
