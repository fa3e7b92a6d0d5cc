//! What goes, and what stays.

use findmesh_core::Change;
use findmesh_core::consent::{Decision, Purpose};
use findmesh_store::Retention;

use super::{Model, Subject, commit, commit_and_compare};
use crate::samples::{DAY, consent, dwell, learnt, noon, pending, queue_row, seen, zone};

fn of_every_kind() -> Vec<Change> {
    let mut changes: Vec<Change> = (1..4).map(|n| Change::Enqueue(queue_row(n))).collect();
    changes.extend((1..4).map(|n| Change::PutPending(pending(n, DAY))));
    changes.extend((1..4).map(|n| Change::PutSeen(seen(n, DAY, 1))));
    changes.push(Change::AppendConsent(consent(Purpose::CrowdReporting, Decision::Granted, noon(DAY))));
    changes.push(Change::Count { day: DAY, name: "reported".into(), add: 3 });
    changes.push(Change::PutSetting { name: "enabled".into(), value: vec![1] });
    changes.push(Change::PutLearnt(learnt(1, 1)));
    changes.extend([Change::PutZone(zone(1, 1)), Change::PutDwell(dwell(DAY, 1))]);
    changes
}

/// Queue, pending sightings, remembered keys and dwell; ledger, counters, settings, zones, what was learnt of one's own
/// tags and the hash key stay.
pub fn a_withdrawal_erases_the_crowd_and_nothing_else(subject: &mut impl Subject) {
    let mut model = Model::default();
    commit_and_compare(subject, &mut model, &of_every_kind());
    let key = subject.store().hash_key().ok();
    let withdrawn = consent(Purpose::CrowdReporting, Decision::Withdrawn, noon(DAY));
    commit_and_compare(subject, &mut model, &[Change::AppendConsent(withdrawn), Change::EraseCrowd]);
    assert_eq!(subject.store().hash_key().ok(), key);
    let left = subject.store().restore().unwrap_or_default();
    assert!(
        left.queue.is_empty() && left.pending.is_empty() && left.seen.is_empty() && left.dwell.is_empty()
    );
    assert_eq!(left.zones, [zone(1, 1)]);
    commit_and_compare(subject, &mut model, &of_every_kind());
}

/// Order counts inside a commit.
pub fn what_follows_an_erasure_in_its_commit_stays(subject: &mut impl Subject) {
    let mut model = Model::default();
    let mut changes = of_every_kind();
    changes.push(Change::EraseCrowd);
    changes.push(Change::PutPending(pending(7, DAY)));
    changes.push(Change::PutSeen(seen(7, DAY, 7)));
    changes.push(Change::Enqueue(queue_row(7)));
    commit_and_compare(subject, &mut model, &changes);
}

/// Sealed rows outlive their day by 14 days, counters by 30; the queue's age is core's business.
pub fn retention_is_14_and_30_days(subject: &mut impl Subject) {
    let rows = [DAY - 14, DAY - 15].into_iter().zip(1..).flat_map(|(day, n)| {
        let (waiting, key, row) = (pending(n, day), seen(n, day, 1), queue_row(n));
        [
            Change::PutPending(waiting),
            Change::PutSeen(key),
            Change::PutDwell(dwell(day, 1)),
            Change::Enqueue(row),
        ]
    });
    let counts = [DAY - 30, DAY - 31].map(|day| Change::Count { day, name: "a".into(), add: 1 });
    commit(subject, &rows.chain(counts).collect::<Vec<_>>());
    subject
        .store()
        .maintain(noon(DAY), Retention::default())
        .unwrap_or_else(|error| panic!("maintain: {error}"));
    subject.reopen();
    let left = subject.store().restore().unwrap_or_default();
    assert_eq!(left.pending, [pending(1, DAY - 14)]);
    assert_eq!(left.seen, [seen(1, DAY - 14, 1)]);
    assert_eq!(left.dwell, [dwell(DAY - 14, 1)]);
    assert_eq!(left.queue.len(), 2);
    assert_eq!(left.counters, [(DAY - 30, "a".into(), 1)]);
}

/// Each number is for its own rows.
pub fn retention_is_as_asked(subject: &mut impl Subject) {
    let on = |age: i64| [Change::PutPending(pending(1, DAY - age)), Change::PutSeen(seen(1, DAY - age, 1))];
    let dwelt = [20, 21].map(|age| Change::PutDwell(dwell(DAY - age, 1)));
    let counts = [3, 4].map(|age| Change::Count { day: DAY - age, name: "a".into(), add: 1 });
    let keep = Retention { sighting_days: 2, dwell_days: 20, counter_days: 3 };
    for (age, stays) in [(2, true), (3, false)] {
        let changes = on(age).into_iter().chain(dwelt.clone()).chain(counts.clone());
        commit(subject, &changes.collect::<Vec<_>>());
        subject.store().maintain(noon(DAY), keep).unwrap_or_else(|error| panic!("maintain: {error}"));
        subject.reopen();
        let left = subject.store().restore().unwrap_or_default();
        assert_eq!((left.pending.len() == 1, left.seen.len() == 1), (stays, stays), "{age} days old");
        assert_eq!(left.dwell, [dwell(DAY - 20, 1)]);
        assert!(left.counters.iter().all(|(day, ..)| *day == DAY - 3) && left.counters.len() == 1);
    }
}

/// Ledger and keys included, and the store goes on working.
pub fn erasing_all_leaves_nothing(subject: &mut impl Subject) {
    commit(subject, &of_every_kind());
    let key = subject.store().hash_key().ok();
    subject.store().erase_all().unwrap_or_else(|error| panic!("erase all: {error}"));
    let mut model = Model::default();
    commit_and_compare(subject, &mut model, &[]);
    assert_ne!(subject.store().hash_key().ok(), key);
    commit_and_compare(subject, &mut model, &of_every_kind());
}
