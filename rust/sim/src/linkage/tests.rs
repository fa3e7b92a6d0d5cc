//! The attacks work where there is something to find; what they find in the city.
#![allow(clippy::print_stdout, reason = "the figures of docs/privacy.md")]
#![allow(clippy::cast_possible_truncation, reason = "small numbers")]

use super::{Arrival, Attack, Figure, Hours, arrivals, figures};
use crate::chance;
use crate::day::City;
use crate::platform::Constants;
use crate::policy::Policy;
use crate::world::Point;

const MINUTE: u64 = 60_000;

/// A day of `finders` who each see 12 landmarks in a row of their own, `step_ms` apart, and whose reports arrive after
/// a delay of up to `delay_ms`.
fn row(seed: u64, finders: u32, step_ms: u64, delay_ms: u64) -> Vec<Arrival> {
    let draw = |number: u32, what: u64, end| chance::below(seed ^ u64::from(number), what, end);
    let of = |finder: u32| {
        let start = draw(finder, 0, 12 * 60 * MINUTE);
        (0..12).map(move |n| {
            let seen_ms = start + n * step_ms;
            let at_ms = seen_ms + draw(finder, 1 + n, delay_ms + 1);
            let place = Point::new(draw(finder, 100, 10_000) as f64 + n as f64 * 100.0, 0.0);
            Arrival { at_ms, place, seen_ms, finder }
        })
    };
    let mut day: Vec<Arrival> = (0..finders).flat_map(of).collect();
    day.sort_by_key(|arrival| (arrival.at_ms, arrival.finder));
    day
}

fn of(figures: &[Figure], attack: Attack) -> f64 {
    figures.iter().find(|figure| figure.attack == attack).unwrap().auc.unwrap()
}

#[test]
fn reports_that_leave_at_once_betray_their_finder() {
    let days = |seeds: [u64; 2]| seeds.map(|seed| row(seed, 500, 20_000, 0)).to_vec();
    let found = figures(&days([1, 2]), &days([3, 4]), Hours::Day);
    for attack in
        [Attack::Gap, Attack::GapAndRate, Attack::Travel, Attack::PlacesAndArrival, Attack::OpenedFirst]
    {
        assert!(of(&found, attack) > 0.9, "{attack:?}: {found:?}");
    }
    assert!(of(&found, Attack::Order) > 0.8, "{found:?}");
}

#[test]
fn chance_is_a_half() {
    // The same arrivals, dealt to the finders by lot.
    let shuffled = |seed: u64| {
        let mut day = row(seed, 500, 20_000, 0);
        for (n, arrival) in day.iter_mut().enumerate() {
            arrival.finder = chance::below(seed, 10_000 + n as u64, 500) as u32;
        }
        day
    };
    let found = figures(&[shuffled(1), shuffled(2)], &[shuffled(3), shuffled(4)], Hours::Day);
    for figure in found {
        let auc = figure.auc.unwrap();
        assert!((0.47..0.53).contains(&auc), "{figure:?}");
    }
}

/// Days of cities with so many finders, who report by the default plan.
fn days(seeds: std::ops::Range<u64>, people: usize) -> Vec<Vec<Arrival>> {
    let day = |seed| {
        let city = City::new(seed, people, Constants::builtin());
        arrivals(city.world(), &city.deliveries(Policy::Background, 2))
    };
    seeds.map(day).collect()
}

fn tell(what: &str, found: &[Figure]) {
    println!("{what}");
    for Figure { attack, auc, same, other } in found {
        let auc = auc.map_or("-".to_owned(), |auc| format!("{auc:.3}"));
        println!("  {:20} {auc} over {same} pairs of one finder, {other} of two", attack.as_str());
    }
}

/// The figures of docs/privacy.md, which `cargo test -p findmesh-sim linkage -- --nocapture` prints.
#[test]
fn of_five_hundred_finders_arrival_hardly_betrays_one() {
    let (known, unknown) = (days(1_000..1_008, 500), days(2_000..2_008, 500));
    let found = figures(&known, &unknown, Hours::Day);
    tell("500 finders, day", &found);
    for attack in Attack::BY_ARRIVAL {
        assert!(of(&found, attack) <= 0.55, "{attack:?}: {found:?}");
    }
    let enough = |figure: &Figure| figure.same > 1_000 && figure.other > 100_000;
    assert!(found.iter().all(enough), "{found:?}");
    // Where people walk is no secret to whoever reads the reports of tags of their own, at whatever time they arrive.
    assert!(of(&found, Attack::OpenedBoth) > 0.7);
    tell("500 finders, night", &figures(&known, &unknown, Hours::Night));
}

#[test]
fn of_fifty_finders_it_is_as_measured() {
    let (known, unknown) = (days(3_000..3_080, 50), days(4_000..4_060, 50));
    let found = figures(&known, &unknown, Hours::Day);
    tell("50 finders, day", &found);
    assert!(found.iter().all(|figure| figure.auc.is_some()), "{found:?}");
    tell("50 finders, night", &figures(&known, &unknown, Hours::Night));
}

/// A finder without delays and rests is found: the attacks would see it.
#[test]
fn without_delays_and_rests_arrival_betrays() {
    let hasty = |seeds: std::ops::Range<u64>| -> Vec<Vec<Arrival>> {
        let day = |seed| {
            let city = City::new(seed, 500, Constants::builtin());
            let mut config = city.config().clone();
            config.upload.max_delay_ms = 0;
            (config.upload.min_spacing_ms, config.upload.max_spacing_ms) = (1_000, 1_000);
            config.upload.max_rest_ms = 1_000;
            let city = city.with_config(config);
            arrivals(city.world(), &city.deliveries(Policy::Background, 2))
        };
        seeds.map(day).collect()
    };
    let found = figures(&hasty(1_000..1_002), &hasty(2_000..2_002), Hours::Day);
    tell("500 finders without delays and rests, day", &found);
    assert!(of(&found, Attack::Gap) > 0.6, "{found:?}");
}
