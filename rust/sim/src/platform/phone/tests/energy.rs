use findmesh_core::phone::Connectivity;

use super::super::super::UploadEnd;
use super::*;

#[test]
fn model_the_receiver_costs_its_current_times_its_duty() {
    for (api, ask, mah) in [
        (35, standing(Mode::LowPower, Delivery::Immediate), HOURS * 6.0 * 0.05),
        (30, standing(Mode::LowPower, Delivery::Immediate), HOURS * 6.0 * 0.1),
        (30, standing(Mode::LowLatency, Delivery::Immediate), HOURS * 6.0),
    ] {
        let (tally, _) = lived(&calm(), &day(profile(api)), |phone| phone.start_scan(ask));
        assert!(close(tally.energy.total(), mah), "{api}: {:?}", tally.energy);
        assert!(close(tally.energy.receiver, mah));
    }
}

#[test]
fn model_two_scans_share_one_radio_and_a_batch_has_its_own() {
    let (tally, _) = lived(&calm(), &day(profile(35)), |phone| {
        phone.start_scan(standing(Mode::LowPower, BATCH));
        phone.start_scan(ScanAsk {
            slot: Slot::StandingExtended,
            ..standing(Mode::LowPower, Delivery::Immediate)
        });
        phone.start_scan(callback(Mode::LowPower));
    });
    assert!(close(duty(&tally), 0.15));
}

#[test]
fn model_parts_sum_to_the_total_and_the_charger_is_told_apart() {
    let day = PhoneDay { changes: vec![(12 * HOUR, Change::Charging(true))], ..near(profile(34), 0, HOUR) };
    let (tally, _) = lived(&calm(), &day, |phone| {
        phone.start_scan(standing(Mode::LowPower, BATCH));
        phone.request_fix();
        assert_eq!(phone.upload(500), UploadEnd::Sent);
    });
    let parts = tally.energy;
    let sum = parts.receiver + parts.wakes + parts.all_pass + parts.awake + parts.fixes + parts.uploads;
    assert!(close(parts.total(), sum) && parts.fixes > 0.0 && parts.uploads > 0.0 && parts.wakes > 0.0);
    let half = (parts.receiver + f64::from(tally.flushes) * 0.03) / 2.0;
    assert!((tally.charging_mah - half).abs() < 0.5, "{} of {}", tally.charging_mah, parts.total());
}

#[test]
fn model_a_cold_start_costs_more_than_a_warm_wake() {
    let wakes = |life: f64| {
        let constants = calm().with("process.cached_life", life);
        let changes = [(6 * HOUR, Change::ProfileConnected)];
        let (tally, _) = lived(&constants, &with(profile(34), &changes), |_| {});
        assert_eq!((tally.wakeups, tally.app_wakeups), (1, 1));
        tally.energy.wakes
    };
    assert!(close(wakes(1e15), 0.034) && close(wakes(1000.0), 0.074));
}

#[test]
fn model_wakes_that_follow_at_once_extend_the_first() {
    let changes = [(HOUR, Change::ProfileConnected), (HOUR + SECOND, Change::ProfileConnected)];
    let (tally, _) = lived(&calm(), &with(profile(34), &changes), |_| {});
    assert_eq!((tally.wakeups, tally.app_wakeups), (1, 1));
    assert!(close(tally.energy.wakes, 0.03 * 1.5 + 2.0 * 0.004));
}

#[test]
fn model_a_lit_phone_is_awake_anyway() {
    let changes = [(0, Change::Screen(true)), (HOUR, Change::ProfileConnected)];
    let (tally, _) = lived(&calm(), &with(profile(34), &changes), |_| {});
    assert_eq!((tally.wakeups, tally.app_wakeups), (0, 1));
    assert!(close(tally.energy.wakes, 0.004));
}

#[test]
fn model_uploads_cost_by_network_and_share_a_tail() {
    let cost = |changes: &[(u64, Change)], uploads: usize| {
        let (tally, _) = lived(&calm(), &with(profile(34), changes), |phone| {
            for _ in 0..uploads {
                assert_eq!(phone.upload(300), UploadEnd::Sent);
            }
        });
        assert_eq!((tally.uploads as usize, tally.bytes), (uploads, 300 * uploads as u64));
        (tally.energy.uploads, tally.uploads_alone)
    };
    let metered = (0, Change::Connectivity(Connectivity::Metered));
    let (mah, alone) = cost(&[metered], 2);
    assert!(close(mah, 0.33) && alone == 1);
    let (mah, alone) = cost(&[metered, (0, Change::RadioUp)], 1);
    assert!(close(mah, 0.03) && alone == 0);
    let (mah, alone) = cost(&[], 2);
    assert!(close(mah, 0.06) && alone == 0);
}

#[test]
fn model_idle_and_saver_hold_uploads_back_but_not_for_a_service() {
    let end = |profile: Profile, changes: &[(u64, Change)], service: bool| {
        let day = with(profile, changes);
        let mut phone = phone(&calm(), &day);
        let _ = phone.next();
        assert!(!service || phone.start_service());
        let mut end = None;
        let _ = live(&mut phone, |phone, _, event| {
            if *event == PhoneEvent::ProfileConnected {
                end = Some(phone.upload(1));
            }
        });
        end
    };
    let night = (10 * HOUR, Change::ProfileConnected);
    let offline = (0, Change::Connectivity(Connectivity::Offline));
    let soon = (MINUTE, Change::ProfileConnected);
    assert_eq!(end(profile(34), &[soon], false), Some(UploadEnd::Sent));
    assert_eq!(end(profile(34), &[night], false), Some(UploadEnd::Held));
    assert_eq!(end(profile(34), &[night], true), Some(UploadEnd::Sent));
    assert_eq!(end(Profile { exempt: true, ..profile(34) }, &[night], false), Some(UploadEnd::Sent));
    assert_eq!(end(profile(34), &[offline, soon], false), Some(UploadEnd::Offline));
    let saver = (0, Change::BatterySaver(true));
    assert_eq!(end(profile(34), &[saver, soon], false), Some(UploadEnd::Held));
}

#[test]
fn model_dark_results_are_counted_against_the_soft_cap() {
    let (tally, _) = lived(&calm(), &near(profile(30), HOUR, 3 * HOUR), |phone| {
        phone.start_scan(standing(Mode::LowPower, Delivery::Immediate));
    });
    assert_eq!(tally.hours_over_soft_cap, 2, "180 an hour: {:?}", tally.dark_results);
}

#[test]
fn model_the_share_of_the_battery_is_of_five_thousand() {
    let constants = calm();
    let day = day(profile(35));
    let mut phone = phone(&constants, &day);
    let _ = phone.next();
    phone.start_scan(standing(Mode::LowPower, Delivery::Immediate));
    let _ = live(&mut phone, |_, _, _| {});
    assert!(close(phone.share_of_battery(&constants), 7.2 / 5000.0));
}
