//! The machine: events in, effects out.

mod answer;
mod consent;
mod ingest;
mod load;
mod places;
mod record;
mod restore;
mod settle;
mod step;
mod upload;
mod wake;
mod watch;
mod wish;

use findmesh_crypto::at_rest::HashKey;

use crate::clock::ClockWatch;
use crate::config::FinderConfig;
use crate::counters::Counters;
use crate::effect::{Effect, Effects};
use crate::event::Event;
use crate::fix::Fix;
use crate::flood::FloodGate;
use crate::health::{Health, counter};
use crate::lived::Lived;
use crate::marks::Marks;
use crate::moment::Boot;
use crate::own_tags::OwnTags;
use crate::participation::Participation;
use crate::phone::PhoneState;
use crate::places::Places;
use crate::plan::Planner;
use crate::queue::Queue;
use crate::reasons::Reasons;
use crate::record::Record;
use crate::ring::FixRing;
use crate::seed::Seed;
use crate::seen::SeenBook;
use crate::storage::Storage;
use crate::time::Now;
use crate::tracks::Tracks;
use crate::uploads::Uploads;
use crate::zones::Zones;
use consent::Consents;
use step::Step;
use wish::Power;

/// A finder: decides when to listen, what to report, when to upload and what to tell the user.
///
/// Not thread-safe by itself: one owner hands it every event in order and carries out the effects, in
/// order, before the next event. The same events with the same times and seeds give the same effects.
///
/// [`Event::Restored`] comes first; before it only the phone's state and fixes are taken.
pub struct Finder {
    config: FinderConfig,
    hash_key: HashKey,
    restored: bool,
    enabled: bool,
    consents: Consents,
    participation: Participation,
    /// Private zones may be gone with their key: nothing is reported until a person has looked.
    unconfirmed: bool,
    zones: Zones,
    places: Places,
    own_tags: Option<Box<dyn OwnTags>>,
    phone: PhoneState,
    power: Power,
    clock: ClockWatch,
    lived: Lived,
    fixes: FixRing,
    fix_asked: Vec<Boot>,
    tracks: Tracks,
    seen: SeenBook,
    flood: FloodGate,
    tidied: Option<Boot>,
    queue: Queue,
    uploads: Uploads,
    scan: Planner,
    storage: Storage,
    counters: Counters,
    marks: Marks,
    marks_kept: Marks,
    reasons: Reasons,
    record: Record,
    wake: Option<Boot>,
    /// … and when the scan needs it.
    listen: Option<Boot>,
    told: Option<Health>,
}

impl core::fmt::Debug for Finder {
    /// Without what it knows: keys, places and identifiers stay out of logs.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Finder").field("state", &self.state()).finish_non_exhaustive()
    }
}

impl Finder {
    /// A finder that knows nothing yet. `hash_key` is the phone's own: under it identifiers become the
    /// hashes that the store holds.
    pub fn new(config: FinderConfig, hash_key: HashKey) -> Self {
        Self {
            config,
            hash_key,
            restored: false,
            enabled: false,
            consents: Consents::default(),
            participation: Participation::default(),
            unconfirmed: false,
            zones: Zones::default(),
            places: Places::default(),
            own_tags: None,
            phone: PhoneState::default(),
            power: Power::default(),
            clock: ClockWatch::default(),
            lived: Lived::default(),
            fixes: FixRing::default(),
            fix_asked: Vec::new(),
            tracks: Tracks::default(),
            seen: SeenBook::default(),
            flood: FloodGate::default(),
            tidied: None,
            queue: Queue::default(),
            uploads: Uploads::default(),
            scan: Planner::default(),
            storage: Storage::default(),
            counters: Counters::new(),
            marks: Marks::default(),
            marks_kept: Marks::default(),
            reasons: Reasons::default(),
            record: Record::default(),
            wake: None,
            listen: None,
            told: None,
        }
    }

    /// Recognises tags of one's own by `tags` from now on: they are not reported. A finder that replays events is given
    /// the same at the same point.
    pub fn set_own_tags(&mut self, tags: Box<dyn OwnTags>) {
        self.own_tags = Some(tags);
    }

    /// Takes one event; the effects are to be carried out in their order. `seed` is fresh randomness for
    /// this event alone.
    pub fn handle(&mut self, event: &Event, now: Now, seed: Seed) -> Effects {
        let mut step = Step::new(self.clock.observe(now, &self.config.health), seed);
        if !matches!(event, Event::PersistFailed { .. }) {
            self.carried_out();
        }
        self.note_day(step.now);
        self.counters.roll(step.now.day());
        self.note_event(event, step.now);
        let began = self.restored;
        self.take(event, &mut step);
        self.follow_up(event, &mut step);
        self.note_wish(!began && self.restored, step.now);
        self.finish(event, step)
    }

