//! Each kind of change by itself.

use findmesh_core::Change;
use findmesh_core::consent::{Decision, Purpose};
use findmesh_store::Retention;

use super::{Model, Subject, assert_same, commit, commit_and_compare};
use crate::samples::{
    DAY, consent, dwell, learnt, noon, pending, queue_row, row_id, seen, tag_id, zone, zone_id,
};

fn count(day: i64, name: &str, add: u64) -> Change {
    Change::Count { day, name: name.into(), add }
}

fn setting(name: &str, value: &[u8]) -> Change {
    Change::PutSetting { name: name.into(), value: value.to_vec() }
}

/// Nothing there, nothing found, an empty commit is fine.
pub fn a_new_store_is_empty(subject: &mut impl Subject) {
    commit_and_compare(subject, &mut Model::default(), &[]);
    assert!(matches!(subject.store().queue_row(row_id(1)), Ok(None)));
}

/// Oldest first, however they went in.
pub fn the_queue_comes_back_in_order(subject: &mut impl Subject) {
    let changes: Vec<Change> = [5, 2, 9, 1, 7].map(|n| Change::Enqueue(queue_row(n))).into();
    commit_and_compare(subject, &mut Model::default(), &changes);
    let restored = subject.store().restore().unwrap_or_default();
    let ids: Vec<_> = restored.queue.iter().map(|entry| entry.id).collect();
    assert_eq!(ids, [1, 2, 5, 7, 9].map(row_id));
}

/// A repeated commit neither doubles a row nor sets its retries back.
pub fn a_second_enqueue_changes_nothing(subject: &mut impl Subject) {
    let mut model = Model::default();
    let retry = Change::UpdateQueue { id: row_id(1), attempts: 3, due_wall_ms: 7 };
    commit_and_compare(subject, &mut model, &[Change::Enqueue(queue_row(1)), retry]);
    commit_and_compare(subject, &mut model, &[Change::Enqueue(queue_row(1))]);
}

/// Rows that are gone are neither updated nor removed twice.
pub fn retries_are_kept_and_removed_rows_gone(subject: &mut impl Subject) {
    let mut model = Model::default();
    let retry = |n| Change::UpdateQueue { id: row_id(n), attempts: u32::MAX, due_wall_ms: noon(DAY + 1) };
    let remove = |n| Change::RemoveQueue { id: row_id(n) };
    let rows: Vec<Change> = (1..4).map(|n| Change::Enqueue(queue_row(n))).collect();
    commit_and_compare(subject, &mut model, &rows);
    commit_and_compare(subject, &mut model, &[retry(1), remove(2), retry(2), remove(2), remove(8)]);
    assert!(matches!(subject.store().queue_row(row_id(2)), Ok(None)));
}

/// The closest sighting takes the place of the one before, on another day too.
pub fn pending_sightings_are_replaced_and_removed(subject: &mut impl Subject) {
    let mut model = Model::default();
    let mut closer = pending(1, DAY + 1);
    closer.sighting.rssi = -40;
    let first = [1, 2, 3].map(|n| Change::PutPending(pending(n, DAY)));
    commit_and_compare(subject, &mut model, &first);
    let remove = |n| Change::RemovePending { id: row_id(n) };
    commit_and_compare(subject, &mut model, &[Change::PutPending(closer), remove(2), remove(2)]);
}

/// By key; a day's keys go when it is over.
pub fn remembered_keys_are_replaced_and_forgotten_by_day(subject: &mut impl Subject) {
    let mut model = Model::default();
    let put = |n, day, version| Change::PutSeen(seen(n, day, version));
    commit_and_compare(subject, &mut model, &[put(1, DAY, 1), put(2, DAY - 1, 1), put(3, DAY - 2, 1)]);
    commit_and_compare(subject, &mut model, &[put(2, DAY, 2), Change::ForgetSeenBefore { day: DAY }]);
    assert_eq!(subject.store().restore().map(|restored| restored.seen.len()).ok(), Some(2));
}

/// By day and name; a counter that is full stays full.
pub fn counters_add_up_and_stop_at_the_top(subject: &mut impl Subject) {
    let mut model = Model::default();
    let changes = [count(DAY, "b", 2), count(DAY, "a", 1), count(DAY - 1, "b", 5), count(DAY, "b", 40)];
    commit_and_compare(subject, &mut model, &changes);
    let of_day = subject.store().counters(DAY, DAY + 9).unwrap_or_default();
    assert_eq!(of_day, [(DAY, "a".into(), 1), (DAY, "b".into(), 42)]);
    let top = i64::MAX.unsigned_abs();
    commit(subject, &[count(DAY + 1, "full", u64::MAX), count(DAY + 1, "full", 5)]);
    let full = subject.store().counters(DAY + 1, DAY + 1).unwrap_or_default();
    assert_eq!(full, [(DAY + 1, "full".into(), top)]);
}

/// Any bytes, the empty value too.
pub fn settings_are_replaced(subject: &mut impl Subject) {
    let mut model = Model::default();
    let changes = [setting("enabled", &[1]), setting("empty", &[]), setting("bytes", &[0, 255, 0])];
    commit_and_compare(subject, &mut model, &changes);
    commit_and_compare(subject, &mut model, &[setting("enabled", &[0])]);
}

