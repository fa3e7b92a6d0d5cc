//! Several reports in one request, where a deployment lets them (docs/finder.md §3).

use std::collections::BTreeSet;

use findmesh_core::phone::{Connectivity, PhoneState};
use findmesh_core::{Change, FinderConfig, QueueRow, RowId, UploadOutcome};
use findmesh_proto::Network;
use proptest::prelude::*;

use crate::adverts::extended;
use crate::moments::foreign;
use crate::world::{HOUR, MINUTE, World, config};

const NO_ANSWER: UploadOutcome = UploadOutcome::Retry { status: None, after_ms: None };

fn fleet(max_reports: usize) -> FinderConfig {
    let mut config = config();
    config.upload.max_reports = max_reports;
    config
}

/// A phone with this many sealed reports whose delays are over.
fn loaded(config: FinderConfig, reports: u8) -> World {
    let mut world = World::ready_with(config);
    world.fix(world.here(0.0));
    (0..reports).for_each(|n| drop(world.hear(extended(n))));
    world.pass(30 * MINUTE);
    world
}

/// Answers every request of an open window; how many reports each held.
fn answered(world: &mut World, ms: u64, outcome: impl Fn(&[RowId]) -> UploadOutcome) -> Vec<usize> {
    let end = world.now.boot_ms + ms;
    let mut loads = Vec::new();
    world.open_window(ms);
    while world.now.boot_ms < end {
        if world.in_flight.is_some() {
            loads.push(world.load.len());
            world.answer(outcome(&world.load.clone()));
        }
        world.pass(10_000);
    }
    loads
}

#[test]
fn what_is_due_shares_a_request_and_leaves_in_one_transaction() {
    let mut world = loaded(fleet(4), 10);
    world.open_window(HOUR);
    assert_eq!(world.load.len(), 4);
    world.answer(UploadOutcome::Held);
    assert_eq!((world.store.kept.queue.len(), world.count("uploaded")), (6, 4));
    let first = world.now.boot_ms;
    assert_eq!(answered(&mut world, HOUR, |_| UploadOutcome::Held), [4, 2]);
    let second = world.uploads[4].0.boot_ms;
    assert!((30_000..=300_000).contains(&(second - first)), "requests keep their distance");
    assert!(world.store.kept.queue.is_empty());
}

#[test]
fn what_is_not_due_does_not_come_along() {
    let mut world = World::ready_with(fleet(20));
    world.fix(world.here(0.0));
    (0..20).for_each(|n| drop(world.hear(extended(n))));
    world.pass(15 * MINUTE);
    world.wake_window();
    assert!((2..18).contains(&world.load.len()), "{}", world.load.len());
    for id in world.load.clone() {
        assert!(world.store.row(id).unwrap().due_wall_ms <= world.now.wall_ms);
    }
}

#[test]
fn a_poisoned_report_goes_and_those_beside_it_leave_once_more() {
    let mut world = loaded(fleet(5), 5);
    let poison = world.sealed[2].1.entry.id;
    let loads = answered(&mut world, HOUR, |load| {
        let index = load.iter().position(|id| *id == poison);
        index.map_or(UploadOutcome::Held, |index| UploadOutcome::Rejected { status: 422, index: Some(index) })
    });
    assert_eq!(loads, [5, 4]);
    assert_eq!((world.count("uploaded"), world.count("rejected_by_relay")), (4, 1));
    assert_eq!((world.count("retried"), world.store.kept.queue.len()), (0, 0));
}

#[test]
fn where_nobody_knows_which_report_it_was_they_go_one_by_one() {
    for index in [None, Some(5), Some(usize::MAX)] {
        let mut world = loaded(fleet(5), 5);
        let poison = world.sealed[2].1.entry.id;
        let loads = answered(&mut world, 2 * HOUR, |load| {
            let poisoned = load.contains(&poison);
            if poisoned { UploadOutcome::Rejected { status: 400, index } } else { UploadOutcome::Held }
        });
        assert_eq!(loads, [5, 1, 1, 1, 1, 1]);
        assert_eq!((world.count("uploaded"), world.count("rejected_by_relay")), (4, 1));
    }
}

