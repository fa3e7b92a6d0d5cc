//! Random lives of a queue: what must hold of uploads whatever happens (docs/finder.md §3).

use findmesh_core::phone::{Connectivity, PhoneState};
use findmesh_core::{FinderConfig, QueueEntry, UploadOutcome};
use proptest::prelude::*;

use crate::adverts::extended;
use crate::world::{HOUR, MINUTE, World, config};

const DAY: u64 = 24 * HOUR;
/// A report waits so long for a better moment.
const PATIENCE: i64 = 60 * 3_600_000;

#[derive(Clone, Debug)]
enum Step {
    Pass(u64),
    Report { key: u8, north_km: u8 },
    Phone(PhoneState),
    Wake,
    Window(u64),
    Answer(UploadOutcome),
    Kill,
    WallJump(i64),
}

fn phone() -> impl Strategy<Value = PhoneState> {
    let connectivity = prop_oneof![
        2 => Just(Connectivity::Unmetered),
        6 => Just(Connectivity::Metered),
        1 => Just(Connectivity::Offline),
    ];
    (connectivity, proptest::array::uniform4(proptest::bool::weighted(0.15))).prop_map(
        |(connectivity, [screen_on, charging, radio_up, data_saver])| PhoneState {
            connectivity,
            screen_on,
            charging,
            radio_up,
            data_saver,
            ..PhoneState::default()
        },
    )
}

fn answer() -> impl Strategy<Value = UploadOutcome> {
    let after = proptest::option::of(0..30 * HOUR);
    prop_oneof![
        8 => Just(UploadOutcome::Held),
        1 => Just(UploadOutcome::Rejected { status: 400, index: None }),
        1 => Just(UploadOutcome::NetworkUnlisted),
        2 => after.prop_map(|after_ms| UploadOutcome::Retry { status: Some(503), after_ms }),
        1 => Just(UploadOutcome::Retry { status: None, after_ms: None }),
        1 => Just(UploadOutcome::Refused { status: 403 }),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => prop_oneof![0..MINUTE, 0..30 * MINUTE, 0..8 * HOUR].prop_map(Step::Pass),
        8 => (0u8..6, 0u8..4).prop_map(|(key, north_km)| Step::Report { key, north_km }),
        4 => phone().prop_map(Step::Phone),
        10 => Just(Step::Wake),
        2 => (0..HOUR).prop_map(Step::Window),
        10 => answer().prop_map(Step::Answer),
        1 => Just(Step::Kill),
        1 => (-40 * 3_600_000i64..40 * 3_600_000).prop_map(Step::WallJump),
    ]
}

fn limits() -> FinderConfig {
    let mut limits = config();
    limits.queue.max_reports = 12;
    limits.upload.cellular_wakes_per_day = 4;
    limits.upload.metered_bytes_per_day = 40_000;
    limits
}

/// What an observer notes of an upload.
struct Sent {
    at_ms: u64,
    day: i64,
    /// It woke the radio for itself alone.
    cold: bool,
    metered: bool,
}

struct Life {
    world: World,
    phone: PhoneState,
    sent: Vec<Sent>,
    /// Nothing may leave before, and the row that was told so.
    barred_ms: u64,
    answers: [u64; 2],
    /// The wall clock never jumped.
    honest: bool,
    /// No process began after a jump: what outlives one is kept in wall time.
    steady: bool,
}

impl Life {
    fn new() -> Self {
        let world = World::ready_with(limits());
        let phone = PhoneState::default();
        Self { world, phone, sent: Vec::new(), barred_ms: 0, answers: [0; 2], honest: true, steady: true }
    }

    fn take(&mut self, step: &Step) {
        let queue = self.world.store.kept.queue.clone();
        match step.clone() {
            // In small steps, so that what leaves is judged by the queue of its moment.
            Step::Pass(ms) => return self.pass(ms),
            Step::Report { key, north_km } => self.report(key, north_km),
            Step::Phone(phone) => {
                self.phone = phone.clone();
                self.world.phone(phone);
            }
            Step::Wake => drop(self.world.wake_window()),
            Step::Window(ms) => drop(self.world.open_window(ms)),
            Step::Answer(outcome) => self.answer(outcome),
            Step::Kill => {
                self.steady &= self.honest;
                self.world.kill();
                self.world.phone(self.phone.clone());
            }
            Step::WallJump(ms) => {
                self.world.now.wall_ms += ms;
                self.honest = false;
            }
        }
        self.check(&queue);
    }

    fn pass(&mut self, ms: u64) {
        let end = self.world.now.boot_ms + ms;
        while self.world.now.boot_ms < end {
            let queue = self.world.store.kept.queue.clone();
            let next = self.world.wake.filter(|wake| *wake <= end).unwrap_or(end);
            self.world.pass(next.saturating_sub(self.world.now.boot_ms).max(1));
            self.check(&queue);
        }
    }

    fn report(&mut self, key: u8, north_km: u8) {
        self.world.fix(self.world.here(f64::from(north_km) * 1_000.0));
        self.world.hear(extended(key));
    }