    /// Counts that no transaction holds yet (day, name, count). A name may come twice.
    ///
    /// They are written with whatever else is, with a wake that ends ([`UploadWindow::Wake`](crate::UploadWindow)),
    /// and alone at most once a minute.
    pub fn unwritten_counts(&self) -> Vec<(i64, String, u64)> {
        self.counters.unflushed()
    }

    /// When a process that lives anyway should send a [`Event::Tick`] so that the counts get written, boot time in
    /// milliseconds. No effect asks for it: counts are not worth waking a phone.
    pub fn counts_due(&self) -> Option<u64> {
        u64::try_from(self.counters.due(&self.config.keep)?).ok()
    }

    /// The configuration that it works by.
    pub fn config(&self) -> &FinderConfig {
        &self.config
    }

    /// The effects of the event before were carried out.
    fn carried_out(&mut self) {
        self.uploads.carried_out();
        if self.storage.stands() {
            self.counters.committed();
            self.seen.committed();
        }
    }

    fn take(&mut self, event: &Event, step: &mut Step) {
        match event {
            Event::Restored(kept) => self.restore(kept, step),
            Event::Ingest { packed, .. } => {
                self.ingest(packed, step);
                self.scan_delivered(step);
            }
            Event::Fix(fix) => self.take_fix(fix, step),
            Event::Phone(phone) => self.take_phone(phone),
            Event::Enable => self.set_enabled(true, step),
            Event::Disable => self.set_enabled(false, step),
            Event::Consent(entry) => self.decide_consent(entry, step),
            Event::ScanStarted { slot } => self.scan_started(*slot, step),
            Event::ScanFailed { slot, code } => self.scan_refused(*slot, *code, step),
            Event::ScanLost { slot } => self.scan_lost(*slot, step),
            Event::Queued { id, size } => self.queued(id, *size, step),
            Event::SealRefused { id } => self.seal_refused(id, step),
            Event::PersistFailed { reason } => self.persist_failed(*reason, step),
            Event::StoreIncident { reason } => self.store_incident(*reason, step),
            Event::Window(window) => self.uploads.open(*window),
            Event::UploadDone { ids, outcome } => self.upload_done(ids, *outcome, step),
            Event::Tick => {
                (self.wake, self.listen) = (None, None);
                self.scan.ticked(step.now.boot);
            }
            Event::Woken { cause } => self.scan.woken(*cause, step.now.boot, &self.config.scan),
            Event::ReserveScanStart => {
                step.permit = Some(self.scan.reserve(step.now.boot, &self.config.scan))
            }
            Event::SetParticipation(level) => self.set_participation(*level, step),
            Event::PutZone(zone) => self.put_zone(zone, step),
            Event::RemoveZone { id } => self.remove_zone(*id, step),
            Event::ProcessDied { .. } => {}
        }
    }

    fn take_fix(&mut self, fix: &Fix, step: &mut Step) {
        let taken = self.fixes.insert(fix, step.now.boot, &self.config.fixes);
        self.counters.add(if taken { counter::FIXES } else { counter::FIXES_REFUSED }, 1);
        if taken {
            self.learn_place(fix, step);
            self.scan_placed(step);
        }
    }

    /// What any event may make due. Right after a look into the store nothing is written: a store that
    /// fails at once would be asked for ever.
    fn follow_up(&mut self, event: &Event, step: &mut Step) {
        if matches!(event, Event::Restored(_) | Event::PersistFailed { .. }) {
            return self.scan.look_soon(matches!(event, Event::PersistFailed { .. }), step.now.boot);
        }
        self.plan_scan(step);
        self.settle(step);
        self.forget_places(step);
        self.expire(step);
        self.plan_upload(event, step);
    }

    /// Puts the effects of a step into their order.
    fn finish(&mut self, event: &Event, mut step: Step) -> Effects {
        let mut effects: Effects = std::mem::take(&mut step.scan);
        effects.extend(step.permit.map(Effect::ScanPermit));
        let looked = matches!(event, Event::Restored(_) | Event::PersistFailed { .. });
        if !looked && self.must_persist(event, &mut step) {
            effects.extend(step.seals.drain(..).map(|seal| Effect::Seal(Box::new(seal))));
            effects.push(Effect::Persist { changes: self.transaction(&mut step) });
        }
        if let Event::Ingest { ticket, .. } = event {
            effects.push(Effect::Acknowledge { ticket: *ticket });
        }
        effects.extend(step.upload.take().map(|ids| Effect::Upload { ids }));
        effects.extend(step.request_fix.then_some(Effect::RequestFix));
        self.counters.rest(step.now.boot);
        self.watch(step.now);
        effects.extend(self.wake_effect(step.now));
        effects.extend(self.notify_effect(step.now));
        self.note_effects(&effects, step.now.boot);
        effects
    }
}