#[test]
fn a_relay_that_takes_no_such_number_gets_one_by_one_for_six_hours_over_restarts_too() {
    let mut world = loaded(fleet(8), 12);
    let too_many = |load: &[RowId]| match load {
        [_] => UploadOutcome::Held,
        _ => UploadOutcome::Refused { status: 422 },
    };
    world.open_window(MINUTE);
    world.answer(too_many(&world.load.clone()));
    assert!(world.reasons().is_empty(), "nothing is parked");
    world.kill();
    assert_eq!(answered(&mut world, 2 * HOUR, too_many), [1; 12]);
    world.pass(4 * HOUR);
    world.fix(world.here(5_000.0));
    (0..4).for_each(|n| drop(world.hear(extended(n))));
    world.pass(30 * MINUTE);
    assert_eq!(answered(&mut world, HOUR, too_many), [4, 1, 1, 1, 1], "it is tried again");
}

#[test]
fn a_relay_that_refuses_everything_parks_the_queue_after_one_report_alone() {
    let mut world = loaded(fleet(8), 8);
    let loads = answered(&mut world, 2 * HOUR, |_| UploadOutcome::Refused { status: 403 });
    assert_eq!((loads, world.reasons()), (vec![8, 1], vec!["relay_refused".to_owned()]));
}

#[test]
fn without_an_answer_all_of_them_are_tried_again_together() {
    let mut world = loaded(fleet(4), 4);
    world.open_window(HOUR);
    world.answer(NO_ANSWER);
    assert_eq!(world.count("retried"), 4);
    assert!(world.store.kept.queue.iter().all(|entry| entry.attempts == 1));
    assert_eq!(world.reasons(), ["relay_unreachable"]);
    assert_eq!(answered(&mut world, HOUR, |_| UploadOutcome::Held), [4]);
}

#[test]
fn a_process_that_dies_of_its_request_sends_the_same_reports_later() {
    let mut world = loaded(fleet(4), 4);
    world.open_window(HOUR);
    assert_eq!(world.load.len(), 4);
    world.kill();
    assert_eq!(answered(&mut world, HOUR, |_| UploadOutcome::Held), [4]);
    assert_eq!((world.count("uploaded"), world.store.kept.queue.len()), (4, 0));
}

#[test]
fn a_request_holds_one_network_and_only_that_is_parked() {
    let mut world = loaded(fleet(10), 3);
    let rows = [(1, Network::Apple), (2, Network::Apple), (3, Network::Fhn)];
    let rows = rows.map(|(n, network)| Change::Enqueue(foreign(n, network, world.now.wall_ms)));
    world.store.commit(&[], &rows);
    world.kill();
    let networks = |world: &World| -> BTreeSet<Network> {
        world.load.iter().map(|id| world.store.row(*id).unwrap().network).collect()
    };
    world.open_window(HOUR);
    for _ in 0..60 {
        if world.in_flight.is_some() {
            let of = networks(&world);
            assert_eq!(of.len(), 1);
            let native = of.contains(&Network::Native);
            world.answer(if native { UploadOutcome::Held } else { UploadOutcome::NetworkUnlisted });
        }
        world.pass(MINUTE);
    }
    assert_eq!((world.count("uploaded"), world.uploads.len(), world.store.kept.queue.len()), (3, 6, 3));
}

#[test]
fn the_bytes_of_a_day_bound_what_travels_together() {
    let mut config = fleet(256);
    config.upload.connection_bytes = 400;
    config.upload.metered_bytes_per_day = 2 * 400 + 1_024 + 512;
    let mut world = loaded(config, 20);
    world.phone(PhoneState { connectivity: Connectivity::Metered, ..PhoneState::default() });
    let loads = answered(&mut world, HOUR, |_| UploadOutcome::Held);
    // A kilobyte holds ten, half of it five.
    assert_eq!((loads, world.count("bytes_metered")), (vec![10, 5], 2 * 400 + 1_024 + 512));
    assert_eq!((world.count("bytes_sent"), world.count("cellular_wakes")), (1_536, 2));
    assert_eq!(world.reasons(), ["metered_budget_spent"]);
}

