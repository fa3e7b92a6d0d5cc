//! Random histories, against the model.

use findmesh_core::Change;
use findmesh_core::consent::{Decision, Purpose};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::{Model, Subject, assert_same, commit};
use crate::samples::{DAY, consent, dwell, learnt, pending, queue_row, row_id, seen, tag_id, zone, zone_id};

const HISTORIES: u32 = 24;

/// A commit, keys under a new wrapper, or a restart.
#[derive(Clone, Debug)]
enum Step {
    Commit(Vec<Change>),
    Rewrap,
    Reopen,
}

/// Whatever happens, in whatever order, with restarts between: the store says what the model says.
pub fn any_history_equals_the_model<S: Subject>(factory: impl Fn() -> S) {
    let config = Config { cases: HISTORIES, failure_persistence: None, ..Config::default() };
    let histories = prop::collection::vec(step(), 1..12);
    let outcome = TestRunner::new(config).run(&histories, |history| {
        live(&mut factory(), history);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

fn live(subject: &mut impl Subject, history: Vec<Step>) {
    let mut model = Model::default();
    for step in history {
        match step {
            Step::Commit(changes) => {
                commit(subject, &changes);
                model.commit(&changes);
                model.assert_matches(subject.store());
            }
            Step::Rewrap => drop(subject.store().rewrap().unwrap_or_else(|error| panic!("rewrap: {error}"))),
            Step::Reopen => subject.reopen(),
        }
    }
    assert_same(subject, &model);
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => prop::collection::vec(change(), 0..8).prop_map(Step::Commit),
        1 => Just(Step::Rewrap),
        1 => Just(Step::Reopen),
    ]
}

/// Few ids and days, so that changes meet.
fn change() -> impl Strategy<Value = Change> {
    let id = || 0_u32..8;
    let day = || (-2_i64..3).prop_map(|offset| DAY + offset);
    prop_oneof![
        4 => (id(), day()).prop_map(|(n, day)| Change::PutPending(pending(n, day))),
        2 => id().prop_map(|n| Change::RemovePending { id: row_id(n) }),
        4 => id().prop_map(|n| Change::Enqueue(queue_row(n))),
        2 => (id(), any::<u32>(), any::<i64>())
            .prop_map(|(n, attempts, due_wall_ms)| Change::UpdateQueue { id: row_id(n), attempts, due_wall_ms }),
        2 => id().prop_map(|n| Change::RemoveQueue { id: row_id(n) }),
        1 => (0_usize..4, any::<bool>(), any::<i64>()).prop_map(|(purpose, granted, wall_ms)| {
            let decision = if granted { Decision::Granted } else { Decision::Withdrawn };
            Change::AppendConsent(consent(Purpose::ALL[purpose], decision, wall_ms))
        }),
        1 => Just(Change::EraseCrowd),
        3 => (id(), day(), any::<u8>()).prop_map(|(n, day, version)| Change::PutSeen(seen(n, day, version))),
        1 => day().prop_map(|day| Change::ForgetSeenBefore { day }),
        2 => (day(), "[ab]", 0..1_000_u64).prop_map(|(day, name, add)| Change::Count { day, name, add }),
        2 => (id(), any::<u8>()).prop_map(|(n, version)| Change::PutLearnt(learnt(n, version))),
        1 => id().prop_map(|n| Change::ForgetLearnt { tag: tag_id(n) }),
        2 => (id(), any::<u8>()).prop_map(|(n, version)| Change::PutZone(zone(n, version))),
        1 => id().prop_map(|n| Change::RemoveZone { id: zone_id(n) }),
        2 => (day(), any::<u8>()).prop_map(|(day, version)| Change::PutDwell(dwell(day, version))),
        1 => day().prop_map(|day| Change::ForgetDwellBefore { day }),
        1 => ("[ab]", any::<Vec<u8>>()).prop_map(|(name, value)| Change::PutSetting { name, value }),
    ]
}
