//! What a replay prints: sighted, reported, suppressed, and why.

use std::collections::BTreeMap;

use findmesh_core::health::counter;
use findmesh_proto::capture::CaptureCounts;
use serde_json::Value;

use crate::failure::Failure;
use crate::output::Console;
use crate::output::value::{Object, counts, plural};
use crate::phone::{DeskPhone, SealedRow, Tally, counters_of};
use crate::time::Moment;

/// What came of a replay.
pub(super) struct Played {
    tally: Tally,
    counters: BTreeMap<String, u64>,
    sealed: Vec<SealedRow>,
    queued: u32,
    waiting: u32,
    undelivered: u32,
}

impl Played {
    /// A capture without adverts.
    pub(super) const fn nothing(tally: Tally) -> Self {
        let counters = BTreeMap::new();
        Self { tally, counters, sealed: Vec::new(), queued: 0, waiting: 0, undelivered: 0 }
    }

    pub(super) fn of(tally: Tally, phone: &mut DeskPhone, undelivered: u32) -> Result<Self, Failure> {
        let (queued, waiting) = phone.waiting();
        let (sealed, counters) = (phone.sealed(), phone.counters()?);
        Ok(Self { tally, counters, sealed, queued, waiting, undelivered })
    }

    /// A relay that did not take what was to be uploaded.
    pub(super) fn undelivered(&self) -> Result<(), Failure> {
        match self.undelivered {
            0 => Ok(()),
            n => Err(Failure::about("relay", format!("it did not take {}", plural(n.into(), "report")))),
        }
    }

    fn count(&self, name: &str) -> u64 {
        self.counters.get(name).copied().unwrap_or(0)
    }

    fn rejected(&self, capture: &CaptureCounts) -> BTreeMap<String, u64> {
        let mut rejected = counters_of(&self.counters, "rejected_");
        // A counter of its own that happens to begin alike.
        let _ = counter::REJECTED_BY_RELAY.strip_prefix("rejected_").and_then(|name| rejected.remove(name));
        let owned = |(code, n): (&str, u64)| (code.to_owned(), n);
        rejected.into_iter().map(owned).chain(capture.rejected().map(owned)).collect()
    }
}

pub(super) fn print(played: &Played, capture: &CaptureCounts, console: &mut Console) -> Result<(), Failure> {
    if played.tally.forms().next().is_some() {
        console.people("sighted")?;
    }
    for ((network, kind, state), count) in played.tally.forms() {
        let sighted = Object::new()
            .with("network", network)
            .with("kind", kind)
            .with("state", state)
            .with("adverts", count.adverts)
            .with("tags", count.tags);
        let name = format!("{network} {kind}");
        console.either(&Object::new().with("sighted", Value::from(sighted)).into(), || {
            let tags = plural(count.tags, "tag");
            format!("  {name:<20} {state:<10} {:>6}, {tags}", plural(count.adverts, "advert"))
        })?;
    }
    if !played.sealed.is_empty() {
        console.people("reported")?;
    }
    for row in &played.sealed {
        console.either(&sealed_object(row), || sealed_text(row))?;
    }
    console.either(&summary_object(played, capture), || summary_text(played, capture))
}

fn sealed_object(row: &SealedRow) -> Value {
    let report = Object::new()
        .with("network", row.network)
        .with("lookup_id", hex::encode(&row.lookup_id))
        .with("body", hex::encode(&row.body))
        .with("queued", Moment::from_millis(row.queued_wall_ms).rfc3339())
        .with("due", Moment::from_millis(row.due_wall_ms).rfc3339());
    Object::new().with("report", Value::from(report)).into()
}

fn sealed_text(row: &SealedRow) -> String {
    let queued = Moment::from_millis(row.queued_wall_ms).rfc3339();
    let due = Moment::from_millis(row.due_wall_ms).rfc3339();
    let id = hex::encode(&row.lookup_id);
    format!("  {} {id}  sealed {queued}, may leave {due}", row.network)
}

fn summary_object(played: &Played, capture: &CaptureCounts) -> Value {
    let rejected = played.rejected(capture);
    let networks = played.tally.networks();
    let summary = Object::new()
        .with("records", capture.records)
        .with("adverts", played.tally.adverts())
        .with("malformed", capture.malformed)
        .with("rejected", counts(rejected.iter().map(|(code, n)| (code.as_str(), *n))))
        .with("sighted", counts(networks))
        .with("reported", played.count(counter::REPORTED))
        .with("suppressed", counts(counters_of(&played.counters, "suppressed_")))
        .with("uploaded", played.count(counter::UPLOADED))
        .with("rejected_by_relay", played.count(counter::REJECTED_BY_RELAY))
        .with("queued", played.queued)
        .with("waiting_for_fix", played.waiting);
    Object::new().with("summary", Value::from(summary)).into()
}

fn summary_text(played: &Played, capture: &CaptureCounts) -> String {
    let mut lines = vec![format!(
        "{} in {}",
        plural(played.tally.adverts(), "advert"),
        plural(capture.records, "record")
    )];
    let reported = played.count(counter::REPORTED);
    let uploaded = played.count(counter::UPLOADED);
    lines.push(format!(
        "reported    {reported}, of which {uploaded} uploaded and {} in the queue",
        played.queued
    ));
    lines.extend(listed("suppressed", counters_of(&played.counters, "suppressed_")));
    let rejected = played.rejected(capture);
    lines.extend(listed("rejected", rejected.iter().map(|(code, n)| (code.as_str(), *n)).collect()));
    lines.extend(
        (capture.malformed > 0).then(|| format!("malformed   {}", plural(capture.malformed, "record"))),
    );
    lines.join("\n")
}

fn listed(title: &str, counts: BTreeMap<&str, u64>) -> Option<String> {
    let list: Vec<String> = counts.iter().map(|(name, n)| format!("{n} {name}")).collect();
    (!list.is_empty()).then(|| format!("{title:<10}  {}", list.join(", ")))
}
