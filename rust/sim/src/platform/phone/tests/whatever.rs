use findmesh_core::phone::Connectivity;
use proptest::prelude::*;

use super::super::super::{Forms, Importance};
use super::*;

/// An app that does one thing after another, by its numbers, whenever it is woken.
fn act(phone: &mut Phone<'_>, at: u64, deed: u8) {
    let mode =
        [Mode::Opportunistic, Mode::LowPower, Mode::Balanced, Mode::LowLatency][usize::from(deed >> 6)];
    let filters = (deed >> 3) & 7;
    let slot = Slot::ALL[usize::from(deed) % 3];
    match deed % 15 {
        0 => phone.start_scan(ScanAsk { slot, ..standing(mode, BATCH) }),
        1..=3 => phone.start_scan(ScanAsk::new(slot, mode, Delivery::Immediate, filters).forms(Forms::Both)),
        4 => phone.start_scan(standing(mode, Delivery::AutoBatch { delay_ms: 600_000 })),
        5 | 6 => phone.stop_scan(slot),
        7 => phone.set_alarm(at + 3 * MINUTE, AlarmKind::Exact),
        8 => phone.set_alarm(at + u64::from(deed) * MINUTE, AlarmKind::Inexact),
        9 => phone.schedule_job(20 * MINUTE),
        10 => assert!(phone.stay_awake(at + 20 * SECOND) >= at),
        11 => assert_eq!(phone.start_service(), phone.state().importance == Importance::Service),
        12 => phone.stop_service(),
        13 => phone.request_fix(),
        _ => drop(phone.upload(400)),
    }
}

fn change(kind: u8) -> Change {
    let on = kind & 1 == 0;
    match kind >> 1 {
        0 | 1 => Change::Screen(on),
        2 => Change::Charging(on),
        3 => Change::Connectivity(if on { Connectivity::Metered } else { Connectivity::Offline }),
        4 => Change::Moving(on),
        5 => Change::Bluetooth(on),
        6 => Change::BatterySaver(on),
        7 => Change::OtherAppScan(on),
        8 if on => Change::Reboot,
        9 if on => Change::SwipedAway,
        10 => Change::OtherAppFix { accuracy_m: if on { 10.0 } else { 100.0 } },
        11 => Change::RadioUp,
        _ => Change::ProfileConnected,
    }
}

fn busy(api_level: u16, tight: bool, moments: &[(u64, u8)]) -> PhoneDay {
    let mut changes: Vec<_> = moments.iter().map(|(at, kind)| (*at, change(*kind))).collect();
    changes.sort_by_key(|(at, _)| *at);
    let stay = |tag: u32| {
        let from = u64::from(tag) * 47 * MINUTE;
        Encounter::steady(tag, from, from + u64::from(tag % 7) * 9 * MINUTE + 30 * SECOND, -85)
    };
    PhoneDay {
        changes,
        encounters: (0..30).map(stay).collect(),
        ..day(Profile { oem_tight: tight, exact_alarms: true, ..profile(api_level) })
    }
}

/// What must hold whatever happens.
fn check(phone: &Phone<'_>) {
    let tally = phone.tally();
    let energy = tally.energy;
    let parts = [energy.receiver, energy.wakes, energy.all_pass, energy.awake, energy.fixes, energy.uploads];
    assert!(parts.iter().all(|part| *part >= 0.0 && part.is_finite()));
    assert!(tally.radio_ms <= DAY_MS as f64 + 1.0);
    assert!(tally.charging_mah <= energy.total() + 1e-9);
    assert!(tally.gaps.iter().sum::<u64>() <= DAY_MS && !tally.gaps.contains(&0));
    assert!(tally.app_wakeups >= tally.cold_starts.saturating_sub(1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn model_any_app_on_any_day_comes_to_its_end(
        api_level in 26_u16..=36,
        tight: bool,
        moments in proptest::collection::vec((0_u64..DAY_MS, 0_u8..26), 0..60),
        deeds in proptest::collection::vec(any::<u8>(), 1..200),
    ) {
        let day = busy(api_level, tight, &moments);
        let run = || {
            let mut phone = phone(&Constants::builtin(), &day);
            let mut deeds = deeds.iter().cycle();
            let events = live(&mut phone, |phone, at, event| {
                if !matches!(event, PhoneEvent::ProcessKilled | PhoneEvent::ScanError { .. } | PhoneEvent::Fix(_)) {
                    act(phone, at, *deeds.next().unwrap_or(&0));
                }
            });
            check(&phone);
            (events, phone.tally().clone())
        };
        let first = run();
        prop_assert_eq!(first, run());
    }
}

#[test]
fn model_every_constant_may_be_halved_and_doubled_and_set_to_its_ends() {
    let moments: Vec<(u64, u8)> = (0..200_u8).map(|n| (u64::from(n) * 7 * MINUTE, n % 26)).collect();
    let builtin = Constants::builtin();
    for name in builtin.names() {
        let ends = builtin.entries(name).unwrap().iter().flat_map(|entry| [entry.low, entry.high]);
        let set = ends.map(|value| builtin.with(name, value));
        for constants in set.chain([builtin.scaled(name, 0.5), builtin.scaled(name, 2.0)]) {
            for api_level in [30, 36] {
                let day = busy(api_level, true, &moments);
                let mut phone = phone(&constants, &day);
                let _ = phone.next();
                phone.start_scan(standing(Mode::LowPower, BATCH));
                phone.start_scan(callback(Mode::LowLatency));
                phone.schedule_job(HOUR);
                let _ = live(&mut phone, |_, _, _| {});
                check(&phone);
            }
        }
    }
}

#[test]
fn model_more_duty_hears_more_and_costs_more() {
    let day = busy(35, false, &[]);
    let run = |factor| {
        let constants = calm().scaled("scan.low_power.off", factor);
        let (tally, _) = lived(&constants, &day, |phone| {
            phone.start_scan(standing(Mode::LowPower, Delivery::Immediate));
        });
        (tally.heard, tally.energy.receiver)
    };
    let [half, whole, double] = [0.5, 1.0, 2.0].map(run);
    assert!(half.0 < whole.0 && whole.0 < double.0, "{half:?} {whole:?} {double:?}");
    assert!(close(half.1 * 2.0, whole.1) && close(whole.1 * 2.0, double.1));
}
