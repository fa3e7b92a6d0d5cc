//! A phone for tests: carries out effects as an engine does, in virtual time.

use findmesh_core::consent::{ConsentEntry, Decision, Purpose};
use findmesh_core::phone::PhoneState;
use findmesh_core::{
    Change, Effect, Effects, Event, EventRecord, Finder, FinderConfig, Fix, Health, Now, RowId, ScanSlot,
    SealRequest, Seed, StoreTrouble, Ticket, UploadOutcome, UploadWindow,
};
use findmesh_crypto::at_rest::HashKey;
use findmesh_proto::FixSource;

use crate::adverts::{DEPLOYMENT, Heard, pack};
use crate::store::Store;

pub const MINUTE: u64 = 60_000;
pub const HOUR: u64 = 60 * MINUTE;
const STARTING_MS: u64 = 5_000;
/// 2027-01-15, eight in the morning.
pub const START_WALL: i64 = 1_800_000_000_000;

/// One process of the phone: what happened and what came of it.
#[derive(Debug, Default)]
pub struct Run {
    pub events: Vec<EventRecord>,
    pub effects: Vec<Effects>,
}

pub struct World {
    pub finder: Finder,
    pub config: FinderConfig,
    pub store: Store,
    pub now: Now,
    pub runs: Vec<Run>,
    /// Every report that was sealed and kept, with the moment.
    pub sealed: Vec<(Now, SealRequest)>,
    pub uploads: Vec<(Now, RowId)>,
    /// The first row of the request under way …
    pub in_flight: Option<RowId>,
    /// … and all of them.
    pub load: Vec<RowId>,
    pub acknowledged: Vec<Ticket>,
    pub wake: Option<u64>,
    /// Commits that are going to fail, and with what.
    pub failures: Vec<StoreTrouble>,
    /// Keys that are no point of the curve.
    pub invalid: Vec<u8>,
    tickets: Ticket,
    seeds: u64,
}

pub fn config() -> FinderConfig {
    let mut config = FinderConfig { deployment: DEPLOYMENT, ..FinderConfig::default() };
    // Delays as they stand in docs/finder.md.
    config.scan.jitter_percent = 0;
    config
}

pub fn new_finder(config: &FinderConfig) -> Finder {
    Finder::new(config.clone(), HashKey::from_bytes([9; 32]))
}

impl World {
    /// A phone whose store is empty.
    pub fn fresh(config: FinderConfig) -> Self {
        let mut world = Self::unread(config);
        world.restore();
        world
    }

    /// A phone whose store was not read yet.
    pub fn unread(config: FinderConfig) -> Self {
        Self {
            finder: new_finder(&config),
            config,
            store: Store::default(),
            now: Now { boot_ms: HOUR, wall_ms: START_WALL },
            runs: vec![Run::default()],
            sealed: Vec::new(),
            uploads: Vec::new(),
            in_flight: None,
            load: Vec::new(),
            acknowledged: Vec::new(),
            wake: None,
            failures: Vec::new(),
            invalid: Vec::new(),
            tickets: 0,
            seeds: 0,
        }
    }

    /// A phone whose user agreed and switched it on.
    pub fn ready() -> Self {
        Self::ready_with(config())
    }

    pub fn ready_with(config: FinderConfig) -> Self {
        let mut world = Self::fresh(config);
        world.consent(Decision::Granted);
        world.event(Event::Enable);
        world.event(Event::ScanStarted { slot: ScanSlot::Standing });
        world
    }

    pub fn restore(&mut self) {
        self.event(Event::Restored(Box::new(self.store.kept.clone())));
    }

