//! More bodies than an id may have in an hour: the relay samples, and says how many.

use std::collections::BTreeSet;

use findmesh_core::QueueRow;
use findmesh_e2e::MINUTE;
use findmesh_proto::Network;

use crate::dice::Dice;
use crate::fault::Fault;
use crate::phone::Phone;
use crate::relay::{RelayHost, Sums};
use crate::storm::row;
use crate::transport::{FaultyTransport, Weather};

const CAP: u32 = 8;

/// Well-formed native reports of one id.
fn rows(count: usize, wall_ms: i64) -> Vec<QueueRow> {
    let mut dice = Dice::new(3);
    let mut rows = Vec::new();
    while rows.len() < count {
        let mut row = row(&mut dice, Network::Native, wall_ms, false);
        row.lookup_id = vec![9; 16];
        if row.body.len() == 73 {
            rows.push(row);
        }
    }
    rows
}

#[test]
fn nothing_is_sampled_in_silence() {
    let clock = Phone::clock();
    let relay = RelayHost::start(clock.clone(), &[Network::Native], CAP);
    // Every third arrives twice, every fourth is not heard of.
    let faults = (0..200).map(|n| match n % 12 {
        0 | 3 | 6 | 9 => Fault::Twice,
        4 | 8 => Fault::LostAnswer,
        _ => Fault::None,
    });
    let wire = FaultyTransport::new(relay.clone(), Weather::script(faults));
    let mut phone = Phone::new(1, clock, wire.client(), |_| {});
    phone.restart_with(rows(40, phone.now().wall_ms));
    phone.passes(31 * MINUTE);
    let mut expected = Sums::default();
    let mut displaced = BTreeSet::new();
    while phone.health().queue.reports > 0 {
        let before: BTreeSet<Vec<u8>> = relay.held(Network::Native, &[9; 16]).into_iter().collect();
        let (sums, journeys) = (relay.sums(), wire.journeys().len());
        // Shorter than any pause: one request at a time can be judged.
        phone.works_for(29_000);
        let after: BTreeSet<Vec<u8>> = relay.held(Network::Native, &[9; 16]).into_iter().collect();
        displaced.extend(before.difference(&after).cloned());
        for journey in &wire.journeys()[journeys..] {
            let copies = journey.statuses.iter().filter(|status| **status == 204).count() as u64;
            if copies > 0 && !after.contains(&journey.report().body) {
                displaced.insert(journey.report().body.clone());
            }
            expected = tally(expected, &before, &after, &journey.report().body, copies);
        }
        assert!(wire.journeys().len() - journeys <= 1);
        assert_eq!(relay.sums(), expected, "{sums:?}");
    }
    let held: BTreeSet<Vec<u8>> = relay.held(Network::Native, &[9; 16]).into_iter().collect();
    assert_eq!(held.len() as u64, expected.held);
    assert!(expected.sampled > 0 && held.len() > CAP as usize, "over several hours: {expected:?}");
    let sent: BTreeSet<Vec<u8>> =
        wire.journeys().into_iter().map(|journey| journey.report().body.clone()).collect();
    let gone: BTreeSet<Vec<u8>> = sent.difference(&held).cloned().collect();
    assert_eq!(sent.len(), 40);
    assert!(gone.is_subset(&displaced), "what is not there was counted when it went");
    assert!(gone.len() as u64 <= expected.sampled);
    assert_eq!(phone.count("uploaded"), 40);
}

/// What the relay has to count for copies of a body, by what it held before and after.
fn tally(
    sums: Sums,
    before: &BTreeSet<Vec<u8>>,
    after: &BTreeSet<Vec<u8>>,
    body: &[u8],
    copies: u64,
) -> Sums {
    if copies == 0 {
        return sums;
    }
    if before.contains(body) {
        return Sums { duplicate: sums.duplicate + copies, ..sums };
    }
    if !after.contains(body) {
        // Displaced at once, and each time that it came.
        return Sums { sampled: sums.sampled + copies, ..sums };
    }
    let grown = (after.len() - before.len()) as u64;
    Sums {
        held: sums.held + grown,
        sampled: sums.sampled + 1 - grown,
        duplicate: sums.duplicate + copies - 1,
    }
}

#[test]
fn eight_of_an_hour_stay_and_an_earlier_hour_is_never_displaced() {
    let clock = Phone::clock();
    let relay = RelayHost::start(clock.clone(), &[Network::Native], CAP);
    let wire = FaultyTransport::new(relay.clone(), Weather::Calm);
    let mut phone = Phone::new(2, clock, wire.client(), |config| {
        // Fast, so that an hour is full long before it ends.
        (config.upload.min_spacing_ms, config.upload.max_spacing_ms) = (1_000, 1_000);
    });
    phone.restart_with(rows(60, phone.now().wall_ms));
    phone.passes(60 * MINUTE - phone.now().boot_ms % (60 * MINUTE));
    phone.works(1);
    let first: BTreeSet<Vec<u8>> = relay.held(Network::Native, &[9; 16]).into_iter().collect();
    assert_eq!(first.len(), CAP as usize);
    phone.restart_with(rows(90, phone.now().wall_ms).split_off(60));
    phone.passes(60 * MINUTE);
    phone.works(2);
    let second: BTreeSet<Vec<u8>> = relay.held(Network::Native, &[9; 16]).into_iter().collect();
    assert_eq!((second.len(), second.is_superset(&first)), (2 * CAP as usize, true));
    let (sums, uploaded) = (relay.sums(), phone.count("uploaded"));
    assert_eq!((uploaded, sums.held + sums.sampled), (90, 90));
}
