//! Wall clocks that are set to anything, over restarts and reboots: no report is lost to them, and none stays for ever.

use findmesh_core::phone::{Connectivity, PhoneState};
use findmesh_core::{RowId, UploadOutcome};
use proptest::prelude::*;

use crate::adverts::extended;
use crate::world::{HOUR, MINUTE, World};

const DAY: u64 = 24 * HOUR;
const DAY_MS: i64 = 86_400_000;

fn offline() -> PhoneState {
    PhoneState { connectivity: Connectivity::Offline, ..PhoneState::default() }
}

/// A phone without a network, and one report in its queue.
fn waiting() -> World {
    let mut world = World::ready();
    world.phone(offline());
    world.fix(world.here(0.0));
    world.hear(extended(1));
    world.pass(2 * MINUTE);
    world
}

#[test]
fn a_clock_set_far_ahead_before_a_process_begins_costs_no_report() {
    for days in [4, 365, 20_000] {
        let mut world = waiting();
        world.now.wall_ms += days * DAY_MS;
        world.kill();
        assert_eq!((world.health().queue.reports, world.count("expired")), (1, 0));
        assert_eq!(world.reasons(), ["clock_jumped"]);
        // Set right again.
        world.now.wall_ms -= days * DAY_MS;
        world.kill();
        world.open_window(HOUR);
        world.pass(31 * MINUTE);
        assert_eq!(world.uploads.len(), 1);
        world.answer(UploadOutcome::Held);
    }
}

#[test]
fn a_clock_set_back_does_not_lengthen_a_reports_life() {
    let mut world = waiting();
    for _ in 0..7 {
        world.pass(10 * HOUR);
        world.now.wall_ms -= 400 * DAY_MS;
        world.kill();
        assert_eq!((world.health().queue.reports, world.reasons()), (1, vec!["clock_jumped".to_owned()]));
        world.phone(offline());
    }
    world.pass(2 * HOUR);
    assert_eq!((world.health().queue.reports, world.store.counter("expired")), (0, 1));
}

#[test]
fn a_night_off_is_no_jump_and_its_hours_do_not_count() {
    let mut world = waiting();
    world.pass(11 * HOUR);
    world.reboot(400 * HOUR);
    assert_eq!((world.health().queue.reports, world.reasons()), (1, Vec::new()));
    world.phone(offline());
    world.pass(60 * HOUR);
    assert_eq!(world.health().queue.reports, 1);
    world.pass(2 * HOUR);
    assert_eq!(world.health().queue.reports, 0);
}

#[test]
fn a_phone_that_restarts_every_few_hours_lets_go_of_a_report_in_the_end() {
    let mut world = waiting();
    let mut restarts = 0;
    while world.health().queue.reports > 0 {
        world.pass(3 * HOUR);
        world.reboot(MINUTE);
        world.phone(offline());
        restarts += 1;
        assert!(restarts < 40, "{:?}", world.health());
    }
    assert!(restarts >= 24, "not before three days: {restarts} sessions of three hours");
}

#[test]
fn a_sighting_of_before_a_reboot_gets_no_place_of_after_it_from_a_clock_that_was_set_back() {
    let mut world = World::ready();
    world.hear(extended(1));
    world.reboot(6 * HOUR);
    world.now.wall_ms -= 6 * 3_600_000;
    world.kill();
    world.pass(10 * MINUTE);
    world.fix(world.here(0.0));
    world.pass(HOUR);
    assert_eq!((world.sealed.len(), world.count("suppressed_no_fix")), (0, 1));
}

#[derive(Clone, Debug)]
enum Step {
    Pass(u64),
    Sleep(u64),
    Report(u8),
    WallJump(i64),
    Kill,
    Reboot(u64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => prop_oneof![0..MINUTE, 0..10 * HOUR, 0..30 * HOUR].prop_map(Step::Pass),
        1 => (0..20 * HOUR).prop_map(Step::Sleep),
        5 => (0u8..40).prop_map(Step::Report),
        3 => prop_oneof![-5 * DAY_MS..5 * DAY_MS, -900 * DAY_MS..900 * DAY_MS].prop_map(Step::WallJump),
        3 => Just(Step::Kill),
        2 => (0..5 * DAY).prop_map(Step::Reboot),
    ]
}

/// A life without a network, and how long each report has waited while the phone ran.
struct Life {
    world: World,
    ran_ms: u64,
    queued: Vec<(RowId, u64)>,
}

impl Life {
    fn new() -> Self {
        let mut world = World::ready();
        world.phone(offline());
        Self { world, ran_ms: 0, queued: Vec::new() }
    }

    fn take(&mut self, step: &Step) {
        match *step {
            Step::Pass(ms) => self.pass(ms),
            Step::Sleep(ms) => {
                self.world.sleep(ms);
                self.ran_ms += ms;
            }
            Step::Report(key) => {
                self.world.fix(self.world.here(f64::from(key) * 10.0));
                self.world.hear(extended(key));
            }
            Step::WallJump(ms) => self.world.now.wall_ms += ms,
            Step::Kill => {
                self.world.kill();
                self.world.phone(offline());
            }
            Step::Reboot(ms) => {
                self.world.reboot(ms);
                self.ran_ms += 5_000;
                self.world.phone(offline());
            }
        }
        self.check();
    }

    /// In steps, so that what leaves is judged by its moment.
    fn pass(&mut self, ms: u64) {
        for _ in 0..ms / HOUR {
            self.world.pass(HOUR);
            self.ran_ms += HOUR;
            self.check();
        }
        self.world.pass(ms % HOUR);
        self.ran_ms += ms % HOUR;
    }

    fn check(&mut self) {
        let ran_ms = self.ran_ms;
        let new = self.world.sealed.iter().skip(self.queued.len()).map(|(_, seal)| (seal.entry.id, ran_ms));
        self.queued.extend(new.collect::<Vec<_>>());
        for (id, since) in &self.queued {
            let stays = self.world.store.row(*id).is_some();
            assert!(stays || ran_ms - since >= 72 * HOUR, "gone after {} min", (ran_ms - since) / MINUTE);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn no_report_expires_before_three_days_of_running_and_each_does_in_the_end(
        steps in proptest::collection::vec(step(), 1..60)
    ) {
        let mut life = Life::new();
        for step in &steps {
            life.take(step);
        }
        life.pass(74 * HOUR);
        prop_assert_eq!(life.world.health().queue.reports, 0);
        prop_assert!(life.world.store.kept.queue.is_empty());
        prop_assert_eq!(life.world.store.counter("expired"), life.queued.len() as u64);
    }
}