#[test]
fn repeats_travel_with_a_first_report_that_wakes_the_radio() {
    let mut world = World::ready_with(fleet(4));
    for step in 0..3 {
        world.fix(world.here(f64::from(step) * 500.0));
        world.hear(extended(1));
        world.pass(15 * MINUTE);
    }
    world.pass(30 * MINUTE);
    world.phone(PhoneState { connectivity: Connectivity::Metered, ..PhoneState::default() });
    world.wake_window();
    let repeats: Vec<bool> = world.load.iter().map(|id| world.store.row(*id).unwrap().repeat).collect();
    assert_eq!(repeats, [false, true, true]);
}

#[test]
fn what_is_on_its_way_is_not_evicted() {
    let mut config = fleet(4);
    config.queue.max_reports = 4;
    let mut world = loaded(config, 4);
    world.open_window(HOUR);
    let load = world.load.clone();
    for n in 10..14 {
        world.fix(world.here(0.0));
        world.hear(extended(n));
    }
    assert!(load.iter().all(|id| world.store.row(*id).is_some()));
    assert_eq!(world.count("evicted"), 4);
    world.answer(UploadOutcome::Held);
    assert_eq!((world.count("uploaded"), world.store.kept.queue.len()), (4, 0));
}

#[derive(Clone, Debug)]
enum Step {
    Pass(u64),
    Report { key: u8, north_km: u8 },
    Plant(u8),
    Metered(bool),
    Wake,
    Window(u64),
    Answer(UploadOutcome),
    Kill,
}

fn answer() -> impl Strategy<Value = UploadOutcome> {
    let index = proptest::option::of(0usize..6);
    prop_oneof![
        6 => Just(UploadOutcome::Held),
        3 => index.prop_map(|index| UploadOutcome::Rejected { status: 422, index }),
        1 => Just(UploadOutcome::NetworkUnlisted),
        2 => Just(UploadOutcome::Retry { status: Some(503), after_ms: None }),
        1 => Just(NO_ANSWER),
        1 => Just(UploadOutcome::Refused { status: 413 }),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => prop_oneof![0..MINUTE, 0..30 * MINUTE, 0..4 * HOUR].prop_map(Step::Pass),
        8 => (0u8..9, 0u8..4).prop_map(|(key, north_km)| Step::Report { key, north_km }),
        2 => (0u8..250).prop_map(Step::Plant),
        2 => any::<bool>().prop_map(Step::Metered),
        6 => Just(Step::Wake),
        2 => (0..HOUR).prop_map(Step::Window),
        10 => answer().prop_map(Step::Answer),
        1 => Just(Step::Kill),
    ]
}

const MOST: usize = 4;
const BYTES: u64 = 30_000;

struct Life {
    world: World,
    metered: bool,
    planted: u64,
    uploaded: u64,
    rejected: u64,
    /// Boot time of the last request.
    last: Option<u64>,
    seen: usize,
}

impl Life {
    fn new() -> Self {
        let mut config = fleet(MOST);
        config.queue.max_reports = 10;
        config.upload.metered_bytes_per_day = BYTES;
        let world = World::ready_with(config);
        Self { world, metered: false, planted: 0, uploaded: 0, rejected: 0, last: None, seen: 0 }
    }

    fn phone(&mut self) {
        let connectivity = if self.metered { Connectivity::Metered } else { Connectivity::Unmetered };
        self.world.phone(PhoneState { connectivity, ..PhoneState::default() });
    }

