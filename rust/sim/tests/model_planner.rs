//! The planner on days of the platform model: the quota's silent refusals never happen, and a listen comes at the first
//! moment at which the model lets the process run once its floor has passed. Of the model, not of a phone.
#![allow(missing_docs, unused_results, clippy::cast_possible_truncation)]

use std::collections::VecDeque;

use findmesh_core::config::FinderMode;
use findmesh_core::consent::{ConsentEntry, Decision, Purpose};
use findmesh_core::phone::{Bluetooth, Motion, PhoneState, StandbyBucket, WakeCause};
use findmesh_core::upload::UploadWindow;
use findmesh_core::{Change, Effect, Event, Finder, FinderConfig, Now, Restored, ScanSlot, Seed};
use findmesh_crypto::at_rest::HashKey;
use findmesh_proto::{Form, Frame, PackedSighting, PackedWriter};
use findmesh_sim::platform::{
    AlarmKind, BOOT_MS, Constants, Heard, Phone, PhoneEvent, ScanAsk, Slot, phone_seed,
};
use findmesh_sim::world::{Bucket, DAY_START_UNIX, World, deployment};

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;
const PEOPLE: usize = 60;
/// The floor of an hour with its jitter.
const FLOOR: u64 = 72 * MINUTE;
/// What the ration of starts may hold a start back, and a wake's least distance.
const HELD: u64 = 31 * SECOND;
/// As long as a receiver may work.
const SOON: u64 = 8 * SECOND;

/// An app whose process ends and begins, and what its database holds of the planner.
struct App<'w> {
    world: &'w World,
    config: FinderConfig,
    finder: Option<Finder>,
    kept: Restored,
    tick_at: Option<u64>,
    seeds: u64,
    tickets: u64,
    /// The last moment at which it knew that it listened, while it was to listen.
    listened: Option<u64>,
    /// Gaps between listens, milliseconds.
    gaps: Vec<u64>,
    starts: Vec<u64>,
}

impl<'w> App<'w> {
    fn new(world: &'w World, mode: FinderMode) -> Self {
        let config = FinderConfig { deployment: deployment(), mode, ..FinderConfig::default() };
        let consent = ConsentEntry {
            purpose: Purpose::CrowdReporting,
            decision: Decision::Granted,
            text_version: "1".to_owned(),
            locale: "en".to_owned(),
            wall_ms: reading(0).wall_ms,
            how: "test".to_owned(),
        };
        let settings = vec![("enabled".to_owned(), vec![1])];
        Self {
            world,
            config,
            finder: None,
            kept: Restored { consent: vec![consent], settings, ..Restored::default() },
            tick_at: None,
            seeds: 0,
            tickets: 0,
            listened: None,
            gaps: Vec::new(),
            starts: Vec::new(),
        }
    }

    fn perceive(&mut self, event: PhoneEvent, now: u64, phone: &mut Phone<'_>) {
        match event {
            PhoneEvent::ProcessKilled => {
                (self.finder, self.tick_at) = (None, None);
                return;
            }
            PhoneEvent::ProcessStarted { .. } => self.begin(now, phone),
            _ => {}
        }
        if self.config.mode != FinderMode::Background && !phone.state().service_running {
            let _ = phone.start_service();
        }
        self.give(Event::Phone(self.state(phone)), now, phone);
        if self.tick_at.take_if(|at| *at <= now).is_some() {
            self.give(Event::Tick, now, phone);
        }
        for event in self.told(event) {
            self.give(event, now, phone);
        }
        // The end of a wake: what was counted is written.
        self.give(Event::Window(UploadWindow::Wake), now, phone);
        self.check_listens(now, phone);
    }

    fn begin(&mut self, now: u64, phone: &mut Phone<'_>) {
        self.tick_at = None;
        self.finder = Some(Finder::new(self.config.clone(), HashKey::from_bytes([7; 32])));
        self.give(Event::Restored(Box::new(self.kept.clone())), now, phone);
    }

