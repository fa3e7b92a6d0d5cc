//! The app on one phone: a finder whose effects are carried out on the platform model, and what it keeps.

use std::collections::VecDeque;

use findmesh_core::consent::{ConsentEntry, Decision, Purpose};
use findmesh_core::persist::setting;
use findmesh_core::phone::WakeCause as Woken;
use findmesh_core::upload::{UploadOutcome, UploadWindow};
use findmesh_core::{
    Change, Effect, Event, Finder, FinderConfig, Now, Participation, RowId, SealRequest, Seed,
};
use findmesh_crypto::at_rest::HashKey;
use findmesh_proto::body::{NATIVE_BODY_LENGTH, NATIVE_ID_LENGTH};
use findmesh_proto::report::POWER_UNKNOWN;
use findmesh_proto::{Form, Frame, PackedSighting, PackedWriter, frame};

use super::diary::Diary;
use super::kept::Kept;
use super::phone_result::Common;
use super::state::state_of;
use crate::chance;
use crate::platform::{AlarmKind, BOOT_MS, Heard, Phone, PhoneEvent, UploadEnd, WakeCause};
use crate::policy::{Listener, Policy};
use crate::world::{DAY_START_UNIX, World};

/// A wish to be woken this soon is waited for under a wake lock, milliseconds: as long as a receiver may work.
const SOON: u64 = 8_000;
/// Lookup id and body of a sealed report.
#[expect(clippy::cast_possible_truncation, reason = "a hundred bytes")]
const ROW_SIZE: u32 = (NATIVE_ID_LENGTH + NATIVE_BODY_LENGTH) as u32;

/// One phone's app.
pub(super) struct App<'a> {
    policy: Policy,
    config: &'a FinderConfig,
    world: &'a World,
    seed: u64,
    drawn: u64,
    listener: Listener,
    finder: Option<Finder>,
    kept: Kept,
    /// Sealed, and not yet in a transaction.
    sealed: Vec<RowId>,
    /// When the finder wants a tick, milliseconds since midnight.
    tick_at: Option<u64>,
    /// The fix that the finder got last, boot time.
    fix_given: Option<u64>,
    tickets: u64,
    pub(super) diary: Diary<'a>,
}

impl<'a> App<'a> {
    pub(super) fn new(common: Common<'a>, seed: u64, diary: Diary<'a>) -> Self {
        let Common { world, config, policy, participation, .. } = common;
        Self {
            policy,
            config,
            world,
            seed,
            drawn: 0,
            listener: Listener::new(policy, seed),
            finder: None,
            kept: Kept::with(first_changes(participation)),
            sealed: Vec::new(),
            tick_at: None,
            fix_given: None,
            tickets: 0,
            diary,
        }
    }

    /// Lives through something that the app perceives.
    pub(super) fn perceive(&mut self, event: PhoneEvent, now: u64, phone: &mut Phone<'_>) {
        match event {
            PhoneEvent::ProcessKilled => return self.die(),
            PhoneEvent::ProcessStarted { cause } => self.begin(cause, now, phone),
            _ => {}
        }
        self.listener.perceive(&event, now, phone);
        self.look_around(now, phone);
        let wakes = self.tell(event, now, phone);
        if wakes {
            self.give(Event::Window(UploadWindow::Wake), now, phone);
        }
    }

    /// The finder's counters of the day, as far as they were written.
    pub(super) fn counters(&self) -> Vec<(String, u64)> {
        self.kept.counters()
    }

    fn die(&mut self) {
        self.finder = None;
        self.sealed.clear();
        (self.tick_at, self.fix_given) = (None, None);
    }

    fn begin(&mut self, cause: WakeCause, now: u64, phone: &mut Phone<'_>) {
        self.die();
        self.listener.process_started(now, phone);
        self.finder = Some(Finder::new(self.config.clone(), HashKey::from_bytes([7; 32])));
        let restored = Event::Restored(Box::new(self.kept.restored()));
        self.give(Event::Phone(state_of(phone, self.policy)), now, phone);
        self.give(restored, now, phone);
        if cause == WakeCause::DayStart {
            self.give(Event::Woken { cause: Woken::Opened }, now, phone);
        }
    }

    /// Reads what an app reads whenever it runs.
    fn look_around(&mut self, now: u64, phone: &mut Phone<'_>) {
        let state = state_of(phone, self.policy);
        self.give(Event::Phone(state), now, phone);
        if let Some(fix) = phone.last_known_fix().filter(|fix| self.fix_given != Some(fix.boot_ms)) {
            self.fix_given = Some(fix.boot_ms);
            self.give(Event::Fix(fix), now, phone);
        }
    }

    /// Tells the finder; whether the phone is awake for this app, so that a report may leave.
    fn tell(&mut self, event: PhoneEvent, now: u64, phone: &mut Phone<'_>) -> bool {
        let woken = |cause| Some(Event::Woken { cause });
        let (told, wakes) = match event {
            PhoneEvent::Delivered(heard) => (Some(self.delivered(&heard)), true),
            PhoneEvent::Alarm => (woken(Woken::Alarm), true),
            PhoneEvent::Job { .. } => (woken(Woken::Job), true),
            PhoneEvent::ProfileConnected => (woken(Woken::ProfileConnection), true),
            PhoneEvent::BluetoothOn => (woken(Woken::BluetoothOn), true),
            PhoneEvent::Boot => (woken(Woken::Boot), true),
            PhoneEvent::Fix(fix) if self.fix_given != Some(fix.boot_ms) => {
                self.fix_given = Some(fix.boot_ms);
                (Some(Event::Fix(fix)), true)
            }
            PhoneEvent::ScanError { slot, code } => (self.listener.scan_failed(slot, code), false),
            PhoneEvent::Fix(_) | PhoneEvent::NoFix | PhoneEvent::Changed | PhoneEvent::Timer => (None, true),
            PhoneEvent::ProcessStarted { .. } | PhoneEvent::ProcessKilled => (None, false),
        };
        self.tick(now, phone);
        if let Some(event) = told {
            self.give(event, now, phone);
        }
        wakes
    }