    fn take(&mut self, step: &Step) {
        match step.clone() {
            Step::Pass(ms) => self.world.pass(ms),
            Step::Report { key, north_km } => {
                self.world.fix(self.world.here(f64::from(north_km) * 1_000.0));
                self.world.hear(extended(key));
            }
            Step::Plant(n) => self.plant(n),
            Step::Metered(metered) => {
                self.metered = metered;
                self.phone();
            }
            Step::Wake => drop(self.world.wake_window()),
            Step::Window(ms) => drop(self.world.open_window(ms)),
            Step::Answer(outcome) => self.answer(outcome),
            Step::Kill => {
                self.world.kill();
                self.phone();
            }
        }
        self.check();
    }

    fn plant(&mut self, n: u8) {
        let network = if n.is_multiple_of(2) { Network::Apple } else { Network::Fhn };
        let row: QueueRow = foreign(n, network, self.world.now.wall_ms);
        if self.world.store.row(row.entry.id).is_some() {
            return;
        }
        self.planted += 1;
        self.world.store.commit(&[], &[Change::Enqueue(row)]);
        self.world.kill();
        self.phone();
    }

    fn answer(&mut self, outcome: UploadOutcome) {
        if self.world.in_flight.is_none() {
            return;
        }
        let load = self.world.load.len();
        match outcome {
            UploadOutcome::Held => self.uploaded += load as u64,
            UploadOutcome::Rejected { index, .. } if load == 1 || index.is_some_and(|i| i < load) => {
                self.rejected += 1;
            }
            _ => {}
        }
        self.world.answer(outcome);
    }

    fn check(&mut self) {
        if self.world.uploads.len() > self.seen {
            let at = self.world.uploads[self.seen].0.boot_ms;
            self.check_request(at);
            self.last = self.world.uploads.last().map(|(now, _)| now.boot_ms);
            self.seen = self.world.uploads.len();
        }
        let gone = self.count("uploaded") + self.count("rejected_by_relay") + self.count("expired");
        let (sealed, queued) = (self.world.sealed.len() as u64, self.world.store.kept.queue.len() as u64);
        let (all, evicted) = (sealed + self.planted, self.count("evicted"));
        assert_eq!((self.count("uploaded"), self.count("rejected_by_relay")), (self.uploaded, self.rejected));
        assert!(gone + queued + evicted >= all && gone + queued <= all, "{gone} {queued} {evicted} {all}");
        assert!(self.count_today("bytes_metered") <= BYTES);
    }

    fn check_request(&self, at: u64) {
        assert!(self.last.is_none_or(|last| at - last >= 30_000), "a kill in between does not matter either");
        let load: BTreeSet<RowId> = self.world.uploads[self.seen..].iter().map(|(_, id)| *id).collect();
        assert_eq!(load.len(), self.world.uploads.len() - self.seen, "no report twice in one request");
        if self.world.in_flight.is_some() {
            let rows = self.world.load.iter().filter_map(|id| self.world.store.row(*id));
            assert!(rows.map(|row| row.network).collect::<BTreeSet<_>>().len() <= 1);
        }
    }

    fn count(&self, name: &str) -> u64 {
        let unwritten = self.world.finder.unwritten_counts();
        let waits = unwritten.iter().filter(|(_, known, _)| known == name).map(|(.., n)| n).sum::<u64>();
        self.world.store.counter(name) + waits
    }

    fn count_today(&self, name: &str) -> u64 {
        self.world.count(name)
    }

    /// The relay is kind and the phone at home: whatever is left arrives.
    fn comes_home(&mut self) {
        self.take(&Step::Metered(false));
        self.take(&Step::Answer(UploadOutcome::Held));
        self.take(&Step::Window(96 * HOUR));
        for _ in 0..96 * 60 {
            self.take(&Step::Answer(UploadOutcome::Held));
            self.take(&Step::Pass(MINUTE));
        }
        assert_eq!((self.world.health().queue.reports, self.world.store.kept.queue.len()), (0, 0));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn reports_that_share_requests_all_end_once(steps in proptest::collection::vec(step(), 1..150)) {
        let mut life = Life::new();
        for step in &steps {
            life.take(step);
        }
        life.comes_home();
    }
}
