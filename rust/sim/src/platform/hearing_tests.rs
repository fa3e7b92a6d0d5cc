use proptest::prelude::*;

use super::draw::{Purpose, bits, unit};
use super::hearing::{Air, Signal, Windows};
use super::rules::Losses;
use crate::world::{Encounter, SENSITIVITY_DBM};

const NONE_LOST: Losses =
    Losses { coex: 1.0, radio: 0.0, jitter_us: 10_000, channel_gap_us: 500, airtime_us: 376 };
const STRONG: i8 = -50;

fn signal(tag: u32) -> Signal {
    Signal { tag, interval_us: 2_000_000, extended: false }
}

fn windows(window_ms: u64, interval_ms: u64) -> Windows {
    Windows { start_us: 0, interval_us: interval_ms * 1000, window_us: window_ms * 1000 }
}

/// The n-th of many encounters of a length, at no particular time.
fn stay(tag: u32, length_ms: u64, median_dbm: i8) -> Encounter {
    let from = 1_000_000 + u64::from(tag) * 7_919;
    Encounter::steady(tag, from, from + length_ms, median_dbm)
}

fn receptions(air: &Air, encounter: &Encounter, signal: Signal, windows: Windows) -> Vec<u64> {
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(reception) = air.first(encounter, signal, windows, from) {
        all.push(reception.at_us);
        from = reception.at_us + 1;
    }
    all
}

/// Mean number of adverts heard, and share of encounters in which one was.
fn sampled(losses: Losses, windows: Windows, length_ms: u64, count: u32) -> (f64, f64) {
    sampled_of(signal, losses, windows, length_ms, count)
}

fn sampled_of(
    signal: impl Fn(u32) -> Signal,
    losses: Losses,
    windows: Windows,
    length_ms: u64,
    count: u32,
) -> (f64, f64) {
    let air = Air { losses, seed: 11 };
    let heard =
        (0..count).map(|tag| receptions(&air, &stay(tag, length_ms, STRONG), signal(tag), windows).len());
    summary(heard, count)
}

fn summary(heard: impl Iterator<Item = usize>, count: u32) -> (f64, f64) {
    let (sum, some) = heard.fold((0, 0), |(sum, some), heard| (sum + heard, some + usize::from(heard > 0)));
    (sum as f64 / f64::from(count), some as f64 / f64::from(count))
}

/// The same, advert by advert: delays added up as the specification has them, one channel after the other.
fn exact(losses: Losses, windows: Windows, length_ms: u64, count: u32) -> (f64, f64) {
    let heard = (0..count).map(|tag| {
        let encounter = stay(tag, length_ms, STRONG);
        let mut number = 0;
        let mut draw = || {
            number += 1;
            bits(5, Purpose::Loss, u64::from(tag), number)
        };
        let mut at = encounter.from_ms * 1000 + draw() % 2_005_000;
        let mut heard = 0;
        while at <= encounter.to_ms * 1000 {
            let meets = (0..3).any(|channel| {
                let sent = at + channel * losses.channel_gap_us;
                let open = sent % windows.interval_us + losses.airtime_us <= windows.window_us;
                open && (sent / windows.interval_us) % 3 == channel
            });
            heard += usize::from(meets && unit(draw()) < (1.0 - losses.radio) * losses.coex);
            at += 2_000_000 + draw() % (losses.jitter_us + 1);
        }
        heard
    });
    summary(heard, count)
}

/// Shares of encounters of 10, 30 and 60 s in which a tag is heard.
fn odds(signal: impl Fn(u32) -> Signal, windows: Windows) -> [f64; 3] {
    [10_000, 30_000, 60_000].map(|length| sampled_of(&signal, NONE_LOST, windows, length, 6_000).1)
}

fn about(found: [f64; 3], expected: [f64; 3], within: f64) -> bool {
    found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < within)
}

/// Tags whose interval is anything about two seconds.
fn some_interval(tag: u32) -> Signal {
    Signal { interval_us: 1_500_000 + bits(1, Purpose::Phase, u64::from(tag), 1) % 1_000_000, ..signal(tag) }
}

