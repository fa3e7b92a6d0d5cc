//! Random lives of a phone: what must hold whatever happens (docs/finder.md §6).

use findmesh_core::consent::Decision;
use findmesh_core::phone::{Bluetooth, Connectivity, PhoneState};
use findmesh_core::{
    Effects, Event, EventRecord, FinderConfig, Fix, RowId, ScanSlot, StoreTrouble, TagKey, UploadOutcome,
};
use proptest::prelude::*;

use crate::adverts::{self, Heard};
use crate::world::{HOUR, MINUTE, START_WALL, World, config, new_finder};

/// Something that happens to a phone.
#[derive(Clone, Debug)]
enum Step {
    Pass(u64),
    Hear(Vec<(Sender, i8, u64)>),
    Fix { north_m: u32, accuracy_m: u16, age_ms: u64, fake: bool },
    Phone(PhoneState),
    Enable(bool),
    Consent(bool),
    Wake,
    Window(u64),
    Answer(UploadOutcome),
    Kill,
    Reboot(u64),
    WallJump(i64),
    RefuseNext(StoreTrouble),
    Scan(u8),
}

/// Who is heard. Keys below 100 belong to separated tags of ours and to nobody else.
#[derive(Clone, Copy, Debug)]
enum Sender {
    Extended(u8),
    Compact(u8),
    NearOwner(u8),
    Apple(u8),
    Foreign,
}

impl Sender {
    fn advert(self) -> Heard {
        match self {
            Self::Extended(n) => adverts::extended(n),
            Self::Compact(n) => adverts::compact(n),
            Self::NearOwner(n) => adverts::near_owner(n),
            Self::Apple(n) => adverts::apple(n),
            Self::Foreign => adverts::foreign(),
        }
    }
}

fn sender() -> impl Strategy<Value = Sender> {
    prop_oneof![
        8 => (0u8..12).prop_map(Sender::Extended),
        4 => (12u8..20).prop_map(Sender::Compact),
        2 => (100u8..104).prop_map(Sender::NearOwner),
        1 => (110u8..112).prop_map(Sender::Apple),
        1 => Just(Sender::Foreign),
    ]
}

fn phone() -> impl Strategy<Value = PhoneState> {
    let connectivity =
        prop_oneof![Just(Connectivity::Unmetered), Just(Connectivity::Metered), Just(Connectivity::Offline)];
    let battery = proptest::option::of(0u8..=100);
    (connectivity, battery, any::<[bool; 4]>(), 0u8..8).prop_map(
        |(connectivity, battery_percent, flags, rare)| {
            let [charging, app_visible, data_saver, battery_saver] = flags;
            PhoneState {
                bluetooth: if rare == 0 { Bluetooth::Off } else { Bluetooth::On },
                location_coarse_only: rare == 1,
                connectivity,
                data_saver,
                battery_percent,
                charging,
                battery_saver,
                app_visible,
                ..PhoneState::default()
            }
        },
    )
}

fn answer() -> impl Strategy<Value = UploadOutcome> {
    let after = proptest::option::of(0..3 * HOUR);
    prop_oneof![
        5 => Just(UploadOutcome::Held),
        1 => Just(UploadOutcome::Rejected { status: 422, index: None }),
        1 => Just(UploadOutcome::NetworkUnlisted),
        2 => after.prop_map(|after_ms| UploadOutcome::Retry { status: Some(503), after_ms }),
        1 => Just(UploadOutcome::Retry { status: None, after_ms: None }),
        1 => Just(UploadOutcome::Refused { status: 404 }),
    ]
}

fn trouble() -> impl Strategy<Value = StoreTrouble> {
    prop_oneof![Just(StoreTrouble::DiskFull), Just(StoreTrouble::Io)]
}

fn step() -> impl Strategy<Value = Step> {
    let batch = proptest::collection::vec((sender(), -100i8..-30, 0..20 * MINUTE), 1..8);
    let fix = (0u32..3_000, 3u16..900, 0..15 * MINUTE, proptest::bool::weighted(0.1));
    prop_oneof![
        8 => prop_oneof![0..MINUTE, 0..20 * MINUTE, 0..3 * HOUR].prop_map(Step::Pass),
        10 => batch.prop_map(Step::Hear),
        8 => fix.prop_map(|(north_m, accuracy_m, age_ms, fake)| Step::Fix { north_m, accuracy_m, age_ms, fake }),
        2 => phone().prop_map(Step::Phone),
        1 => proptest::bool::weighted(0.8).prop_map(Step::Enable),
        1 => proptest::bool::weighted(0.8).prop_map(Step::Consent),
        3 => Just(Step::Wake),
        3 => (0..2 * HOUR).prop_map(Step::Window),
        6 => answer().prop_map(Step::Answer),
        1 => Just(Step::Kill),
        1 => (0..HOUR).prop_map(Step::Reboot),
        1 => (-100_000_000i64..100_000_000).prop_map(Step::WallJump),
        1 => trouble().prop_map(Step::RefuseNext),
        1 => (0u8..3).prop_map(Step::Scan),
    ]
}