    fn answer(&mut self, outcome: UploadOutcome) {
        if self.world.in_flight.is_none() {
            return;
        }
        let after = |ms: u64| self.world.now.boot_ms + ms;
        match outcome {
            UploadOutcome::Held => self.answers[0] += 1,
            UploadOutcome::Rejected { .. } => self.answers[1] += 1,
            UploadOutcome::Retry { after_ms, .. } => self.barred_ms = after(after_ms.unwrap_or(0).min(DAY)),
            UploadOutcome::Refused { .. } => self.barred_ms = after(6 * HOUR),
            UploadOutcome::NetworkUnlisted => {}
        }
        self.world.answer(outcome);
    }

    /// `queue` is what it was before the step.
    fn check(&mut self, queue: &[QueueEntry]) {
        assert!(self.world.uploads.len() <= self.sent.len() + 1, "two reports in one moment");
        if let Some((now, id)) = self.world.uploads.get(self.sent.len()).copied() {
            let kept = &self.world.store.kept.queue;
            let entry = queue.iter().chain(kept).find(|entry| entry.id == id).unwrap().clone();
            self.note(now.boot_ms, now.wall_ms, &entry, queue);
        }
        self.check_sums();
    }

    fn note(&mut self, at_ms: u64, wall_ms: i64, entry: &QueueEntry, queue: &[QueueEntry]) {
        let phone = &self.phone;
        let metered = phone.connectivity == Connectivity::Metered;
        assert!(phone.connectivity != Connectivity::Offline && !(metered && phone.data_saver));
        let cold = metered && !(phone.screen_on || phone.charging || phone.radio_up);
        if let Some(last) = self.sent.last().filter(|_| self.steady) {
            assert!(at_ms - last.at_ms >= 30_000, "a kill in between does not matter either");
        }
        assert!(!self.steady || at_ms >= self.barred_ms, "the relay asked for patience");
        if self.honest {
            assert!(wall_ms >= entry.due_wall_ms, "before its own delay");
            let ending = wall_ms - entry.queued_wall_ms >= PATIENCE;
            assert!(!cold || !entry.repeat || ending, "a repeat that could wait woke the radio");
            // What was answered in this step does not wait any more.
            let stands = |other: &QueueEntry| self.world.store.row(other.id).is_some();
            let waiting = |other: &&QueueEntry| !other.repeat && other.due_wall_ms < wall_ms && stands(other);
            let first_waits =
                queue.iter().filter(waiting).any(|other| other.attempts == 0 && other.id != entry.id);
            assert!(!entry.repeat || !first_waits || self.refused_before(), "a repeat before a first report");
        }
        self.sent.push(Sent { at_ms, day: wall_ms.div_euclid(86_400_000), cold, metered });
        self.check_rations();
    }

    /// From then on first reports may stand behind.
    fn refused_before(&self) -> bool {
        !self.world.finder.health(self.world.now).reasons.is_empty() || self.barred_ms > 0
    }

    fn check_rations(&self) {
        if !self.honest {
            return;
        }
        let today = self.sent.last().map(|sent| sent.day);
        let of_today = || self.sent.iter().filter(|sent| Some(sent.day) == today);
        assert!(of_today().filter(|sent| sent.cold).count() <= 4, "the radio was woken too often");
        assert!(of_today().filter(|sent| sent.metered).count() * 4_608 <= 40_000, "too many bytes");
    }

    /// Everything that was sealed is somewhere.
    fn check_sums(&self) {
        let unwritten = self.world.finder.unwritten_counts();
        let count = |name: &str| {
            let waits = unwritten.iter().filter(|(_, known, _)| known == name).map(|(.., n)| n).sum::<u64>();
            self.world.store.counter(name) + waits
        };
        assert_eq!((count("uploaded"), count("rejected_by_relay")), (self.answers[0], self.answers[1]));
        let gone = count("uploaded") + count("rejected_by_relay") + count("expired") + count("evicted");
        let evicted_unsealed = count("evicted");
        let sealed = self.world.sealed.len() as u64;
        let queued = self.world.store.kept.queue.len() as u64;
        assert!(
            gone + queued >= sealed && gone + queued - evicted_unsealed <= sealed,
            "{gone} {queued} {sealed}"
        );
    }

    /// The relay is kind and the phone at home: whatever is left arrives.
    fn comes_home(&mut self) {
        self.take(&Step::Phone(PhoneState::default()));
        self.take(&Step::Window(4 * DAY));
        for _ in 0..4 * 24 * 60 {
            self.take(&Step::Answer(UploadOutcome::Held));
            self.take(&Step::Pass(MINUTE));
        }
        assert_eq!(self.world.health().queue.reports, 0, "{:?}", self.world.health());
        assert!(self.world.store.kept.queue.is_empty());
        self.check_sums();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn reports_leave_one_by_one_within_their_rations_and_all_of_them_end(
        steps in proptest::collection::vec(step(), 1..150)
    ) {
        let mut life = Life::new();
        for step in &steps {
            life.take(step);
        }
        life.comes_home();
    }
}
