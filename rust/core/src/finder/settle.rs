//! Waiting sightings get their place, or leave.

use findmesh_proto::report::{self, Report};

use super::Finder;
use super::step::Step;
use crate::config::FixLimits;
use crate::draw::{row_id, uniform};
use crate::effect::SealRequest;
use crate::health::{Suppression, counter};
use crate::moment::{Boot, Moment, span};
use crate::persist::{Change, IdHash, QueueEntry};
use crate::place::{Place, locate};
use crate::seen::{LastReport, Refusal, Reported, judge};
use crate::sighting::TagKey;
use crate::tracks::{Heard, Waiting};

/// 2001-01-01: an earlier clock was never set, and Apple's reports have no earlier time.
const EARLIEST: u32 = 978_307_200;

/// What waits is decided late when it is this long after its time.
const LATE_MS: i64 = 60_000;

/// Keyed hashes of key and address.
type Who = (IdHash, Option<IdHash>);

/// What becomes of a waiting sighting.
enum Decision {
    Report(Heard, Place),
    Drop(Suppression),
}

impl Finder {
    /// Looks at everything that waits.
    pub(super) fn settle(&mut self, step: &mut Step) {
        if !self.restored || !self.may_report() {
            return;
        }
        let waiting = self.tracks.waiting();
        let decided = waiting.filter_map(|(key, waiting)| {
            let decision = self.decide(waiting, step.now.boot)?;
            Some((*key, self.is_late(waiting, &decision, step.now.boot), decision))
        });
        for (key, late, decision) in decided.collect::<Vec<_>>() {
            self.counters.add(counter::LATE_SETTLES, u64::from(late));
            self.conclude(&key, decision, step);
        }
        self.ask_for_fix(step);
    }

    fn decide(&self, waiting: &Waiting, now: Boot) -> Option<Decision> {
        if !self.enabled {
            return Some(Decision::Drop(Suppression::Disabled));
        }
        if !self.takes_part() {
            return Some(Decision::Drop(Suppression::NotParticipating));
        }
        let closest = self.ready(waiting.closest, now);
        let newest = self.ready(waiting.newest, now);
        let better = |closest: &Place, newest: &Place| {
            newest.accuracy_m <= closest.accuracy_m * self.config.dedupe.accuracy_share
        };
        match (closest, newest) {
            (Some(closest), Some(newest)) if better(&closest, &newest) => {
                Some(Decision::Report(waiting.newest, newest))
            }
            (Some(place), _) => Some(Decision::Report(waiting.closest, place)),
            (None, Some(place)) => Some(Decision::Report(waiting.newest, place)),
            (None, None) => self.expired(waiting, now).then(|| Decision::Drop(self.why_not(waiting))),
        }
    }

    /// Whether nobody looked when its time had come; what a fix or a person decides has none.
    fn is_late(&self, waiting: &Waiting, decision: &Decision, now: Boot) -> bool {
        let limits = &self.config.fixes;
        let due = match decision {
            Decision::Report(_, place) if place.enclosed || place.accuracy_m <= limits.good_accuracy_m => now,
            Decision::Report(heard, _) => heard.at + span(limits.nearest_ms),
            Decision::Drop(Suppression::Disabled | Suppression::NotParticipating) => now,
            Decision::Drop(_) => waiting.since + span(limits.pending_ms),
        };
        now - due > LATE_MS
    }

    /// A place that is good enough to report and not worth waiting on.
    fn ready(&self, heard: Heard, now: Boot) -> Option<Place> {
        let limits = &self.config.fixes;
        let place = locate(&self.fixes, heard.at, limits).filter(|_| !self.phone.location_coarse_only)?;
        let final_ = place.enclosed || now - heard.at >= span(limits.nearest_ms);
        let good = place.accuracy_m <= limits.good_accuracy_m;
        (place.accuracy_m <= limits.max_accuracy_m && (good || final_)).then_some(place)
    }

    fn expired(&self, waiting: &Waiting, now: Boot) -> bool {
        now - waiting.since >= span(self.config.fixes.pending_ms)
    }

    fn why_not(&self, waiting: &Waiting) -> Suppression {
        if self.phone.location_coarse_only {
            return Suppression::CoarseLocation;
        }
        match locate(&self.fixes, waiting.closest.at, &self.config.fixes) {
            Some(_) => Suppression::Inaccurate,
            None => Suppression::NoFix,
        }
    }

    fn conclude(&mut self, key: &TagKey, decision: Decision, step: &mut Step) {
        let outcome = match decision {
            Decision::Report(heard, place) => self.report(key, &heard, &place, step),
            Decision::Drop(reason) => Err(Refusal { reason, until: Boot::MIN }),
        };
        let generation = self.fixes.generation();
        let Some(track) = self.tracks.get_mut(key) else {
            return;
        };
        let waiting = track.waiting.take();
        let stored = waiting.filter(Waiting::is_stored);
        step.changes.extend(stored.map(|waiting| Change::RemovePending { id: waiting.id }));
        if let Err(refusal) = outcome {
            track.quiet = Some((refusal, generation));
            self.counters.suppress(refusal.reason);
        }
    }

