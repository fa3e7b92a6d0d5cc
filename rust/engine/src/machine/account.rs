//! What a person can see of the finder, take along, and make go (docs/finder.md §4, §5).

use findmesh_core::consent::Purpose;
use findmesh_core::export::{remembered, stays};
use findmesh_core::health::counter;
use findmesh_core::phone::PhoneState;
use findmesh_core::{Event, Finder, Now, Restored};
use findmesh_proto::report::{latitude_e7, longitude_e7};
use findmesh_store::{Needles, Retention, Search, Traces};

use super::{Machine, Outcome};
use crate::diagnostics::{Findings, bundle};
use crate::erasure::ErasureProof;
use crate::error::EngineError;
use crate::export::{ExportFile, Material};
use crate::usage::{DayUsage, by_day};

/// Keys whose first bytes a proof shows.
const SAMPLES: usize = 8;

/// What an erasure is held against: what lay in the files, and what a search found of it.
pub(crate) struct Evidence {
    traces: Traces,
    clear: Needles,
    before: (Search, Search),
}

impl Machine {
    /// The last `days` UTC days that have counters, newest first.
    pub(crate) fn usage(&mut self, days: u32) -> Result<Vec<DayUsage>, EngineError> {
        Ok(by_day(&self.counters_so_far(days)?))
    }

    /// With the airtime of the scan that runs.
    fn counters_so_far(&mut self, days: u32) -> Result<Vec<(i64, String, u64)>, EngineError> {
        let now = self.now();
        let mut counters = self.counters(days)?;
        let open = self.finder.open_radio_ms(now);
        if open > 0 {
            counters.push((now.day(), counter::RADIO_MS_ASKED.to_owned(), open));
        }
        Ok(counters)
    }

    /// Days of counters that the store keeps, today included.
    fn days_kept(&self) -> u32 {
        self.finder.config().keep.counter_days.saturating_add(1)
    }

    /// All that is kept.
    pub(crate) fn export(&mut self) -> Result<Vec<ExportFile>, EngineError> {
        let now = self.now();
        let counters = self.counters_so_far(self.days_kept())?;
        let material = Material {
            wall_ms: now.wall_ms,
            boot_ms: now.boot_ms,
            health: self.health(),
            participation: self.finder.participation(),
            ledger: self.ledger()?,
            usage: by_day(&counters),
            counters,
            kept: self.store.restore()?,
            learnt: self.store.learnt()?,
            retention: Retention::of(self.finder.config()),
            gap_days: self.finder.config().health.gap_days,
        };
        Ok(material.files())
    }

    /// The diagnostic bundle: anyone may look at it; `to_send` asks whether it may leave the phone.
    pub(crate) fn diagnostics(&mut self, to_send: bool) -> Result<String, EngineError> {
        let grants = self.grants()?;
        if to_send && !grants.contains(&Purpose::Diagnostics) {
            return Err(EngineError::ConsentMissing(Purpose::Diagnostics));
        }
        let (health, counters) = (self.health(), self.counters_so_far(self.days_kept())?);
        Ok(bundle(&Findings {
            health: &health,
            wall_ms: self.now().wall_ms,
            counters: &counters,
            config: self.finder.config(),
            phone: self.finder.phone(),
            grants: &grants,
            participation: self.finder.participation().as_str(),
        }))
    }

    /// What there is to erase, before anything is touched.
    pub(crate) fn evidence(&mut self) -> Result<Evidence, EngineError> {
        let traces = self.store.traces()?;
        let clear = in_the_clear(&self.store.restore()?, self.now());
        let before = (self.store.search(&traces.needles)?, self.store.search(&clear)?);
        Ok(Evidence { traces, clear, before })
    }

    /// Everything goes; the finder stands as new, without consent and off. Nothing may be under way.
    pub(crate) fn erase(&mut self, evidence: Evidence) -> Result<(ErasureProof, Outcome), EngineError> {
        let Evidence { traces, clear, before } = evidence;
        self.store.erase_all()?;
        let renewed = self.renew_wrapping_key();
        let mut after = (self.store.search(&traces.needles)?, self.store.search(&clear)?);
        if after.0.found > 0 {
            // The log could not be emptied at once.
            self.store.maintain(self.now().wall_ms, Retention::of(self.finder.config()))?;
            after = (self.store.search(&traces.needles)?, self.store.search(&clear)?);
        }
        let proof = ErasureProof {
            wall_ms: self.now().wall_ms,
            wrapping_key_renewed: renewed,
            clear_needles: clear.len() as u64,
            clear_before: before.1.found,
            clear_after: after.1.found,
            ..compare(traces, before.0, after.0)
        };
        Ok((proof, self.begin_anew()?))
    }

    /// Whether the vault had a new key encryption key for them.
    pub(crate) fn renew_keys(&mut self) -> Result<bool, EngineError> {
        Ok(self.store.rewrap()?)
    }

    fn renew_wrapping_key(&mut self) -> bool {
        self.store.rewrap().unwrap_or_else(|error| {
            log::warn!("the key that wraps keys stays: {:?}", error.trouble());
            false
        })
    }

    /// A finder that knows the phone's state and nothing else.
    fn begin_anew(&mut self) -> Result<Outcome, EngineError> {
        let phone: PhoneState = self.finder.phone().clone();
        let config = self.finder.config().clone();
        self.finder = Finder::new(config, self.store.hash_key()?);
        self.in_flight.clear();
        self.answered.clear();
        (self.wake_at, self.stale, self.maintained_day) = (None, false, None);
        let mut outcome = self.handle(Event::Restored(Box::default()));
        outcome.add(self.handle(Event::Phone(phone)));
        Ok(outcome)
    }
}

fn compare(traces: Traces, before: Search, after: Search) -> ErasureProof {
    let samples = traces.wrapped_keys.iter().filter_map(|key| key.first_chunk().copied());
    ErasureProof {
        keys: traces.wrapped_keys.len() as u64,
        samples: samples.take(SAMPLES).collect(),
        rows: traces.rows,
        needles: traces.needles.len() as u64,
        found_before: before.found,
        found_after: after.found,
        files: after.files,
        ..ErasureProof::default()
    }
}

/// Keys, places and labels as they would lie in a file that does not seal them.
fn in_the_clear(kept: &Restored, now: Now) -> Needles {
    let mut needles = Needles::default();
    kept.pending.iter().for_each(|row| needles.add(row.sighting.key.bytes()));
    for past in kept.seen.iter().filter_map(|row| remembered(row, now)) {
        add_place(&mut needles, past.latitude, past.longitude);
    }
    for stay in kept.dwell.iter().flat_map(|row| stays(row, now)) {
        add_place(&mut needles, stay.latitude, stay.longitude);
    }
    for zone in &kept.zones {
        needles.add(zone.label.as_bytes());
        add_place(&mut needles, zone.latitude, zone.longitude);
    }
    needles
}

/// As floating point, and as the whole numbers that reports and rows have.
fn add_place(needles: &mut Needles, latitude: f64, longitude: f64) {
    for degrees in [latitude, longitude] {
        needles.add(&degrees.to_be_bytes());
        needles.add(&degrees.to_le_bytes());
    }
    let pair = latitude_e7(latitude).and_then(|lat| longitude_e7(longitude).map(|lon| [lat, lon]));
    if let Ok(pair) = pair {
        needles.add(pair.map(i32::to_be_bytes).as_flattened());
        needles.add(pair.map(i32::to_le_bytes).as_flattened());
    }
}
