//! Making the table in pieces and keeping it up to date.

use findmesh_core::owner::{OwnTag, Resolver};
use proptest::prelude::*;

use crate::tags::{
    Air, DAY, NOW, NativeTag, all_keys, apple_keys, apple_primary, build, id, knowing, knowing_all,
    native_keys, one_of_each, resolver,
};

/// Adverts of a tag of every network, at clocks all around a moment.
fn around(now: i64) -> Vec<Air> {
    [-30 * DAY, -5 * DAY, -DAY, -43_000, -7_200, -900, 0, 900, 7_200, 43_000, DAY]
        .iter()
        .flat_map(|offset| one_of_each(3, now + offset))
        .collect()
}

fn found(resolver: &Resolver, air: &[Air], now: i64) -> Vec<bool> {
    air.iter().map(|air| air.resolved(resolver, now).is_some()).collect()
}

#[test]
fn pieces_come_to_the_same_as_the_whole() {
    let whole = knowing_all(3, NOW);
    let mut pieces = resolver();
    for (name, keys) in (1..).zip(all_keys(3)) {
        pieces.add(OwnTag { id: id(name), keys }, NOW).unwrap();
    }
    let (mut calls, mut before) = (0, usize::MAX);
    loop {
        let had = pieces.candidates();
        let progress = pieces.advance(NOW, 7);
        assert!(pieces.candidates() - had <= 7, "no more keys than allowed");
        assert!(progress.missing < before, "each call brings it nearer");
        (calls, before) = (calls + 1, progress.missing);
        if progress.is_complete() {
            break;
        }
    }
    assert_eq!(pieces.candidates(), whole.candidates());
    assert_eq!(calls, whole.candidates().div_ceil(7));
    assert_eq!(found(&pieces, &around(NOW), NOW), found(&whole, &around(NOW), NOW));
}

#[test]
fn where_tags_should_be_comes_first() {
    let mut resolver = resolver();
    for number in 1..=5 {
        resolver.add(OwnTag { id: id(number), keys: apple_keys(number) }, NOW).unwrap();
    }
    assert!(resolver.advance(NOW, 5 * 8).missing > 400);
    for number in 1..=5 {
        assert!(apple_primary(number, NOW).resolved(&resolver, NOW).is_some());
    }
}

#[test]
fn nothing_is_made_twice_and_what_is_outdated_goes() {
    let mut resolver = knowing(apple_keys(3), NOW);
    let (first, bytes) = (resolver.candidates(), resolver.table_bytes());
    for quarter in 1..=90 {
        let progress = resolver.advance(NOW + quarter * 900, 4);
        assert!(progress.is_complete(), "a step of each chain at most, and the sweep: {progress:?}");
    }
    assert!(resolver.candidates().abs_diff(first) <= 2, "{} then, {} now", first, resolver.candidates());
    assert!(resolver.table_bytes() <= bytes * 2);
}

#[test]
fn a_tag_that_is_added_later_is_found_after_the_next_piece() {
    let mut resolver = knowing(native_keys(1), NOW);
    resolver.add(OwnTag { id: id(2), keys: native_keys(2) }, NOW).unwrap();
    let air = NativeTag::new(2).separated(NOW, 0);
    assert!(air.resolved(&resolver, NOW).is_none());
    resolver.advance(NOW, 3);
    assert_eq!(air.resolved(&resolver, NOW).map(|found| found.tag), Some(id(2)));
}

#[test]
fn outdated_entries_never_match_even_before_they_are_swept() {
    let mut resolver = resolver();
    for number in 1..=9 {
        resolver.add(OwnTag { id: id(number), keys: apple_keys(number) }, NOW).unwrap();
    }
    build(&mut resolver, NOW);
    let progress = resolver.advance(NOW + 60 * DAY, 0);
    assert!(progress.unswept > 0 && progress.missing > 0);
    assert!(apple_primary(3, NOW).resolved(&resolver, NOW).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// However time went, in whatever pieces: what is found depends on the moment alone.
    #[test]
    fn any_walk_through_time_ends_where_a_fresh_build_does(
        steps in prop::collection::vec((-3 * DAY..3 * DAY, 0_usize..300), 1..6), last in -DAY..DAY,
    ) {
        let mut walked = knowing_all(3, NOW);
        for (step, keys) in steps {
            walked.advance(NOW + step, keys);
        }
        let now = NOW + last;
        build(&mut walked, now);
        let mut fresh = resolver();
        for (name, keys) in (1..).zip(all_keys(3)) {
            fresh.add(OwnTag { id: id(name), keys }, NOW).unwrap();
        }
        build(&mut fresh, now);
        prop_assert_eq!(walked.candidates(), fresh.candidates());
        prop_assert_eq!(found(&walked, &around(now), now), found(&fresh, &around(now), now));
    }
}
