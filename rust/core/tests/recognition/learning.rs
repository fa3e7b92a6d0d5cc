//! What is learnt of clocks, and what follows of it.

use findmesh_core::owner::{LearntTag, OwnTag, Resolver};
use proptest::prelude::*;

use crate::tags::{
    DAY, NOW, NativeTag, apple_keys, apple_primary, build, eddystone_keys, fhn_keys, id, knowing,
    native_keys, resolver,
};

/// The tag is heard at its offset, a key a quarter of an hour.
fn hear_apple(resolver: &mut Resolver, offset: i64, quarters: std::ops::Range<i64>) {
    for quarter in quarters {
        let now = NOW + quarter * 900;
        build(resolver, now);
        if let Some(found) = apple_primary(3, now + offset).resolved(resolver, now) {
            resolver.observe(&found);
        }
    }
}

fn offset_of(resolver: &Resolver) -> Option<(i64, i64)> {
    resolver.learnt(id(1)).unwrap().offset().map(|range| (range.least, range.most))
}

#[test]
fn the_window_narrows_around_the_clock_that_was_learnt() {
    let mut resolver = knowing(apple_keys(3), NOW);
    assert_eq!(resolver.candidates(), 97 + 3, "half a day to either side, three days of the secondary chain");
    hear_apple(&mut resolver, -20_000, 0..8);
    let (least, most) = offset_of(&resolver).unwrap();
    assert!((least..=most).contains(&-20_000) && most - least <= 1_000);
    assert!(resolver.candidates() < 20, "{}", resolver.candidates());
    let now = NOW + 8 * 900;
    assert!(apple_primary(3, now - 20_000).resolved(&resolver, now).is_some());
    assert!(
        apple_primary(3, now).resolved(&resolver, now).is_some(),
        "a clock that was set is found at once"
    );
    assert!(apple_primary(3, now + 20_000).resolved(&resolver, now).is_none());
}

/// A key that lasts a day says little of quarters of an hour.
#[test]
fn what_days_teach_does_not_widen_the_window_of_slots() {
    let mut resolver = knowing(native_keys(1), NOW);
    assert_eq!(resolver.candidates(), 3 + 9);
    let mut tag = NativeTag::new(1);
    for day in 0..4 {
        let now = NOW + day * DAY;
        build(&mut resolver, now);
        let found = tag.separated(now, 0).resolved(&resolver, now).unwrap();
        resolver.observe(&found);
    }
    assert!(offset_of(&resolver).is_some());
    build(&mut resolver, NOW + 3 * DAY);
    assert!((3 + 9..=5 + 9).contains(&resolver.candidates()), "{}", resolver.candidates());
}

/// Four days behind, it is met near its owner: the slots of its day are looked at, which its days told.
#[test]
fn a_tag_found_by_its_day_is_found_by_its_slots() {
    let mut resolver = knowing(native_keys(1), NOW);
    let (mut tag, offset) = (NativeTag::new(1), -4 * DAY - 5_000);
    for day in 1..4 {
        let now = NOW + day * DAY;
        build(&mut resolver, now);
        let found = tag.separated(now + offset, 0).resolved(&resolver, now).expect("in the wide window");
        resolver.observe(&found);
    }
    let now = NOW + 3 * DAY + 900;
    build(&mut resolver, now);
    let near = tag.near(now + offset).resolved(&resolver, now).expect("a slot of that day");
    let offsets = near.offsets.unwrap();
    assert!((offsets.least..=offsets.most).contains(&offset));
}

#[test]
fn what_was_learnt_outlives_the_process() {
    let mut resolver = knowing(apple_keys(3), NOW);
    hear_apple(&mut resolver, -20_000, 0..8);
    let kept: Vec<LearntTag> = resolver.export().collect();
    let mut next = self::resolver();
    assert!(!next.restore(&kept[0]), "no such tag yet");
    next.add(OwnTag { id: id(1), keys: apple_keys(3) }, NOW + 9_000).unwrap();
    assert!(next.restore(&kept[0]));
    assert!(!next.restore(&LearntTag { tag: id(1), state: vec![9; 80] }), "another version");
    build(&mut next, NOW + 9_000);
    assert_eq!(next.learnt(id(1)), resolver.learnt(id(1)));
    assert!(next.candidates() < 20);
    assert!(apple_primary(3, NOW + 9_000 - 20_000).resolved(&next, NOW + 9_000).is_some());
}

#[test]
fn a_silent_tag_is_missed_across_restarts() {
    let first = knowing(native_keys(1), NOW);
    let kept = first.export().next().unwrap();
    let later = NOW + DAY + 1;
    let mut second = resolver();
    second.add(OwnTag { id: id(1), keys: native_keys(1) }, later).unwrap();
    second.restore(&kept);
    build(&mut second, later);
    assert!(NativeTag::new(1).separated(later - 20 * DAY, 0).resolved(&second, later).is_some());
}