    fn state(&self, phone: &Phone<'_>) -> PhoneState {
        let view = phone.state();
        let moves = |moving| if moving { Motion::Moving } else { Motion::Still };
        PhoneState {
            bluetooth: if view.bluetooth { Bluetooth::On } else { Bluetooth::Off },
            charging: view.charging,
            battery_saver: view.battery_saver,
            extended_advertising: view.extended,
            api_level: view.api_level,
            privileged: self.config.mode == FinderMode::System,
            batching: view.batching,
            screen_on: view.screen_on,
            motion: view.moving.map_or(Motion::Unknown, moves),
            service_running: view.service_running,
            bucket: match view.bucket {
                Bucket::WorkingSet => StandbyBucket::WorkingSet,
                Bucket::Frequent => StandbyBucket::Frequent,
                Bucket::Rare => StandbyBucket::Rare,
                Bucket::Restricted => StandbyBucket::Restricted,
            },
            battery_exempt: view.exempt,
            ..PhoneState::default()
        }
    }

    fn told(&mut self, event: PhoneEvent) -> Vec<Event> {
        let woken = |cause| vec![Event::Woken { cause }];
        match event {
            PhoneEvent::Delivered(heard) => vec![self.delivered(&heard)],
            PhoneEvent::Alarm => woken(WakeCause::Alarm),
            PhoneEvent::Job { .. } => woken(WakeCause::Job),
            PhoneEvent::ProfileConnected => woken(WakeCause::ProfileConnection),
            PhoneEvent::BluetoothOn => woken(WakeCause::BluetoothOn),
            PhoneEvent::Boot => woken(WakeCause::Boot),
            PhoneEvent::Fix(fix) => vec![Event::Fix(fix)],
            PhoneEvent::ScanError { slot, code } => {
                let slot = if slot == Slot::Callback { ScanSlot::Callback } else { ScanSlot::Standing };
                vec![Event::ScanFailed { slot, code: code.into() }]
            }
            _ => Vec::new(),
        }
    }

    fn delivered(&mut self, heard: &[Heard]) -> Event {
        let mut batch = PackedWriter::default();
        for heard in heard {
            let tag = &self.world.tags[heard.tag as usize];
            let (address, data) = tag.frame(heard.at_ms);
            let sighting = PackedSighting {
                frame: Frame { data, address: Some(address) },
                rssi: heard.rssi,
                tx_power: 127,
                extended_pdu: tag.form == Form::Extended,
                elapsed_nanos: (BOOT_MS + heard.at_ms) * 1_000_000,
            };
            let _ = batch.push(&sighting);
        }
        self.tickets += 1;
        Event::Ingest { ticket: self.tickets, packed: batch.finish() }
    }

    fn give(&mut self, event: Event, now: u64, phone: &mut Phone<'_>) {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            if matches!(event, Event::ScanStarted { .. } | Event::Ingest { .. }) {
                self.listens(now);
            }
            self.seeds += 1;
            let mut seed = [0; 32];
            seed[..8].copy_from_slice(&self.seeds.to_be_bytes());
            let Some(finder) = &mut self.finder else { return };
            for effect in finder.handle(&event, reading(now), Seed(seed)) {
                self.carry_out(effect, now, phone, &mut events);
            }
        }
    }

    fn carry_out(&mut self, effect: Effect, now: u64, phone: &mut Phone<'_>, events: &mut VecDeque<Event>) {
        match effect {
            Effect::StartScan { scan } => {
                self.starts.push(now);
                phone.start_scan(ScanAsk::new(slot(scan.slot), scan.mode.into(), scan.delivery, 6));
                events.push_back(Event::ScanStarted { slot: scan.slot });
            }
            Effect::StopScan { slot: asked } => phone.stop_scan(slot(asked)),
            Effect::RequestFix => phone.request_fix(),
            Effect::Persist { changes } => changes.into_iter().for_each(|change| self.keep(change)),
            Effect::WakeAt { boot_ms, .. } => {
                let at = boot_ms.saturating_sub(BOOT_MS);
                if self.tick_at.replace(at) == Some(at) {
                    return;
                }
                let awake_until = if at <= now + SOON { phone.stay_awake(at) } else { now };
                if awake_until < at {
                    phone.set_alarm(at, AlarmKind::Inexact);
                }
            }
            _ => {}
        }
    }

    fn keep(&mut self, change: Change) {
        match change {
            Change::PutSetting { name, value } => {
                self.kept.settings.retain(|(known, _)| *known != name);
                self.kept.settings.push((name, value));
            }
            Change::PutSeen(key) => {
                self.kept.seen.retain(|known| known.key_hash != key.key_hash);
                self.kept.seen.push(key);
            }
            Change::Count { day, name, add } => self.kept.counters.push((day, name, add)),
            _ => {}
        }
    }

    fn listens(&mut self, now: u64) {
        self.gaps.extend(self.listened.map(|last| now - last));
        self.listened = Some(now);
    }

    /// The process runs: where the floor has passed it listens now, or as soon as the ration of starts allows.
    fn check_listens(&mut self, now: u64, phone: &Phone<'_>) {
        let state = phone.state();
        if !state.bluetooth || state.battery_saver {
            self.listened = None;
            return;
        }
        let overdue = self.listened.is_some_and(|last| now - last > FLOOR + HELD);
        let soon = self.tick_at.is_some_and(|at| at <= now + HELD);
        assert!(
            !overdue || soon,
            "at {now} the last listen is {:?}, the next look {:?}",
            self.listened,
            self.tick_at
        );
        // An app that was off begins to listen with the first moment at which it runs.
        self.listened = self.listened.or(Some(now));
    }

    fn count(&self, name: &str) -> u64 {
        self.kept.counters.iter().filter(|(_, known, _)| known == name).map(|(.., count)| count).sum()
    }
}

