//! What may leave the phone to help its makers: no identifier, no place, no text of a person (docs/finder.md §5).

use findmesh_core::consent::Purpose;
use findmesh_core::phone::PhoneState;
use findmesh_core::{FinderConfig, Health};

use crate::calendar::date;
use crate::json::{self, Object};

/// Longest word that is taken from elsewhere.
const LONGEST: usize = 80;

/// What a bundle is made of.
pub(crate) struct Findings<'a> {
    pub(crate) health: &'a Health,
    pub(crate) wall_ms: i64,
    pub(crate) counters: &'a [(i64, String, u64)],
    pub(crate) config: &'a FinderConfig,
    pub(crate) phone: &'a PhoneState,
    pub(crate) grants: &'a [Purpose],
    pub(crate) participation: &'static str,
}

/// One JSON object. Everything in it is a number, a word of this library's, or the name of one of Android's permissions;
/// moments are ages.
pub(crate) fn bundle(findings: &Findings<'_>) -> String {
    json::document(|bundle| {
        bundle.text("format", "findmesh-diagnostics-1");
        bundle.text("version", env!("CARGO_PKG_VERSION"));
        bundle.text("target", &format!("{} {}", std::env::consts::OS, std::env::consts::ARCH));
        bundle.object("health", |health| write_health(health, findings));
        bundle.object("phone", |phone| write_phone(phone, findings.phone));
        bundle.text("participation", findings.participation);
        let grants: Vec<&str> = findings.grants.iter().map(|purpose| purpose.as_str()).collect();
        bundle.text("grants", &grants.join(","));
        bundle.object("config", |config| write_config(config, findings.config));
        bundle.list("counters", findings.counters, |line, (day, name, count)| {
            line.text("day", &date(*day));
            line.text("name", &word(name));
            line.count("count", *count);
        });
    })
}

fn write_health(object: &mut Object<'_>, findings: &Findings<'_>) {
    let (health, wall_ms) = (findings.health, findings.wall_ms);
    let age = |wall: Option<i64>| wall.map(|wall| (wall_ms.saturating_sub(wall)) / 1_000);
    object.text("state", &state(health));
    object.list("reasons", &health.reasons, |object, reason| {
        object.text("code", &word(&reason.code));
        object.optional("for_s", age(Some(reason.since_wall_ms)));
        // Moments are left out, and permissions stand elsewhere.
        let details = reason.detail.iter().filter(|(name, _)| !["until", "which"].contains(&name.as_str()));
        details.for_each(|(name, value)| object.text(&word(name), &word(value)));
    });
    object.optional("last_scan_s", age(health.last_scan_wall_ms));
    object.optional("last_sighting_s", age(health.last_sighting_wall_ms));
    object.optional("last_report_s", age(health.last_report_wall_ms));
    object.optional("last_upload_s", age(health.last_upload_wall_ms));
    object.optional("next_wake_s", age(health.next_wake_wall_ms).map(i64::saturating_neg));
    object.count("queue_reports", health.queue.reports.into());
    object.count("queue_bytes", health.queue.bytes);
    object.count("queue_pending", health.queue.pending.into());
    object.count("gaps", health.gaps.count.into());
    object.count("gap_p50_s", health.gaps.p50_ms / 1_000);
    object.count("gap_p90_s", health.gaps.p90_ms / 1_000);
    object.count("gap_p99_s", health.gaps.p99_ms / 1_000);
    object.count("gap_longest_s", health.gaps.longest_ms / 1_000);
}

/// `off`, `starting`, `listening:<plan>`, `blocked:<code>`.
pub(crate) fn state(health: &Health) -> String {
    use findmesh_core::FinderState::{Blocked, Listening, Off, Starting};
    match &health.state {
        Off => "off".to_owned(),
        Starting => "starting".to_owned(),
        Listening { plan } => format!("listening:{plan}"),
        Blocked { reason } => format!("blocked:{reason}"),
    }
}

fn write_phone(object: &mut Object<'_>, phone: &PhoneState) {
    object.count("api_level", phone.api_level.into());
    object.text("bucket", phone.bucket.as_str());
    object.text("missing_permissions", &permissions(&phone.missing_permissions));
    let flags = [
        ("batching", phone.batching),
        ("offloaded_filters", phone.offloaded_filters),
        ("extended_advertising", phone.extended_advertising),
        ("privileged", phone.privileged),
        ("battery_exempt", phone.battery_exempt),
        ("service_running", phone.service_running),
        ("charging", phone.charging),
        ("screen_on", phone.screen_on),
        ("app_visible", phone.app_visible),
        ("data_saver", phone.data_saver),
    ];
    flags.into_iter().for_each(|(name, on)| object.flag(name, on));
}

/// Numbers that are not the default ones, by their path. The deployment is no number and stays out.
fn write_config(object: &mut Object<'_>, config: &FinderConfig) {
    config.changed().into_iter().for_each(|(path, value)| object.text(path, &value.to_string()));
}

/// A word of the library's, without what could spell anything else.
fn word(text: &str) -> String {
    let number = text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let plain = text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    if number || plain { text.to_owned() } else { "other".to_owned() }
}

/// Android's permissions by their last part; a host may have sent anything.
fn permissions(names: &[String]) -> String {
    let known = |name: &String| {
        let last = name.strip_prefix("android.permission.").unwrap_or_default();
        let plain = last.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
        if plain && (1..=LONGEST).contains(&last.len()) { last.to_owned() } else { "other".to_owned() }
    };
    names.iter().map(known).collect::<Vec<_>>().join(",")
}