    /// Asks for a seal, after the last checks.
    fn report(&mut self, key: &TagKey, heard: &Heard, place: &Place, step: &mut Step) -> Result<(), Refusal> {
        let Some(track) = self.tracks.get(key) else {
            return Ok(());
        };
        let (hash, address) = (track.hash, track.address);
        let first = track.waiting.as_ref().map_or(heard.at, |waiting| waiting.since);
        let report = self.check_report((hash, address), heard, place, step.now)?;
        let entry = self.new_entry(key, (hash, address), heard.at, step);
        self.queue.expect(&entry, step.now);
        step.seals.push(SealRequest { entry, key: *key, report });
        self.make_room(step);
        let last = LastReport { point: place.point, accuracy_m: place.accuracy_m };
        let reported = Reported { at: heard.at, first, last, address };
        let kept = self.seen.note(hash, reported, &self.config.dedupe, step.now);
        step.changes.push(Change::PutSeen(kept));
        self.flood.note_report(address, step.now.boot);
        Ok(())
    }

    /// Whether it may be told where that was; dedupe and flood limits once more, now that the place is known.
    fn check_report(
        &mut self,
        who: Who,
        heard: &Heard,
        place: &Place,
        now: Moment,
    ) -> Result<Report, Refusal> {
        let (hash, address) = who;
        let until = now.boot + span(self.config.dedupe.again_ms);
        if let Some(reason) = self.secret(place, now) {
            return Err(Refusal { reason, until });
        }
        if let Some(seen) = self.seen.get(&hash) {
            judge(seen, heard.at, Some(place), &self.config.dedupe)?;
        }
        if !self.flood.may_report(address, now.boot, &self.config.flood) {
            return Err(Refusal { reason: Suppression::Flood, until });
        }
        compose(heard, place).ok_or(Refusal { reason: Suppression::NoFix, until })
    }

    /// The row of a report to come, with a delay of its own.
    fn new_entry(
        &self,
        key: &TagKey,
        (key_hash, address_hash): Who,
        at: Boot,
        step: &mut Step,
    ) -> QueueEntry {
        let seen = self.seen.get(&key_hash);
        let delay = uniform(&mut step.rng, 0, self.config.upload.max_delay_ms);
        QueueEntry {
            id: row_id(&mut step.rng, step.now.wall),
            network: key.network(),
            key_hash,
            address_hash,
            repeat: seen.is_some_and(|seen| seen.in_day(at).next().is_some()),
            queued_wall_ms: step.now.wall,
            queued_lived_ms: self.lived.count(step.now.boot),
            due_wall_ms: step.now.wall_of(step.now.boot + span(delay)),
            attempts: 0,
            size: 0,
        }
    }

    /// Evicts until the queue is within its bounds.
    fn make_room(&mut self, step: &mut Step) {
        while self.queue.is_over(&self.config.queue) {
            let Some(victim) = self.queue.victim(&self.uploads.in_flight) else {
                return;
            };
            let _ = self.queue.remove(&victim);
            self.counters.add(counter::EVICTED, 1);
            let asked = step.seals.iter().position(|seal| seal.entry.id == victim);
            match asked {
                Some(index) => drop(step.seals.remove(index)),
                None => step.changes.push(Change::RemoveQueue { id: victim }),
            }
        }
    }

    fn ask_for_fix(&mut self, step: &mut Step) {
        let limits = &self.config.fixes;
        let in_front = self.phone.app_visible || self.phone.service_running;
        let now = step.now.boot;
        let rested = self.fix_asked.last().is_none_or(|asked| now - asked >= span(limits.request_ms));
        self.fix_asked.retain(|asked| now - asked < span(limits.background_request_ms));
        let first = self.fix_asked.is_empty();
        let more = u32::try_from(self.fix_asked.len()).unwrap_or(u32::MAX) < limits.background_requests;
        let wanted = match () {
            () if in_front || first => self.tracks.waiting().next().is_some(),
            () if more && self.scan.is_out() => {
                self.tracks.waiting().any(|(_, waiting)| self.needs_fix(waiting, now))
            }
            () => false,
        };
        if rested && wanted && !self.phone.location_coarse_only {
            self.fix_asked.push(now);
            step.request_fix = true;
        }
    }

    /// It has no place that could be told, and a fix of now would give it one.
    fn needs_fix(&self, waiting: &Waiting, now: Boot) -> bool {
        let limits = &self.config.fixes;
        let told = |place: Place| place.accuracy_m <= limits.max_accuracy_m;
        let is_placed = |heard: &Heard| locate(&self.fixes, heard.at, limits).is_some_and(told);
        let reached = walk_m(now - waiting.newest.at, limits) <= limits.max_accuracy_m;
        reached && !is_placed(&waiting.closest) && !is_placed(&waiting.newest)
    }
}

/// How far the phone may have come, as fast as it is taken for where nothing is known.
#[allow(clippy::cast_precision_loss, reason = "an hour of milliseconds has no fraction to lose")]
fn walk_m(ms: i64, limits: &FixLimits) -> f64 {
    limits.default_speed_mps * ms as f64 / 1000.0
}

/// The plaintext (docs/formats.md §3); `None` where the place or the time has no form in it.
fn compose(heard: &Heard, place: &Place) -> Option<Report> {
    let Heard { sighting, .. } = heard;
    let time = u32::try_from((sighting.seen_wall_ms + 500).div_euclid(1000)).ok()?;
    Some(Report {
        time: Some(time).filter(|time| *time >= EARLIEST)?,
        lat_e7: report::latitude_e7(place.point.latitude).ok()?,
        lon_e7: report::longitude_e7(place.point.longitude).ok()?,
        accuracy_dm: report::accuracy_dm(Some(place.accuracy_m)),
        altitude_m: report::altitude_m(place.altitude_m),
        header: sighting.header,
        status: sighting.status,
        rssi: sighting.rssi,
        tx_power: sighting.tx_power,
        fix_age_s: report::age_s(place.age_ms),
        source: place.source,
        moving: place.moving,
        form: sighting.form,
    })
}