/// By tag; years later too, whatever else goes.
pub fn what_was_learnt_of_tags_is_replaced_and_forgotten(subject: &mut impl Subject) {
    let mut model = Model::default();
    let first: Vec<Change> = [5, 2, 9].map(|n| Change::PutLearnt(learnt(n, 1))).into();
    commit_and_compare(subject, &mut model, &first);
    let forget = |n| Change::ForgetLearnt { tag: tag_id(n) };
    commit_and_compare(
        subject,
        &mut model,
        &[Change::PutLearnt(learnt(5, 2)), forget(9), forget(9), forget(7)],
    );
    subject
        .store()
        .maintain(noon(DAY + 3_650), Retention::default())
        .unwrap_or_else(|error| panic!("maintain: {error}"));
    assert_same(subject, &model);
    assert_eq!(subject.store().learnt().map(|rows| rows.len()).ok(), Some(2));
}

/// By id; a person set them, so they stay for years.
pub fn zones_are_replaced_and_removed(subject: &mut impl Subject) {
    let mut model = Model::default();
    let first: Vec<Change> = [5, 2, 9].map(|n| Change::PutZone(zone(n, 1))).into();
    commit_and_compare(subject, &mut model, &first);
    let remove = |n| Change::RemoveZone { id: zone_id(n) };
    let mut longest = zone(2, 2);
    longest.label = "🏠".repeat(64);
    let nameless = findmesh_core::PrivateZone { label: String::new(), ..zone(5, 3) };
    let changes = [Change::PutZone(longest), Change::PutZone(nameless), remove(9), remove(9), remove(7)];
    commit_and_compare(subject, &mut model, &changes);
    subject
        .store()
        .maintain(noon(DAY + 3_650), Retention::default())
        .unwrap_or_else(|error| panic!("maintain: {error}"));
    assert_same(subject, &model);
}

/// By day.
pub fn dwell_is_replaced_and_forgotten_by_day(subject: &mut impl Subject) {
    let mut model = Model::default();
    let first: Vec<Change> = [2, 0, 1].map(|day| Change::PutDwell(dwell(DAY + day, 1))).into();
    commit_and_compare(subject, &mut model, &first);
    let forget = Change::ForgetDwellBefore { day: DAY + 1 };
    commit_and_compare(subject, &mut model, &[Change::PutDwell(dwell(DAY + 2, 2)), forget]);
}

/// Every key opens what it opened before, also after a restart, and as often as one likes.
pub fn rewrapping_changes_nothing(subject: &mut impl Subject) {
    let mut model = Model::default();
    let rows = [Change::PutPending(pending(1, DAY)), Change::PutSeen(seen(1, DAY - 1, 1))];
    commit_and_compare(subject, &mut model, &rows);
    let places =
        [Change::PutZone(zone(1, 1)), Change::PutDwell(dwell(DAY, 1)), Change::PutLearnt(learnt(1, 1))];
    commit_and_compare(subject, &mut model, &places);
    let key = subject.store().hash_key().ok();
    for day in 0..3 {
        let _new_or_not = subject.store().rewrap().unwrap_or_else(|error| panic!("rewrap: {error}"));
        commit_and_compare(subject, &mut model, &[Change::PutPending(pending(2, DAY + day))]);
        assert_eq!(subject.store().hash_key().ok(), key);
    }
}

/// As it was written, whatever its times say.
pub fn the_ledger_keeps_its_order(subject: &mut impl Subject) {
    let mut model = Model::default();
    for (purpose, wall_ms) in Purpose::ALL.into_iter().zip([40, 30, 20, 10]) {
        let granted = Change::AppendConsent(consent(purpose, Decision::Granted, wall_ms));
        let withdrawn = Change::AppendConsent(consent(purpose, Decision::Withdrawn, wall_ms));
        commit_and_compare(subject, &mut model, &[granted, withdrawn]);
    }
}

/// The changes before the one that failed are not there, and the next commit works.
pub fn a_failed_commit_leaves_nothing(subject: &mut impl Subject) {
    let mut model = Model::default();
    commit_and_compare(subject, &mut model, &[Change::Enqueue(queue_row(1)), count(DAY, "a", 1)]);
    if !subject.break_sealing(true) {
        return;
    }
    let changes = [
        Change::Enqueue(queue_row(2)),
        Change::RemoveQueue { id: row_id(1) },
        Change::AppendConsent(consent(Purpose::CrowdReporting, Decision::Granted, 1)),
        count(DAY, "a", 1),
        Change::PutPending(pending(3, DAY)),
    ];
    assert!(subject.store().commit(&changes).is_err(), "the commit was to fail");
    assert!(subject.break_sealing(false));
    assert_same(subject, &model);
    commit_and_compare(subject, &mut model, &changes);
}

/// Made once; the same after a restart.
pub fn the_hash_key_stays(subject: &mut impl Subject) {
    let first = subject.store().hash_key().unwrap_or_else(|error| panic!("hash key: {error}"));
    assert_eq!(subject.store().hash_key().ok().as_ref(), Some(&first));
    subject.reopen();
    assert_eq!(subject.store().hash_key().ok().as_ref(), Some(&first));
    assert_ne!(first.expose(), &[0; 32]);
}
