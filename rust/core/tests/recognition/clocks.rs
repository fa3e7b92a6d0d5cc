//! Tags of other networks whose clocks drift, stop and jump; phones whose clocks jump.

use findmesh_core::Seed;
use findmesh_core::owner::{Evidence, OwnTag, Position, Resolver, ResolverConfig, TagKeys};
use findmesh_crypto::fhn::Curve;
use proptest::prelude::*;

use crate::tags::{
    Air, CLOCK_ZERO, DAY, NOW, apple_keys, apple_nearby, apple_primary, apple_secondary, apple_step, build,
    eddystone_air, eddystone_keys, fhn_air, fhn_keys, id, knowing, knowing_all, one_of_each, samsung_air,
    samsung_keys,
};

const HALF_DAY: i64 = 43_200;

#[test]
fn positions_are_in_each_networks_own_numbers() {
    let resolver = knowing_all(3, NOW);
    let step = apple_step(NOW);
    let counter = |mask: u32| Position::Counter { counter: u32::try_from(NOW - CLOCK_ZERO).unwrap() & !mask };
    let expected = [
        ("findmesh", Evidence::FullKey, Position::Slot { day_index: 400, slot: 255 }),
        ("findmesh", Evidence::FullKey, Position::Slot { day_index: 400, slot: 31 }),
        ("apple", Evidence::FullKey, Position::Primary { index: step }),
        ("apple", Evidence::Prefix, Position::Primary { index: step }),
        ("apple", Evidence::FullKey, Position::Secondary { index: step / 96 + 1 }),
        ("fhn", Evidence::FullKey, counter(1_023)),
        ("fhn", Evidence::FullKey, counter(1_023)),
        ("samsung", Evidence::FullKey, Position::Pool { index: 77 }),
        ("eddystone", Evidence::FullKey, counter(4_095)),
    ];
    for (air, expected) in one_of_each(3, NOW).iter().zip(expected) {
        let found = air.resolved(&resolver, NOW).expect("within the window");
        assert_eq!((found.network, found.evidence, found.position), expected);
    }
}

#[test]
fn an_offset_is_how_far_the_clock_is_off_at_least() {
    let resolver = knowing(apple_keys(3), NOW);
    let offset =
        |clock| apple_primary(3, clock).resolved(&resolver, NOW).and_then(|found| found.offset_seconds);
    assert_eq!(offset(NOW), Some(0));
    let start = CLOCK_ZERO + i64::from(apple_step(NOW)) * 900;
    assert_eq!(offset(NOW + 900), Some(start + 900 - 30 - NOW));
    assert_eq!(offset(NOW - 9_000), Some(start - 9_000 + 900 + 30 - NOW));
}

#[test]
fn curves_are_looked_for_as_configured() {
    let resolver = knowing(fhn_keys(3, &[Curve::Secp160r1]), NOW);
    assert!(fhn_air(3, NOW, Curve::Secp160r1).resolved(&resolver, NOW).is_some());
    assert!(fhn_air(3, NOW, Curve::Secp256r1).resolved(&resolver, NOW).is_none());
}

#[test]
fn a_smarttag_is_found_by_any_id_of_its_pool_and_tells_its_clock_where_it_signed() {
    let resolver = knowing(samsung_keys(3), NOW);
    assert_eq!(resolver.candidates(), 1_000);
    let counter = u32::try_from((NOW - 1_593_648_000) / 900).unwrap();
    for index in [1, 500, 1_000] {
        let found = samsung_air(3, index, counter - 96).resolved(&resolver, NOW).unwrap();
        assert_eq!(found.position, Position::Pool { index: u32::from(index) });
        assert!((-DAY..=-DAY + 960).contains(&found.offset_seconds.unwrap()));
    }
    let forged = samsung_air(3, 5, counter).turned(5, 0);
    let found = forged.resolved(&resolver, NOW).unwrap();
    assert_eq!(found.offset_seconds, None, "the counter is not the one that was signed");
}

#[test]
fn the_half_width_of_the_window_is_the_configured_one() {
    let config = ResolverConfig { drift_seconds: 3_600, ..ResolverConfig::default() };
    let mut resolver = Resolver::new(config, Seed([1; 32]));
    resolver.add(OwnTag { id: id(1), keys: apple_keys(3) }, NOW).unwrap();
    build(&mut resolver, NOW);
    assert!(apple_primary(3, NOW - 3_600).resolved(&resolver, NOW).is_some());
    assert!(apple_primary(3, NOW - 4_501).resolved(&resolver, NOW).is_none());
}

/// Keys of a network, and what a tag with them sends when its clock reads that.
type Network = (fn() -> TagKeys, fn(i64) -> Air);

fn clocked() -> impl Strategy<Value = Network> {
    let networks: [Network; 6] = [
        (|| apple_keys(3), |clock| apple_primary(3, clock)),
        (|| apple_keys(3), |clock| apple_nearby(3, clock)),
        (|| apple_keys(3), |clock| apple_secondary(3, clock, 2)),
        (|| fhn_keys(3, &[Curve::Secp160r1]), |clock| fhn_air(3, clock, Curve::Secp160r1)),
        (|| fhn_keys(3, &[Curve::Secp256r1]), |clock| fhn_air(3, clock, Curve::Secp256r1)),
        (|| eddystone_keys(3), |clock| eddystone_air(3, clock)),
    ];
    prop::sample::select(networks.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_clock_that_is_half_a_day_off_at_most_is_found(
        (keys, air) in clocked(), time in 0..DAY, offset in -HALF_DAY..=HALF_DAY,
    ) {
        let now = NOW + time;
        let found = air(now + offset).resolved(&knowing(keys(), now), now).expect("within the window");
        let offsets = found.offsets.unwrap();
        prop_assert!((offsets.least..=offsets.most).contains(&offset));
    }

    /// The clock stands still while there is no power, and goes on from what was written up to a day before.
    #[test]
    fn a_clock_that_stood_still_is_found_once_it_is_missed(
        (keys, air) in clocked(), offset in -HALF_DAY..=HALF_DAY, lasted in 0..10 * DAY, written_before in 0..DAY,
    ) {
        let mut resolver = knowing(keys(), NOW);
        for at in [NOW, NOW + 2 * DAY] {
            build(&mut resolver, at);
            let seen = air(at + offset).resolved(&resolver, at).expect("before its loss");
            resolver.observe(&seen);
        }
        prop_assert!(resolver.learnt(id(1)).unwrap().offset().is_some());
        let now = NOW + 3 * DAY + lasted;
        build(&mut resolver, now);
        let clock = now + offset - lasted - written_before;
        let found = air(clock).resolved(&resolver, now).expect("in the wide window");
        let offsets = found.offsets.unwrap();
        prop_assert!((offsets.least..=offsets.most).contains(&(clock - now)));
    }
}

#[test]
fn a_phone_whose_clock_jumps_and_returns_finds_what_it_found() {
    let mut resolver = knowing_all(3, NOW);
    for jump in [NOW + 3_000 * DAY, 0, -5, NOW - 50 * DAY, i64::MAX, i64::MIN] {
        build(&mut resolver, jump);
    }
    build(&mut resolver, NOW);
    for air in one_of_each(3, NOW) {
        assert!(air.resolved(&resolver, NOW).is_some());
    }
}