const fn slot(slot: ScanSlot) -> Slot {
    match slot {
        ScanSlot::Standing => Slot::Standing,
        ScanSlot::Callback => Slot::Callback,
    }
}

fn reading(now: u64) -> Now {
    Now { boot_ms: BOOT_MS + now, wall_ms: (1000 * DAY_START_UNIX + now).cast_signed() }
}

/// Days of all phones of a town under a mode; `look` sees each when it is over.
fn days(world: &World, mode: FinderMode, mut look: impl FnMut(&App<'_>, &Phone<'_>)) {
    let constants = Constants::builtin();
    for index in 0..world.phones() {
        let day = world.day(index);
        let mut phone = Phone::new(&constants, day, world, phone_seed(11, index));
        let mut app = App::new(world, mode);
        while let Some((now, event)) = phone.next() {
            app.perceive(event, now, &mut phone);
        }
        look(&app, &phone);
    }
}

fn town() -> World {
    World::new(5, PEOPLE, &Constants::builtin())
}

#[test]
fn model_no_start_is_ever_refused_in_silence() {
    let world = town();
    for mode in FinderMode::ALL {
        let mut starts = 0;
        days(&world, mode, |app, phone| {
            let tally = phone.tally();
            assert_eq!(tally.scans_refused, 0, "{mode:?}");
            let crowded = app.starts.windows(5).any(|five| five[4] - five[0] < 30 * SECOND);
            assert!(!crowded, "{mode:?}: {:?}", app.starts);
            starts += app.starts.len();
        });
        assert!(starts > PEOPLE, "{mode:?} scans: {starts}");
    }
}

#[test]
fn model_a_listen_comes_within_its_floor_and_what_the_platform_defers() {
    let world = town();
    for mode in FinderMode::ALL {
        let (mut gaps, mut prompt) = (0, 0);
        days(&world, mode, |app, _| {
            gaps += app.gaps.len();
            prompt += app.gaps.iter().filter(|gap| **gap <= FLOOR + HELD).count();
        });
        // The rest waited for an alarm that Doze or the bucket held back; `check_listens` saw none of them wait longer.
        assert!(gaps > 5 * PEOPLE && prompt * 10 > gaps * 8, "{mode:?}: {prompt} of {gaps}");
    }
}

#[test]
fn model_what_is_late_is_counted_and_nothing_else() {
    let world = town();
    let (grace, mut counted) = (10 * MINUTE, 0);
    for mode in FinderMode::ALL {
        days(&world, mode, |app, _| {
            let longer = |than: u64| app.gaps.iter().filter(|gap| **gap > than).count() as u64;
            let count = app.count("late_listens");
            assert!(count >= longer(FLOOR + grace + HELD).min(1), "{mode:?}: {count} of {:?}", app.gaps);
            assert!(count <= longer(48 * MINUTE + grace), "{mode:?}: {count} of {:?}", app.gaps);
            counted += count;
        });
    }
    assert!(counted > 0, "the model defers nothing");
}