    fn tick(&mut self, now: u64, phone: &mut Phone<'_>) {
        if self.tick_at.take_if(|at| *at <= now).is_some() {
            self.give(Event::Tick, now, phone);
        }
    }

    fn delivered(&mut self, heard: &[Heard]) -> Event {
        self.diary.note_heard(heard);
        let mut batch = PackedWriter::default();
        for heard in heard {
            let tag = &self.world.tags[heard.tag as usize];
            let (address, data) = tag.frame(heard.at_ms);
            // A batch of over 65 535 adverts would be cut there; no storage holds a hundredth of that.
            let _ = batch.push(&PackedSighting {
                frame: Frame { data, address: Some(address) },
                rssi: heard.rssi,
                tx_power: POWER_UNKNOWN,
                extended_pdu: tag.form == Form::Extended,
                elapsed_nanos: (BOOT_MS + heard.at_ms) * 1_000_000,
            });
        }
        self.tickets += 1;
        Event::Ingest { ticket: self.tickets, packed: batch.finish() }
    }

    /// Hands an event to the finder, and carries out whatever follows from it.
    fn give(&mut self, event: Event, now: u64, phone: &mut Phone<'_>) {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            let seed = self.next_seed();
            let Some(finder) = &mut self.finder else {
                return;
            };
            for effect in finder.handle(&event, reading(now), seed) {
                self.carry_out(effect, now, phone, &mut events);
            }
        }
    }

    fn next_seed(&mut self) -> Seed {
        self.drawn += 1;
        Seed(chance::bytes(self.seed, self.drawn))
    }

    fn carry_out(&mut self, effect: Effect, now: u64, phone: &mut Phone<'_>, events: &mut VecDeque<Event>) {
        match effect {
            Effect::StartScan { scan } => events.extend(self.listener.start(&scan, phone)),
            Effect::StopScan { slot } => self.listener.stop(slot, phone),
            Effect::RequestFix => phone.request_fix(),
            Effect::Seal(seal) => self.seal(*seal),
            Effect::Persist { changes } => self.persist(changes, events),
            Effect::Upload { ids } => events.push_back(self.upload(ids, now, phone)),
            Effect::WakeAt { boot_ms, .. } => self.wake_at(boot_ms.saturating_sub(BOOT_MS), now, phone),
            Effect::ScanPermit(_) | Effect::Acknowledge { .. } | Effect::Notify => {}
        }
    }

    fn seal(&mut self, mut seal: SealRequest) {
        self.diary.note_sealed(&seal);
        seal.entry.size = ROW_SIZE;
        self.sealed.push(seal.entry.id);
        self.kept.enqueue(seal.entry);
    }

    fn persist(&mut self, changes: Vec<Change>, events: &mut VecDeque<Event>) {
        changes.into_iter().for_each(|change| self.kept.apply(change));
        events.extend(self.sealed.drain(..).map(|id| Event::Queued { id, size: ROW_SIZE }));
    }

    /// The simulated deployments send one report a request.
    fn upload(&mut self, ids: Vec<RowId>, now: u64, phone: &mut Phone<'_>) -> Event {
        let bytes = frame::SIZES[0] as u64 + self.config.upload.connection_bytes;
        let outcome = match phone.upload(bytes) {
            UploadEnd::Sent => {
                ids.iter().for_each(|id| self.diary.note_arrived(*id, now));
                UploadOutcome::Held
            }
            UploadEnd::Offline | UploadEnd::Held => UploadOutcome::Retry { status: None, after_ms: None },
        };
        Event::UploadDone { ids, outcome }
    }

    /// A published policy has alarms of its own; its finder ticks whenever it is woken.
    fn wake_at(&mut self, at: u64, now: u64, phone: &mut Phone<'_>) {
        let known = self.tick_at.replace(at) == Some(at);
        if known || !self.policy.is_ours() {
            return;
        }
        let awake_until = if at <= now + SOON { phone.stay_awake(at) } else { now };
        if awake_until < at {
            phone.set_alarm(at, AlarmKind::Inexact);
        }
    }
}

/// Both clocks at a moment of the day.
const fn reading(now: u64) -> Now {
    Now { boot_ms: BOOT_MS + now, wall_ms: (1000 * DAY_START_UNIX + now).cast_signed() }
}

/// Consent, how far, and the wish that it works: from the day before.
fn first_changes(participation: Participation) -> Vec<Change> {
    let consent = ConsentEntry {
        purpose: Purpose::CrowdReporting,
        decision: Decision::Granted,
        text_version: "simulated-1".into(),
        locale: "en".into(),
        wall_ms: reading(0).wall_ms - 86_400_000,
        how: "simulated".into(),
    };
    let enabled = Change::setting(setting::ENABLED, vec![1]);
    let level = participation.as_str().as_bytes().to_vec();
    let participation = Change::setting(setting::PARTICIPATION, level);
    vec![Change::AppendConsent(consent), enabled, participation]
}
