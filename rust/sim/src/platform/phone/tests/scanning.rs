use super::super::super::Forms;
use super::*;

/// Duty of a scan all day in the dark, or with the screen on.
fn served(api_level: u16, ask: ScanAsk, screen: bool, service: bool) -> f64 {
    let day = with(profile(api_level), &[(0, Change::Screen(screen))]);
    let constants = calm().with("scan.timeout_filtered", 0.0).with("scan.timeout_unfiltered", 0.0);
    let (tally, _) = lived(&constants, &day, |phone| {
        if service {
            assert!(phone.start_service());
        }
        phone.start_scan(ask);
    });
    duty(&tally)
}

#[test]
fn model_callback_scans_of_the_background_are_served_low_power() {
    let ask = callback(Mode::LowLatency);
    assert!(close(served(27, ask, false, false), 1.0));
    for (api, dark) in [(28, 0.1), (32, 0.1), (33, 0.05), (36, 0.05)] {
        assert!(close(served(api, ask, false, false), dark), "{api}");
        assert!(close(served(api, ask, true, false), 0.1), "{api}");
        assert!(close(served(api, ask, false, true), 1.0), "{api}");
    }
    assert!(close(served(35, callback(Mode::Balanced), false, true), 0.2507));
    assert!(close(served(35, callback(Mode::LowPower), false, true), 0.05));
}

#[test]
fn model_pending_intent_scans_run_as_asked_until_late_14() {
    for (api, share) in [(30, 1.0), (33, 1.0), (35, 0.05)] {
        let ask = standing(Mode::LowLatency, Delivery::Immediate);
        assert!(close(served(api, ask, false, false), share), "{api}");
    }
    let dark_low = served(33, standing(Mode::LowPower, Delivery::Immediate), false, false);
    assert!(close(dark_low, 0.05));
    let early = calm().with("scan.pi_scan_downgraded", 0.0).with("scan.timeout_filtered", 0.0);
    let (tally, _) = lived(&early, &day(profile(34)), |phone| {
        phone.start_scan(standing(Mode::Balanced, Delivery::Immediate));
    });
    assert!(close(duty(&tally), 0.2507));
}

#[test]
fn model_batches_are_never_downgraded() {
    for (api, shares) in [(30, [0.01, 0.1, 0.3]), (33, [0.1, 0.1, 0.2507]), (36, [0.1, 0.1, 0.2507])] {
        for (mode, share) in [Mode::LowPower, Mode::Balanced, Mode::LowLatency].into_iter().zip(shares) {
            for screen in [false, true] {
                assert!(close(served(api, standing(mode, BATCH), screen, false), share), "{api} {mode:?}");
            }
        }
    }
}

#[test]
fn model_auto_batches_are_regular_in_the_light_and_batched_in_the_dark() {
    let ask = standing(Mode::LowPower, Delivery::AutoBatch { delay_ms: 600_000 });
    assert!(close(served(34, ask, false, false), 0.05));
    assert!(close(served(34, ask, true, false), 0.1));
    let refused = |api, delay_ms| {
        let (_, events) = lived(&calm(), &day(profile(api)), |phone| {
            phone.start_scan(standing(Mode::LowPower, Delivery::AutoBatch { delay_ms }));
        });
        count(&events, |event| matches!(event, PhoneEvent::ScanError { code: 4, .. }))
    };
    assert_eq!((refused(33, 600_000), refused(34, 60_000), refused(34, 600_000)), (1, 1, 0));
}

#[test]
fn model_an_unfiltered_scan_sleeps_while_the_screen_is_dark() {
    let unfiltered = ScanAsk { filters: 0, ..callback(Mode::LowPower) };
    assert!(close(served(34, unfiltered, false, false), 0.0));
    assert!(close(served(34, unfiltered, true, false), 0.1));
}

#[test]
fn model_the_quota_refuses_the_sixth_start_and_says_nothing() {
    let day = day(profile(33));
    let mut phone = phone(&calm(), &day);
    let _ = phone.next();
    let pair = |phone: &mut Phone<'_>| {
        phone.start_scan(callback(Mode::LowPower));
        phone.stop_scan(Slot::Callback);
    };
    (0..5).for_each(|_| pair(&mut phone));
    assert_eq!((phone.tally().scan_starts, phone.tally().scans_refused), (5, 0));
    pair(&mut phone);
    assert_eq!((phone.tally().scan_starts, phone.tally().scans_refused), (5, 1));
    phone.start_scan(standing(Mode::LowPower, Delivery::Immediate));
    assert_eq!(phone.tally().scan_starts, 6, "a PendingIntent is not checked");
    assert!(phone.start_service());
    assert_eq!(phone.stay_awake(31 * SECOND), 31 * SECOND);
    let events = live(&mut phone, |phone, at, _| {
        if at == 31 * SECOND {
            phone.start_scan(callback(Mode::LowPower));
        }
    });
    assert_eq!(phone.tally().scan_starts, 7);
    assert_eq!(count(&events, |event| matches!(event, PhoneEvent::ScanError { .. })), 0);
}

