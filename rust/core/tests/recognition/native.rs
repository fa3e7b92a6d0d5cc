//! Tags of our own network, in the windows of docs/formats.md §1.

use findmesh_core::owner::{Evidence, Position};
use findmesh_proto::advert::State;
use proptest::prelude::*;

use crate::tags::{DAY, NOW, NativeTag, PROVISIONED, build, id, knowing, native_keys};

const TODAY: u32 = (NOW / DAY) as u32 - PROVISIONED;

#[test]
fn a_tag_is_found_with_all_that_is_known_of_it() {
    let resolver = knowing(native_keys(1), NOW);
    let mut tag = NativeTag::new(1);
    let away = tag.separated(NOW, 0).resolved(&resolver, NOW).unwrap();
    assert_eq!((away.tag, away.network, away.evidence), (id(1), "findmesh", Evidence::FullKey));
    assert_eq!(away.position, Position::Slot { day_index: TODAY, slot: 255 });
    assert_eq!((away.offset_seconds, away.state, away.at), (Some(0), State::Separated, NOW));
    let near = tag.near(NOW + 100).resolved(&resolver, NOW).unwrap();
    assert_eq!(near.position, Position::Slot { day_index: TODAY, slot: 32 });
    assert_eq!(near.state, State::NearOwner);
    assert_eq!(away.offsets.map(|range| (range.least, range.most)), Some((-28_830, 61_230)));
}

#[test]
fn the_window_is_one_day_and_one_slot_to_either_side() {
    let resolver = knowing(native_keys(1), NOW);
    let mut tag = NativeTag::new(1);
    let mut found = |day, slot| tag.air(day, slot).resolved(&resolver, NOW).is_some();
    let days: Vec<u32> = (TODAY - 40..TODAY + 10).filter(|day| found(*day, 255)).collect();
    assert_eq!(days, [TODAY - 1, TODAY, TODAY + 1]);
    for day in TODAY - 2..=TODAY + 2 {
        let slots: Vec<u8> = (0..96).filter(|slot| found(day, *slot)).collect();
        assert_eq!(slots, if day.abs_diff(TODAY) <= 1 { vec![31, 32, 33] } else { vec![] });
    }
}

#[test]
fn at_midnight_the_slot_before_is_yesterdays() {
    let midnight = NOW / DAY * DAY;
    let resolver = knowing(native_keys(1), midnight);
    let mut tag = NativeTag::new(1);
    assert!(tag.air(TODAY - 1, 95).resolved(&resolver, midnight).is_some());
    assert!(tag.air(TODAY, 1).resolved(&resolver, midnight).is_some());
    assert!(tag.air(TODAY, 94).resolved(&resolver, midnight).is_none());
}

#[test]
fn on_the_day_of_provisioning_there_is_no_day_before() {
    let now = i64::from(PROVISIONED) * DAY + 50;
    let resolver = knowing(native_keys(1), now);
    assert_eq!(
        resolver.candidates(),
        2 + 5,
        "slot 255 of two days, slots 0 and 1 of today, 95 to 1 of tomorrow"
    );
    assert!(NativeTag::new(1).separated(now, 0).resolved(&resolver, now).is_some());
    let before = knowing(native_keys(1), now - 3 * DAY);
    assert_eq!(before.candidates(), 0);
}

#[test]
fn a_silent_tag_is_looked_for_in_the_past_month() {
    let mut resolver = knowing(native_keys(1), NOW);
    let mut tag = NativeTag::new(1);
    build(&mut resolver, NOW + DAY - 1);
    assert!(tag.air(TODAY - 20, 255).resolved(&resolver, NOW).is_none(), "not silent for long yet");
    let later = NOW + DAY;
    build(&mut resolver, later);
    let found = |day: u32| NativeTag::new(1).air(day, 255).resolved(&resolver, later).is_some();
    let days: Vec<u32> = (TODAY - 60..TODAY + 60).filter(|day| found(*day)).collect();
    assert_eq!(days, (TODAY + 1 - 30..=TODAY + 2).collect::<Vec<_>>());
    assert!(tag.air(TODAY - 20, 40).resolved(&resolver, later).is_none(), "slot 255 only");
}

/// A tag that kept its clock at a power loss: it resumes at max(stored T + 3 600, start of the stored day).
#[derive(Clone, Copy, Debug)]
struct PowerLoss {
    lost_at: i64,
    lasted: i64,
    /// Seconds since T was written, below an hour.
    written_before: i64,
    /// Offset of the clock before.
    offset: i64,
}

impl PowerLoss {
    fn clock(self, now: i64) -> i64 {
        let stored = self.lost_at + self.offset - self.written_before;
        let stored_day = (self.lost_at + self.offset).div_euclid(DAY) * DAY;
        (stored + 3_600).max(stored_day) + now - self.lost_at - self.lasted
    }
}

fn power_loss() -> impl Strategy<Value = PowerLoss> {
    (0..DAY, 0..29 * DAY, 0..3_600_i64, -600..600_i64).prop_map(|(lost, lasted, written_before, offset)| {
        PowerLoss { lost_at: NOW + lost, lasted, written_before, offset }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_clock_that_is_a_day_off_at_most_is_found(
        time in 0..10 * DAY, offset in -DAY + 3_600..DAY, draw in 0..3_600_i64,
    ) {
        let now = NOW + time;
        let resolver = knowing(native_keys(1), now);
        let matched = NativeTag::new(1).separated(now + offset, draw).resolved(&resolver, now);
        let offsets = matched.expect("within the window").offsets.unwrap();
        prop_assert!((offsets.least..=offsets.most).contains(&offset));
    }

    #[test]
    fn a_clock_that_is_a_slot_off_at_most_is_found_near_its_owner(
        time in 0..10 * DAY, offset in -810_i64..900, days in -1_i64..=1,
    ) {
        let (now, offset) = (NOW + time, offset + days * DAY);
        let resolver = knowing(native_keys(1), now);
        let matched = NativeTag::new(1).near(now + offset).resolved(&resolver, now);
        let offsets = matched.expect("within the window").offsets.unwrap();
        prop_assert!((offsets.least..=offsets.most).contains(&offset));
    }

    #[test]
    fn a_tag_that_lost_power_is_found_once_it_is_missed(loss in power_loss(), draw in 0..3_600_i64, later in 0..DAY) {
        let mut resolver = knowing(native_keys(1), NOW);
        let mut tag = NativeTag::new(1);
        let seen = tag.separated(NOW + loss.offset, draw).resolved(&resolver, NOW).expect("before its loss");
        resolver.observe(&seen);
        let now = (loss.lost_at + loss.lasted).max(NOW + DAY) + later;
        build(&mut resolver, now);
        let clock = loss.clock(now);
        let matched = tag.separated(clock, draw).resolved(&resolver, now).expect("in the wide window");
        let offsets = matched.offsets.unwrap();
        prop_assert!((offsets.least..=offsets.most).contains(&(clock - now)));
    }
}