#[test]
fn the_owner_may_search_before_a_tag_is_missed() {
    let mut resolver = knowing(native_keys(1), NOW);
    let lost = NativeTag::new(1).separated(NOW - 20 * DAY, 0);
    assert!(lost.resolved(&resolver, NOW).is_none());
    resolver.search(id(1));
    build(&mut resolver, NOW);
    assert!(lost.resolved(&resolver, NOW).is_some());
    resolver.contact(id(1), 0, NOW);
    build(&mut resolver, NOW);
    assert!(lost.resolved(&resolver, NOW).is_none());
    assert_eq!(offset_of(&resolver), Some((-2, 2)));
}

#[test]
fn a_tag_that_lost_power_is_followed_to_its_new_clock() {
    let mut resolver = knowing(apple_keys(3), NOW);
    hear_apple(&mut resolver, -20_000, 0..8);
    // Four days without power; then it is missed, found, believed, and the window is narrow again.
    hear_apple(&mut resolver, -20_000 - 4 * DAY, 500..510);
    let (least, most) = offset_of(&resolver).unwrap();
    assert!((least..=most).contains(&(-20_000 - 4 * DAY)));
    assert!(!resolver.learnt(id(1)).unwrap().is_confirmed());
    build(&mut resolver, NOW + 511 * 900);
    assert!(resolver.candidates() < 20, "{}", resolver.candidates());
}

#[test]
fn a_recording_played_back_neither_moves_the_window_nor_ends_the_search() {
    let mut resolver = knowing(apple_keys(3), NOW);
    hear_apple(&mut resolver, 0, 0..8);
    let known = offset_of(&resolver);
    let recorded = apple_primary(3, NOW + 900);
    for hour in 3..60 {
        let now = NOW + hour * 3_600;
        build(&mut resolver, now);
        if let Some(found) = recorded.resolved(&resolver, now) {
            resolver.observe(&found);
        }
    }
    assert_eq!(offset_of(&resolver), known);
    let now = NOW + 60 * 3_600;
    let lost = apple_primary(3, now - 2 * DAY).resolved(&resolver, now);
    assert!(lost.is_some(), "the wide window is there although a recording was heard an hour ago");
}

#[test]
fn it_says_what_is_worth_storing() {
    let mut resolver = knowing(apple_keys(3), NOW);
    let found = apple_primary(3, NOW).resolved(&resolver, NOW).unwrap();
    assert!(resolver.observe(&found), "a first claim");
    assert!(!resolver.observe(&found), "nothing new");
    resolver.remove(id(1));
    assert!(!resolver.observe(&found), "a tag that is gone");
}

#[test]
fn a_match_of_a_removed_tag_teaches_nothing_of_the_one_in_its_place() {
    let mut resolver = knowing(apple_keys(3), NOW);
    let found = apple_primary(3, NOW).resolved(&resolver, NOW).unwrap();
    resolver.remove(id(1));
    resolver.add(OwnTag { id: id(2), keys: eddystone_keys(2) }, NOW).unwrap();
    assert!(!resolver.observe(&found));
    assert_eq!(resolver.learnt(id(2)).unwrap().last_seen(), None);
}

#[test]
fn removing_a_tag_hands_back_what_was_learnt() {
    let mut resolver = knowing(fhn_keys(3, &[]), NOW);
    assert_eq!(resolver.remove(id(1)).map(|kept| kept.tag), Some(id(1)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any start in the window and any drift of a bad quartz: heard now and then, the tag is never lost.
    #[test]
    fn a_clock_that_drifts_is_followed_for_weeks(
        start in -40_000_i64..40_000, ppm in -90_i64..=90, pauses in prop::collection::vec(1_i64..60, 10..40),
    ) {
        let mut resolver = knowing(apple_keys(3), NOW);
        let (mut quarter, mut heard) = (0, 0);
        for pause in pauses {
            quarter += pause;
            let now = NOW + quarter * 900;
            build(&mut resolver, now);
            let clock = now + start + quarter * 900 * ppm / 1_000_000;
            let found = apple_primary(3, clock).resolved(&resolver, now);
            prop_assert!(found.is_some(), "lost after {} quarters, heard {}", quarter, heard);
            resolver.observe(&found.unwrap());
            heard += 1;
        }
        let (least, most) = offset_of(&resolver).expect("an offset after so many keys");
        let offset = start + quarter * 900 * ppm / 1_000_000;
        prop_assert!((least..=most).contains(&offset));
    }
}