fn limits() -> FinderConfig {
    let mut limits = config();
    limits.queue.max_reports = 6;
    // What waits is looked at in its time; that the budget of wakes goes before is tested elsewhere.
    (limits.scan.wakes_still, limits.scan.wakes_moving) = (360, 360);
    limits.dedupe.per_key_day = 3;
    limits.flood.reports_per_hour = 8;
    limits.flood.new_keys = 9;
    limits
}

/// A phone, and what an observer beside it knows.
struct Life {
    world: World,
    agreed: bool,
    /// Good fixes of this process: boot time and metres north.
    fixes: Vec<(u64, u32)>,
    /// What was on the air: key and wall time.
    heard: Vec<(TagKey, i64)>,
    /// The relay has decided about these.
    decided: Vec<RowId>,
    checked_seals: usize,
    checked_uploads: usize,
    /// Boot time at the start of this process, and before which uploads say nothing of each other.
    uploads_since: usize,
    wall_is_honest: bool,
}

impl Life {
    fn new() -> Self {
        Self {
            world: World::ready_with(limits()),
            agreed: true,
            fixes: Vec::new(),
            heard: Vec::new(),
            decided: Vec::new(),
            checked_seals: 0,
            checked_uploads: 0,
            uploads_since: 0,
            wall_is_honest: true,
        }
    }

    fn take(&mut self, step: &Step) {
        match step.clone() {
            Step::Pass(ms) => self.world.pass(ms),
            Step::Hear(batch) => self.hear(&batch),
            Step::Fix { north_m, accuracy_m, age_ms, fake } => self.fix(north_m, accuracy_m, age_ms, fake),
            Step::Phone(phone) => drop(self.world.phone(phone)),
            Step::Enable(on) => drop(self.world.event(if on { Event::Enable } else { Event::Disable })),
            Step::Consent(granted) => self.consent(granted),
            Step::Wake => drop(self.world.wake_window()),
            Step::Window(ms) => drop(self.world.open_window(ms)),
            Step::Answer(outcome) => self.answer(outcome),
            Step::Kill => self.restart(World::kill),
            Step::Reboot(off_ms) => self.restart(|world| world.reboot(off_ms)),
            Step::WallJump(ms) => self.jump(ms),
            Step::RefuseNext(reason) => self.world.failures.push(reason),
            Step::Scan(0) => drop(self.world.event(Event::ScanStarted { slot: ScanSlot::Standing })),
            Step::Scan(1) => drop(self.world.event(Event::ScanLost { slot: ScanSlot::Standing })),
            Step::Scan(_) => drop(self.world.event(Event::ScanFailed { slot: ScanSlot::Standing, code: 2 })),
        }
    }

    fn hear(&mut self, batch: &[(Sender, i8, u64)]) {
        let now = self.world.now;
        let timed = |(sender, rssi, age_ms): &(Sender, i8, u64)| {
            sender.advert().rssi(*rssi).at(now.boot_ms.saturating_sub(*age_ms).max(1))
        };
        let heard: Vec<Heard> = batch.iter().map(timed).collect();
        for ((sender, ..), advert) in batch.iter().zip(&heard) {
            if let Sender::Extended(n) | Sender::Compact(n) = sender {
                let key = TagKey::new(findmesh_proto::Network::Native, &adverts::key(*n)).unwrap();
                self.heard.push((key, now.wall_of_boot(advert.at_ms)));
            }
        }
        self.world.hear_all(&heard);
    }

    fn fix(&mut self, north_m: u32, accuracy_m: u16, age_ms: u64, fake: bool) {
        let boot_ms = self.world.now.boot_ms.saturating_sub(age_ms);
        let fix = Fix { boot_ms, accuracy_m: f32::from(accuracy_m), ..self.world.here(f64::from(north_m)) };
        // What an app made up lies far away.
        let fix = if fake { Fix { mock: true, latitude: 10.0, ..fix } } else { fix };
        if !fake {
            self.fixes.push((boot_ms, north_m));
        }
        self.world.fix(fix);
    }

    fn consent(&mut self, granted: bool) {
        let refused = !self.world.failures.is_empty();
        self.world.consent(if granted { Decision::Granted } else { Decision::Withdrawn });
        // A grant that was not kept is none; a withdrawal always holds.
        self.agreed = if granted { self.agreed || !refused } else { false };
    }

    fn answer(&mut self, outcome: UploadOutcome) {
        let Some(id) = self.world.in_flight else { return };
        if matches!(outcome, UploadOutcome::Held | UploadOutcome::Rejected { .. }) {
            self.decided.push(id);
        }
        self.world.answer(outcome);
    }

    fn restart(&mut self, how: impl FnOnce(&mut World)) {
        self.fixes.clear();
        // What the relay decided and the store could not note dies with the process.
        self.decided.retain(|id| self.world.store.row(*id).is_none());
        self.agreed =
            self.world.store.consent().last().is_some_and(|line| line.decision == Decision::Granted);
        self.uploads_since = self.world.uploads.len();
        how(&mut self.world);
        // What fell due meanwhile is looked at with the first wake.
        self.world.pass(1_000);
    }

