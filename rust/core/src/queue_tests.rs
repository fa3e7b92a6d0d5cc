//! Bounds, eviction and order of the queue.

use std::collections::BTreeSet;

use super::*;
use crate::time::Now;
use crate::uploads::{Parked, Parking};

fn entry(n: u8, address: Option<u8>, repeat: bool) -> QueueEntry {
    QueueEntry {
        id: RowId([n; 16]),
        network: Network::Native,
        key_hash: [n; 16],
        address_hash: address.map(|n| [n; 16]),
        repeat,
        queued_wall_ms: 1_000_000 + i64::from(n),
        queued_lived_ms: i64::from(n),
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
    queue.restore(entries, now(10_000), [1_800_000, 21_600_000], &lived(now(10_000)));
    queue
}

/// Since the boot.
fn lived(now: Moment) -> Lived {
    let mut lived = Lived::default();
    let _ = lived.restore(None, now.boot, now);
    lived
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
        let victim = queue.victim(&BTreeSet::new()).unwrap();
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
    assert_eq!(queue.victim(&BTreeSet::new()), Some(RowId([2; 16])));
    assert_eq!(queue.victim(&BTreeSet::from([RowId([2; 16])])), Some(RowId([1; 16])));
}

#[test]
fn an_address_whose_only_row_is_in_flight_does_not_stand_in_the_way() {
    let queue = queue(&[entry(1, Some(1), false), entry(2, Some(2), false)]);
    assert_eq!(queue.victim(&BTreeSet::from([RowId([2; 16])])), Some(RowId([1; 16])));
    assert_eq!(queue.victim(&BTreeSet::from([RowId([1; 16])])), Some(RowId([2; 16])));
}

#[test]
fn what_travels_together_is_spared_together() {
    let entries =
        [(1, 1), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3)].map(|(n, address)| entry(n, Some(address), false));
    let queue = queue(&entries);
    let victim =
        |spare: &[u8]| queue.victim(&spare.iter().map(|n| RowId([*n; 16])).collect()).map(|id| id.0[0]);
    assert_eq!(victim(&[3]), Some(5), "two and two: the one with the higher hash");
    assert_eq!(victim(&[2, 3, 5]), Some(6), "one each");
    assert_eq!(victim(&[1, 2, 3, 5, 6]), Some(4));
    assert_eq!(victim(&[1, 2, 3, 4, 5, 6]), None);
}

#[test]
fn what_may_travel_together_is_due_of_one_network_and_was_never_refused() {
    let entries = [
        entry(1, None, true),
        entry(2, None, false),
        QueueEntry { network: Network::Apple, ..entry(3, None, false) },
        entry(4, None, false),
        entry(5, None, true),
        entry(6, None, false),
        entry(90, None, false),
    ];
    let queue = queue(&entries);
    let (first, suspects) = (queue.get(&RowId([4; 16])).unwrap(), BTreeSet::from([RowId([6; 16])]));
    let together: Vec<u8> = queue.companions(first, 600, &suspects).map(|row| row.entry.id.0[0]).collect();
    assert_eq!(together, [2, 1, 5]);
}

/// What leaves, of all that may.
fn leaves(queue: &Queue, now: Boot, repeats: Repeats, parking: &Parking, suspects: &[u8]) -> Option<u8> {
    let suspects: BTreeSet<RowId> = suspects.iter().map(|n| RowId([*n; 16])).collect();
    let choice = Choice { parking, suspects: &suspects, repeats };
    queue.next(now, &choice).map(|row| row.entry.id.0[0])
}

fn next(queue: &Queue, now: Boot) -> Option<u8> {
    leaves(queue, now, Repeats::All, &Parking::default(), &[])
}

/// This network waits for a second.
fn parked(network: Network) -> Parking {
    let mut parking = Parking::default();
    parking.park(network, Parked { until: 11_000, since_wall: 0, status: 422 });
    parking
}