#[test]
fn model_an_equal_pending_intent_is_ignored_and_a_callback_is_refused_with_one() {
    let (tally, events) = lived(&calm(), &day(profile(30)), |phone| {
        phone.start_scan(standing(Mode::LowPower, Delivery::Immediate));
        phone.start_scan(standing(Mode::LowLatency, Delivery::Immediate));
    });
    assert!(close(duty(&tally), 0.1) && events.is_empty());
    let (_, events) = lived(&calm(), &day(profile(30)), |phone| {
        phone.start_scan(callback(Mode::LowPower));
        phone.start_scan(callback(Mode::LowPower));
    });
    assert_eq!(events, [(0, PhoneEvent::ScanError { slot: Slot::Callback, code: 1 })]);
}

#[test]
fn model_old_unfiltered_scans_fall_silent_and_filtered_ones_to_low_power() {
    let lit = |api| with(profile(api), &[(0, Change::Screen(true))]);
    let radio = |api, ask: ScanAsk| {
        let (tally, _) = lived(&calm(), &lit(api), |phone| {
            assert!(phone.start_service());
            phone.start_scan(ask);
        });
        tally.radio_ms
    };
    let full = callback(Mode::LowLatency);
    let unfiltered = ScanAsk { filters: 0, ..full };
    assert!(close(radio(34, unfiltered), 10.0 * MINUTE as f64));
    assert!(close(radio(33, unfiltered), 30.0 * MINUTE as f64));
    assert!(close(radio(32, full), DAY_MS as f64));
    let capped = 10.0 * MINUTE as f64 + 0.1 * (DAY_MS - 10 * MINUTE) as f64;
    assert!(close(radio(34, full), capped));
    assert!(close(radio(34, ScanAsk { mode: Mode::LowPower, ..full }), 0.1 * DAY_MS as f64));
}

#[test]
fn model_too_many_filters_wake_the_host_by_every_advert() {
    let all_pass = |filters| {
        let (tally, _) = lived(&calm().with("scan.timeout_unfiltered", 0.0), &day(profile(35)), |phone| {
            phone.start_scan(ScanAsk { filters, ..standing(Mode::LowPower, Delivery::Immediate) });
        });
        tally.energy.all_pass
    };
    assert!(close(all_pass(6), 0.0));
    // A window in 10.24 s, nearly each with an advert, at 0.03 mAh.
    let windows = DAY_MS as f64 / 10_240.0;
    assert!(close(all_pass(7), windows * 0.03 * (1.0 - (-5.12_f64).exp())), "{}", all_pass(7));
}

#[test]
fn model_another_apps_scan_raises_what_we_hear_and_costs_us_nothing() {
    let other = [(0, Change::OtherAppScan(true))];
    let heard = |changes: &[(u64, Change)]| {
        let day = PhoneDay { changes: changes.to_vec(), ..near(profile(35), 0, HOUR) };
        let (tally, _) = lived(&calm(), &day, |phone| {
            phone.start_scan(standing(Mode::LowPower, Delivery::Immediate));
        });
        (tally.heard, duty(&tally))
    };
    let ((few, alone), (many, beside)) = (heard(&[]), heard(&other));
    assert!(close(alone, beside));
    assert!(many > 1700 && few < 140, "{many} and {few}");
}

#[test]
fn model_opportunistic_scans_hear_what_others_filters_let_through() {
    let day = PhoneDay { changes: vec![(0, Change::OtherAppScan(true))], ..near(profile(35), 0, HOUR) };
    let heard = |share| {
        let (tally, _) = lived(&calm().with("scan.other_unfiltered", share), &day, |phone| {
            phone.start_scan(standing(Mode::Opportunistic, Delivery::Immediate));
        });
        assert!(close(tally.radio_ms, 0.0));
        tally.heard
    };
    assert!(heard(0.0) == 0 && heard(1.0) > 1700);
}

#[test]
fn model_extended_adverts_need_a_scan_for_them() {
    let day = near(profile(35), 0, HOUR);
    let heard = |extended, forms| {
        let signals = vec![Signal { tag: 0, interval_us: 2_000_000, extended: true }];
        let constants = calm();
        let day = PhoneDay { profile: Profile { extended, ..profile(35) }, ..day.clone() };
        let mut phone = Phone::with_signals(&constants, &day, signals, 42);
        let _ = phone.next();
        phone.start_scan(standing(Mode::LowPower, Delivery::Immediate).forms(forms));
        let _ = live(&mut phone, |_, _, _| {});
        phone.tally().heard
    };
    assert!(heard(true, Forms::Extended) > 60 && heard(true, Forms::Both) > 60);
    assert_eq!((heard(true, Forms::Legacy), heard(false, Forms::Extended)), (0, 0));
}

#[test]
fn model_every_advert_is_a_broadcast_where_nothing_batches() {
    let (tally, events) = lived(&calm(), &near(profile(35), 2 * HOUR, 3 * HOUR), |phone| {
        phone.start_scan(standing(Mode::LowPower, Delivery::Immediate));
    });
    let delivered = count(&events, |event| matches!(event, PhoneEvent::Delivered(heard) if heard.len() == 1));
    assert_eq!(delivered, usize::try_from(tally.heard).unwrap());
    assert!((70..110).contains(&delivered), "{delivered}: 1800 adverts at 5 %");
    assert_eq!(tally.cold_starts, 0, "the process lives on");
    assert!(events.iter().all(|(_, event)| !matches!(event, PhoneEvent::ProcessStarted { .. })));
}