    fn seed(&mut self) -> Seed {
        self.seeds += 1;
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&self.seeds.to_be_bytes());
        Seed(seed)
    }

    /// Handles an event and carries out what comes of it; the effects of the event itself.
    pub fn event(&mut self, event: Event) -> Effects {
        let seed = self.seed();
        let effects = self.finder.handle(&event, self.now, seed);
        let run = self.runs.last_mut().unwrap();
        run.events.push(EventRecord { now: self.now, seed, event });
        run.effects.push(effects.clone());
        self.carry_out(&effects);
        effects
    }

    /// Carries out all effects of an event, then hands over what followed from them.
    fn carry_out(&mut self, effects: &[Effect]) {
        let mut seals = Vec::new();
        let mut followers = Vec::new();
        for effect in effects {
            match effect {
                Effect::Seal(seal) => seals.push((**seal).clone()),
                Effect::Persist { changes } => {
                    if let Some(reason) = self.failures.pop() {
                        self.event(Event::PersistFailed { reason });
                        return self.restore();
                    }
                    self.persist(std::mem::take(&mut seals), changes, &mut followers);
                }
                Effect::Acknowledge { ticket } => self.acknowledged.push(*ticket),
                Effect::Upload { ids } => self.upload(ids),
                Effect::WakeAt { boot_ms, .. } => self.wake = Some(*boot_ms),
                Effect::StartScan { .. }
                | Effect::StopScan { .. }
                | Effect::ScanPermit(_)
                | Effect::RequestFix
                | Effect::Notify => {}
            }
        }
        assert!(seals.is_empty(), "seals without a transaction");
        followers.into_iter().for_each(|event| drop(self.event(event)));
    }

    fn persist(&mut self, seals: Vec<SealRequest>, changes: &[Change], followers: &mut Vec<Event>) {
        let invalid = |seal: &SealRequest| self.invalid.contains(&seal.key.bytes()[0]);
        let (refused, good): (Vec<_>, Vec<_>) = seals.into_iter().partition(invalid);
        self.store.commit(&good, changes);
        for seal in good {
            let id = seal.entry.id;
            let size = self.store.row(id).map_or(89, |row| row.size);
            followers.push(Event::Queued { id, size });
            self.sealed.push((self.now, seal));
        }
        followers.extend(refused.iter().map(|seal| Event::SealRefused { id: seal.entry.id }));
    }

    fn upload(&mut self, ids: &[RowId]) {
        assert_eq!(self.in_flight, None, "two uploads at once");
        assert!((1..=self.config.upload.max_reports).contains(&ids.len()));
        assert!(ids.iter().all(|id| self.store.row(*id).is_some()), "an upload of a row that is not there");
        self.in_flight = ids.first().copied();
        self.load = ids.to_vec();
        self.uploads.extend(ids.iter().map(|id| (self.now, *id)));
    }

    /// The relay answers the upload under way.
    pub fn answer(&mut self, outcome: UploadOutcome) -> Effects {
        self.in_flight.take().expect("an upload under way");
        let ids = std::mem::take(&mut self.load);
        self.event(Event::UploadDone { ids, outcome })
    }

    /// What the process of an engine would tick for.
    fn next_tick(&self) -> Option<u64> {
        self.wake.into_iter().chain(self.finder.counts_due()).min()
    }

    /// Time passes; wakes come when they were asked for.
    pub fn pass(&mut self, ms: u64) {
        let end = self.now.boot_ms + ms;
        let mut ticks = 0;
        while let Some(wake) = self.next_tick().filter(|wake| *wake <= end) {
            self.wake = None;
            self.shift(wake.saturating_sub(self.now.boot_ms));
            self.event(Event::Tick);
            ticks += 1;
            assert!(ticks < 10_000, "it spins");
        }
        self.shift(end - self.now.boot_ms);
    }

    /// Time passes and nobody wakes the phone.
    pub fn sleep(&mut self, ms: u64) {
        self.shift(ms);
    }

    fn shift(&mut self, ms: u64) {
        self.now.boot_ms += ms;
        self.now.wall_ms += i64::try_from(ms).unwrap();
    }

    /// The process is killed and starts again.
    pub fn kill(&mut self) {
        self.finder = new_finder(&self.config);
        self.runs.push(Run::default());
        (self.in_flight, self.wake) = (None, None);
        self.load.clear();
        self.restore();
    }

    /// The phone is off for a while; it takes five seconds to start.
    pub fn reboot(&mut self, off_ms: u64) {
        self.shift(off_ms + STARTING_MS);
        self.now.boot_ms = STARTING_MS;
        self.kill();
    }

    pub fn hear(&mut self, heard: Heard) -> Effects {
        self.hear_all(&[heard])
    }

    /// One batch; what has no time of its own was heard now.
    pub fn hear_all(&mut self, heard: &[Heard]) -> Effects {
        self.tickets += 1;
        let timed = |one: &Heard| one.clone().at(if one.at_ms == 0 { self.now.boot_ms } else { one.at_ms });
        let heard: Vec<Heard> = heard.iter().map(timed).collect();
        self.event(Event::Ingest { ticket: self.tickets, packed: pack(&heard) })
    }

    pub fn fix(&mut self, fix: Fix) -> Effects {
        self.event(Event::Fix(fix))
    }

    /// A satellite fix of 10 m here and now.
    pub fn here(&self, north_m: f64) -> Fix {
        Fix {
            latitude: 48.0 + (north_m / 6_371_008.8).to_degrees(),
            longitude: 11.0,
            accuracy_m: 10.0,
            altitude_m: None,
            speed_mps: None,
            source: FixSource::Gnss,
            mock: false,
            boot_ms: self.now.boot_ms,
        }
    }

    pub fn phone(&mut self, phone: PhoneState) -> Effects {
        self.event(Event::Phone(phone))
    }

    pub fn consent(&mut self, decision: Decision) -> Effects {
        self.event(Event::Consent(ConsentEntry {
            purpose: Purpose::CrowdReporting,
            decision,
            text_version: "1".to_owned(),
            locale: "en".to_owned(),
            wall_ms: self.now.wall_ms,
            how: "test".to_owned(),
        }))
    }

    pub fn wake_window(&mut self) -> Effects {
        self.event(Event::Window(UploadWindow::Wake))
    }

    /// A longer window from now on.
    pub fn open_window(&mut self, ms: u64) -> Effects {
        self.event(Event::Window(UploadWindow::Until { boot_ms: self.now.boot_ms + ms }))
    }

    pub fn health(&self) -> Health {
        self.finder.health(self.now)
    }

    pub fn count(&self, name: &str) -> u64 {
        let today = self.health().today;
        today.iter().find(|(known, _)| known == name).map_or(0, |(_, count)| *count)
    }

    pub fn reasons(&self) -> Vec<String> {
        self.health().reasons.into_iter().map(|reason| reason.code).collect()
    }

    /// First bytes of the keys that were sealed.
    pub fn sealed_keys(&self) -> Vec<u8> {
        self.sealed.iter().map(|(_, seal)| seal.key.bytes()[0]).collect()
    }
}