#[test]
fn first_reports_leave_before_repeats() {
    let queue = queue(&[entry(1, None, true), entry(2, None, false), entry(3, None, false)]);
    assert_eq!(next(&queue, 10_000), Some(2));
    assert_eq!(next(&queue, 150), Some(1));
    assert_eq!(next(&queue, 99), None);
    assert_eq!(queue.first_due(|_| Boot::MIN, Repeats::All), Some(100));
}

#[test]
fn a_network_that_waits_holds_no_other() {
    let native = entry(2, None, true);
    let queue = queue(&[QueueEntry { network: Network::Apple, ..entry(1, None, false) }, native]);
    let parking = parked(Network::Apple);
    assert_eq!(leaves(&queue, 10_000, Repeats::All, &parking, &[]), Some(2));
    assert_eq!(leaves(&queue, 11_000, Repeats::All, &parking, &[]), Some(1));
    assert_eq!(queue.first_due(|network| parking.until(network), Repeats::All), Some(200));
    let parking = parked(Network::Native);
    assert_eq!(leaves(&queue, 10_000, Repeats::All, &parking, &[]), Some(1));
    assert_eq!(queue.first_due(|network| parking.until(network), Repeats::All), Some(100));
}

#[test]
fn what_was_refused_comes_after_all_others() {
    let queue = queue(&[entry(1, None, false), entry(2, None, true), entry(3, None, true)]);
    let leaves = |suspects| leaves(&queue, 10_000, Repeats::All, &Parking::default(), suspects);
    assert_eq!(leaves(&[1]), Some(2));
    assert_eq!(leaves(&[1, 2]), Some(3));
    assert_eq!(leaves(&[1, 2, 3]), Some(1), "and in their order when nothing else is left");
}

#[test]
fn repeats_wait_for_a_better_moment_until_their_life_ends() {
    let queue = queue(&[entry(1, None, true), entry(2, None, true), entry(3, None, false)]);
    let leaves = |now, waited| leaves(&queue, now, Repeats::WaitedFor(waited), &Parking::default(), &[]);
    assert_eq!(leaves(10_000, 5_000), Some(3), "a first report needs no better one");
    let mut repeats = queue;
    assert!(repeats.remove(&RowId([3; 16])).is_some());
    let leaves = |now| {
        let choice = Choice {
            parking: &Parking::default(),
            suspects: &BTreeSet::new(),
            repeats: Repeats::WaitedFor(5_000),
        };
        repeats.next(now, &choice).map(|row| row.entry.id.0[0])
    };
    // Queued at 1 and 2 ms.
    assert_eq!((leaves(5_000), leaves(5_001), leaves(10_000)), (None, Some(1), Some(1)));
    assert_eq!(repeats.first_due(|_| Boot::MIN, Repeats::WaitedFor(5_000)), Some(5_001));
}

#[test]
fn an_unsealed_row_counts_but_does_not_leave() {
    let mut queue = Queue::default();
    queue.expect(&entry(1, None, false), now(0));
    assert_eq!((queue.len(), queue.sealed(), queue.bytes()), (1, 0, 89));
    assert_eq!(next(&queue, i64::MAX), None);
    assert!(queue.confirm(&RowId([1; 16]), 100));
    assert_eq!((queue.sealed(), queue.bytes()), (1, 100));
    assert!(!queue.confirm(&RowId([9; 16]), 100));
}

#[test]
fn a_wall_clock_set_back_does_not_hold_reports() {
    let mut queue = Queue::default();
    let past = Moment::new(Now { boot_ms: 10_000, wall_ms: 1 });
    queue.restore(&[entry(1, None, false)], past, [5_000, 21_600_000], &lived(past));
    assert!(queue.get(&RowId([1; 16])).unwrap().due <= 15_000);
    assert_eq!(queue.get(&RowId([1; 16])).unwrap().queued, 1);
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
    assert_eq!(queue.first_due(|_| Boot::MIN, Repeats::All), Some(60_000));
    assert_eq!(queue.older_than(2, &BTreeSet::new()), Some(RowId([1; 16])));
    assert_eq!(queue.older_than(2, &BTreeSet::from([RowId([1; 16])])), None);
}