#[test]
fn model_odds_without_losses_are_near_those_of_windows_that_meet_adverts_independently() {
    // 1 - (1 - window / 2 s)^(length / interval), as docs/finder.md §1 has them.
    let rows = [
        ((512, 10_240), [0.25, 0.58, 0.82]),
        ((140, 1_400), [0.40, 0.79, 0.95]),
        ((512, 5_120), [0.44, 0.82, 0.97]),
        ((183, 730), [0.73, 0.98, 1.0]),
    ];
    let wrong: Vec<_> = rows
        .into_iter()
        .map(|((window, interval), expected)| (expected, odds(some_interval, windows(window, interval))))
        .filter(|(expected, found)| !about(*found, *expected, 0.09))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn model_a_tag_of_exactly_two_seconds_keeps_step_with_some_windows_and_not_with_others() {
    // From one dark window to the next the beat of 2.005 s moves by 215 ms: (512 + n · 215) / 2005.
    let dark = odds(signal, windows(512, 10_240));
    assert!(about(dark, [0.25, 0.46, 0.78], 0.02), "{dark:?}");
    // Windows of 1.4 s move over it by 605 ms and miss little.
    let batch = odds(signal, windows(140, 1_400));
    assert!(about(batch, [0.50, 0.90, 1.0], 0.02), "{batch:?}");
    // One window in 150 s cannot be heard more often than it is open.
    let rare = odds(signal, windows(1_500, 150_000));
    assert!(about(rare, [0.05, 0.15, 0.30], 0.02), "{rare:?}");
}

#[test]
fn model_sampler_agrees_with_an_advert_by_advert_simulation() {
    let lossy = Losses { coex: 0.9, radio: 0.2, ..NONE_LOST };
    for losses in [NONE_LOST, lossy] {
        for (window, interval) in [(512, 10_240), (140, 1_400), (183, 730), (100, 100), (1_500, 15_000)] {
            for length in [10_000, 60_000, 600_000] {
                let count = if length > 60_000 { 600 } else { 6_000 };
                let (mean, share) = sampled(losses, windows(window, interval), length, count);
                let (exact_mean, exact_share) = exact(losses, windows(window, interval), length, count);
                let wide = 0.035 + 0.02 * exact_mean;
                assert!(
                    (mean - exact_mean).abs() < wide,
                    "{window}/{interval} {length}: {mean}, {exact_mean}"
                );
                assert!(
                    (share - exact_share).abs() < 0.03,
                    "{window}/{interval} {length}: {share}, {exact_share}"
                );
            }
        }
    }
}

#[test]
fn model_losses_thin_what_is_heard() {
    let lossy = Losses { coex: 0.5, radio: 0.5, ..NONE_LOST };
    let (all, _) = sampled(NONE_LOST, windows(100, 100), 60_000, 1_000);
    let (kept, _) = sampled(lossy, windows(100, 100), 60_000, 1_000);
    assert!((all - 29.8).abs() < 0.5, "{all}");
    assert!((kept / all - 0.25).abs() < 0.01, "{kept} of {all}");
}

#[test]
fn model_extended_adverts_have_to_be_received_twice() {
    let air = Air { losses: Losses { radio: 0.5, ..NONE_LOST }, seed: 3 };
    let extended = Signal { extended: true, ..signal(1) };
    let long = stay(1, 40_000_000, STRONG);
    let twice = receptions(&air, &long, extended, windows(100, 100)).len() as f64;
    let once = receptions(&air, &long, signal(1), windows(100, 100)).len() as f64;
    assert!((twice / once - 0.5).abs() < 0.03);
}

#[test]
fn model_a_faint_tag_is_heard_now_and_then_and_never_below_the_receivers_limit() {
    let air = Air { losses: NONE_LOST, seed: 3 };
    let at = |median| {
        let encounter = stay(1, 4_000_000, median);
        let mut from = 0;
        let mut strengths = Vec::new();
        while let Some(reception) = air.first(&encounter, signal(1), windows(100, 100), from) {
            strengths.push(reception.rssi);
            from = reception.at_us + 1;
        }
        strengths
    };
    let (near, far) = (at(-60), at(-99));
    assert!(far.len() * 10 < near.len() * 9 && !far.is_empty(), "{} and {}", far.len(), near.len());
    assert!(far.iter().all(|rssi| *rssi > SENSITIVITY_DBM));
}

proptest! {
    #[test]
    fn model_jumping_between_windows_misses_no_advert(
        tag in 0_u32..1_000,
        interval_ms in 200_u64..20_000,
        share in 1_u64..=100,
        start_ms in 0_u64..1_100_000,
    ) {
        let windows = Windows {
            start_us: start_ms * 1000,
            interval_us: interval_ms * 1000,
            window_us: interval_ms * share * 10,
        };
        let air = Air { losses: NONE_LOST, seed: 3 };
        let encounter = stay(tag, 300_000, STRONG);
        let jumped = receptions(&air, &encounter, signal(tag), windows);
        let stepped = air.every(&encounter, signal(tag), windows);
        prop_assert_eq!(jumped, stepped);
    }
}