    fn jump(&mut self, ms: i64) {
        self.world.now.wall_ms += ms;
        self.wall_is_honest = false;
    }

    fn check(&mut self) {
        self.check_seals();
        self.check_uploads();
        self.check_bounds();
    }

    fn check_seals(&mut self) {
        for (now, seal) in &self.world.sealed[self.checked_seals..] {
            assert!(self.agreed, "a report without consent");
            let known = self.heard.iter().any(|(key, wall)| {
                *key == seal.key && (wall - i64::from(seal.report.time) * 1000).abs() <= 500
            });
            assert!(known, "a sighting that was not heard");
            assert!(seal.report.accuracy_dm <= 5_000);
            self.check_place(now.wall_ms, seal);
        }
        self.checked_seals = self.world.sealed.len();
    }

    fn check_place(&self, now_wall: i64, seal: &findmesh_core::SealRequest) {
        let report = seal.report;
        let age_ms = i64::from(report.fix_age_s) * 1000;
        let seen_boot = self.world.now.boot_ms as i64 - (now_wall - i64::from(report.time) * 1000);
        let near = |at: u64| ((at as i64 - seen_boot).abs() - age_ms).abs() <= 1_500;
        let honest = self.wall_is_honest && self.world.now.wall_ms == now_wall;
        assert!(!honest || self.fixes.iter().any(|(at, _)| near(*at)), "the age of no fix");
        let north = (f64::from(report.lat_e7) / 1e7 - 48.0).to_radians() * 6_371_008.8;
        let low = self.fixes.iter().map(|(_, north)| *north).min().map_or(f64::MAX, f64::from);
        let high = self.fixes.iter().map(|(_, north)| *north).max().map_or(f64::MIN, f64::from);
        assert!((low - 0.1..=high + 0.1).contains(&north), "a place where the phone was not: {north}");
    }

    fn check_uploads(&mut self) {
        for (now, id) in &self.world.uploads[self.checked_uploads..] {
            assert!(self.agreed, "an upload without consent");
            assert!(!self.decided.contains(id), "sent again after the relay had it");
            let (_, seal) = self.world.sealed.iter().find(|(_, seal)| seal.entry.id == *id).unwrap();
            assert!(!self.wall_is_honest || now.wall_ms >= seal.entry.due_wall_ms, "before its delay");
        }
        let first = self.checked_uploads.saturating_sub(1).max(self.uploads_since);
        for pair in self.world.uploads.get(first..).unwrap_or(&[]).windows(2) {
            let pause = pair[1].0.boot_ms - pair[0].0.boot_ms;
            assert!(pause >= 30_000, "two within {pause} ms");
        }
        self.checked_uploads = self.world.uploads.len();
    }

    fn check_bounds(&self) {
        let world = &self.world;
        assert!(world.store.kept.queue.len() <= 6, "the queue is over its bounds");
        assert!(world.health().queue.reports <= 6);
        let refusals = ["disk_full", "storage_failed"];
        if self.agreed && world.reasons().iter().all(|code| !refusals.contains(&code.as_str())) {
            self.check_pending();
        }
    }

    /// Only where the clocks say when: within one boot and with an honest wall.
    fn check_pending(&self) {
        let world = &self.world;
        for pending in &world.store.kept.pending {
            let age = world.now.wall_ms - pending.since_wall_ms;
            let settled = !self.wall_is_honest || age <= (40 * MINUTE + 61_000) as i64;
            assert!(settled, "pending for {age} ms");
        }
    }
}

/// The same events give the same effects, through JSON and back.
fn check_replay(world: &World) {
    for run in &world.runs {
        let log = serde_json::to_string(&run.events).unwrap();
        let events: Vec<EventRecord> = serde_json::from_str(&log).unwrap();
        let mut finder = new_finder(&world.config);
        let again: Vec<Effects> =
            events.iter().map(|record| finder.handle(&record.event, record.now, record.seed)).collect();
        assert_eq!(serde_json::to_string(&again).unwrap(), serde_json::to_string(&run.effects).unwrap());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_rules_hold(steps in proptest::collection::vec(step(), 1..120)) {
        let mut life = Life::new();
        for step in &steps {
            life.take(step);
            life.check();
        }
        check_replay(&life.world);
    }
}

#[test]
fn jumps_of_the_wall_clock_are_no_flood() {
    let mut world = World::ready_with(limits());
    for step in 0..200u32 {
        world.now.wall_ms = START_WALL + i64::from(step % 7) * 86_400_000 * 30;
        world.fix(world.here(f64::from(step) * 300.0));
        world.hear_all(&[adverts::extended(1), adverts::compact(2)]);
        world.wake_window();
        if world.in_flight.is_some() {
            world.answer(UploadOutcome::Held);
        }
        world.pass(5 * MINUTE);
    }
    // 200 · 5 min are 16.7 hours: 3 reports a key, and each sent once.
    assert_eq!(world.sealed.len(), 6);
    assert!(world.uploads.len() <= 6);
}
