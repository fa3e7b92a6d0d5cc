//! Bounds, eviction and order of the queue.

use super::*;
use crate::time::Now;

fn entry(n: u8, address: Option<u8>, repeat: bool) -> QueueEntry {
    QueueEntry {
        id: RowId([n; 16]),
        network: Network::Native,
        key_hash: [n; 16],
        address_hash: address.map(|n| [n; 16]),
        repeat,
        queued_wall_ms: 1_000_000 + i64::from(n),
        due_wall_ms: 1_000_000 + 100 * i64::from(n),
        attempts: 0,
        size: 89,
    }
}

fn now(boot_ms: u64) -> Moment {
    Moment::new(Now { boot_ms, wall_ms: 1_000_000 + i64::try_from(boot_ms).unwrap() })
}

fn queue(entries: &[QueueEntry]) -> Queue {
    let mut queue = Queue::default();
    queue.restore(entries, now(10_000), 1_800_000, 21_600_000);
    queue
}

#[test]
fn the_busiest_address_loses_its_newest_repeat() {
    let entries = [
        entry(1, Some(1), false),
        entry(2, Some(1), true),
        entry(3, Some(1), true),
        entry(4, Some(1), false),
        entry(5, Some(2), true),
        entry(6, Some(2), true),
    ];
    let mut queue = queue(&entries);
    let mut lost = Vec::new();
    for _ in 0..3 {
        let victim = queue.victim(None).unwrap();
        lost.push(victim.0[0]);
        assert!(queue.remove(&victim).is_some());
    }
    // Address 1 has four, then three; then both have two, and the one with the higher hash counts.
    assert_eq!(lost, [3, 2, 6]);
    assert_eq!(queue.bytes(), 3 * 89);
}

#[test]
fn without_repeats_the_newest_goes_and_never_the_one_in_flight() {
    let queue = queue(&[entry(1, Some(1), false), entry(2, Some(1), false)]);
    assert_eq!(queue.victim(None), Some(RowId([2; 16])));
    assert_eq!(queue.victim(Some(RowId([2; 16]))), Some(RowId([1; 16])));
}

#[test]
fn an_address_whose_only_row_is_in_flight_does_not_stand_in_the_way() {
    let queue = queue(&[entry(1, Some(1), false), entry(2, Some(2), false)]);
    assert_eq!(queue.victim(Some(RowId([2; 16]))), Some(RowId([1; 16])));
    assert_eq!(queue.victim(Some(RowId([1; 16]))), Some(RowId([2; 16])));
}

#[test]
fn first_reports_leave_before_repeats() {
    let queue = queue(&[entry(1, None, true), entry(2, None, false), entry(3, None, false)]);
    assert_eq!(queue.next(10_000, |_| true).unwrap().entry.id, RowId([2; 16]));
    assert_eq!(queue.next(150, |_| true).unwrap().entry.id, RowId([1; 16]));
    assert!(queue.next(99, |_| true).is_none());
    assert!(queue.next(10_000, |network| network != Network::Native).is_none());
    assert_eq!(queue.first_due(|_| true), Some(100));
}

#[test]
fn an_unsealed_row_counts_but_does_not_leave() {
    let mut queue = Queue::default();
    queue.expect(&entry(1, None, false), now(0));
    assert_eq!((queue.len(), queue.sealed(), queue.bytes()), (1, 0, 89));
    assert!(queue.next(i64::MAX, |_| true).is_none());
    assert!(queue.confirm(&RowId([1; 16]), 100));
    assert_eq!((queue.sealed(), queue.bytes()), (1, 100));
    assert!(!queue.confirm(&RowId([9; 16]), 100));
}

#[test]
fn a_wall_clock_set_back_does_not_hold_reports() {
    let mut queue = Queue::default();
    let past = Moment::new(Now { boot_ms: 10_000, wall_ms: 1 });
    queue.restore(&[entry(1, None, false)], past, 5_000, 21_600_000);
    assert!(queue.get(&RowId([1; 16])).unwrap().due <= 15_000);
    assert!(queue.get(&RowId([1; 16])).unwrap().queued <= 10_000);
}

#[test]
fn full_by_number_or_by_bytes() {
    let queue = queue(&[entry(1, None, false), entry(2, None, false)]);
    let limits = QueueLimits::default();
    assert!(!queue.is_full(&limits));
    assert!(queue.is_full(&QueueLimits { max_reports: 2, ..limits.clone() }));
    assert!(queue.is_full(&QueueLimits { max_bytes: 200, ..limits }));
}

#[test]
fn postponed_rows_count_their_attempts() {
    let mut queue = queue(&[entry(1, None, false)]);
    assert_eq!(queue.postpone(&RowId([1; 16]), 50_000, 1_050_000), Some(1));
    assert_eq!(queue.postpone(&RowId([1; 16]), 60_000, 1_060_000), Some(2));
    assert_eq!(queue.first_due(|_| true), Some(60_000));
    assert_eq!(queue.older_than(2, None), Some(RowId([1; 16])));
    assert_eq!(queue.older_than(2, Some(RowId([1; 16]))), None);
}
