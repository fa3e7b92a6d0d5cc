//! The export for programs.

use findmesh_core::consent::{ConsentEntry, Decision};
use findmesh_core::export::{remembered, stays};
use findmesh_core::{Now, PendingSighting, PrivateZone, QueueEntry, SeenKey};

use super::Material;
use super::text::hex;
use crate::calendar::{date, rfc3339};
use crate::diagnostics::state;
use crate::json::{self, Object, metres};
use crate::usage::DayUsage;

pub(super) fn write(material: &Material) -> String {
    let kept = &material.kept;
    let now = Now { boot_ms: material.boot_ms, wall_ms: material.wall_ms };
    json::document(|all| {
        all.text("format", "findmesh-export-1");
        all.text("version", env!("CARGO_PKG_VERSION"));
        all.text("made", &rfc3339(material.wall_ms));
        all.text("state", &state(&material.health));
        all.text("participation", material.participation.as_str());
        all.list("consent", &material.ledger, write_consent);
        all.list("usage", &material.usage, write_usage);
        all.list("counters", &material.counters, |line, (day, name, count)| {
            line.text("day", &date(*day));
            line.text("name", name);
            line.count("count", *count);
        });
        all.list("queue", &kept.queue, write_queued);
        all.list("waiting", &kept.pending, write_waiting);
        all.list("remembered", &kept.seen, |key, seen| write_seen(key, seen, now));
        all.list("zones", &kept.zones, write_zone);
        all.list("stays", kept.dwell.iter().flat_map(|day| stays(day, now)), |object, stay| {
            object.text("day", &date(stay.day));
            object.degrees("lat", stay.latitude);
            object.degrees("lon", stay.longitude);
            object.number("seconds", stay.ms / 1_000);
        });
        all.list("own_tags", &material.learnt, |tag, learnt| {
            tag.text("tag", &hex(&learnt.tag.0));
            tag.text("learnt", &hex(&learnt.state));
        });
        all.list("settings", &kept.settings, |setting, (name, value)| {
            setting.text("name", name);
            setting.text("value", &hex(value));
        });
    })
}

fn write_consent(line: &mut Object<'_>, entry: &ConsentEntry) {
    line.text("purpose", entry.purpose.as_str());
    line.flag("granted", entry.decision == Decision::Granted);
    line.text("text_version", &entry.text_version);
    line.text("locale", &entry.locale);
    line.text("at", &rfc3339(entry.wall_ms));
    line.number("wall_ms", entry.wall_ms);
    line.text("how", &entry.how);
}

fn write_usage(line: &mut Object<'_>, day: &DayUsage) {
    line.text("day", &date(day.day));
    line.count("scans", day.scans);
    line.count("radio_s_asked", day.radio_s_asked);
    line.count("keys_heard", day.keys_heard);
    line.count("new_keys", day.new_keys);
    line.count("tag_adverts", day.tag_adverts);
    line.count("reported", day.reported);
    line.count("uploaded", day.uploaded);
    line.object("suppressed", |reasons| day.suppressed.iter().for_each(|(name, n)| reasons.count(name, *n)));
    line.count("bytes_sent", day.bytes_sent);
    line.count("wakes", day.wakes);
}

/// A sealed report is nobody's to read on this phone: what is known of it stands here.
fn write_queued(line: &mut Object<'_>, entry: &QueueEntry) {
    line.text("network", entry.network.as_str());
    line.text("queued", &rfc3339(entry.queued_wall_ms));
    line.text("due", &rfc3339(entry.due_wall_ms));
    line.flag("repeat", entry.repeat);
    line.count("attempts", entry.attempts.into());
    line.count("bytes", entry.size.into());
}

fn write_waiting(line: &mut Object<'_>, waiting: &PendingSighting) {
    let sighting = &waiting.sighting;
    line.text("network", sighting.key.network().as_str());
    line.text("key", &hex(sighting.key.bytes()));
    if let Some(address) = sighting.address {
        line.text("address", &hex(&address.bytes));
    }
    line.flag("separated", sighting.separated);
    line.number("rssi", sighting.rssi.into());
    line.text("seen", &rfc3339(sighting.seen_wall_ms));
    line.text("since", &rfc3339(waiting.since_wall_ms));
}

/// Of a reported key the phone keeps a hash, where it was last, and when it was reported.
fn write_seen(line: &mut Object<'_>, seen: &SeenKey, now: Now) {
    line.text("key_hash", &hex(&seen.key_hash));
    line.text("day", &date(seen.day));
    if let Some(past) = remembered(seen, now) {
        line.degrees("lat", past.latitude);
        line.degrees("lon", past.longitude);
        line.list("reports", past.reports, |report, wall_ms| report.text("seen", &rfc3339(wall_ms)));
    }
}

fn write_zone(line: &mut Object<'_>, zone: &PrivateZone) {
    line.text("label", &zone.label);
    line.degrees("lat", zone.latitude);
    line.degrees("lon", zone.longitude);
    line.number("radius_m", metres(zone.radius_m));
}
