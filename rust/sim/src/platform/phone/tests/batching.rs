use super::*;

#[test]
fn model_empty_flushes_wake_the_phone_and_not_the_app() {
    let (tally, events) = lived(&calm(), &day(profile(34)), |phone| {
        phone.start_scan(standing(Mode::LowPower, BATCH));
    });
    let (least, most) = (DAY_MS / 132_000, DAY_MS / 120_000);
    assert!((least..=most).contains(&u64::from(tally.flushes)), "{}", tally.flushes);
    assert_eq!((tally.wakeups, tally.app_wakeups), (tally.flushes, 0));
    assert!(close(tally.energy.wakes, f64::from(tally.flushes) * 0.03));
    assert!(events.is_empty());
}

#[test]
fn model_a_batch_is_delivered_at_its_flush_with_the_times_of_its_adverts() {
    let (tally, events) = lived(&calm(), &near(profile(34), HOUR, HOUR + MINUTE), |phone| {
        phone.start_scan(standing(Mode::LowPower, BATCH));
    });
    assert!(tally.heard > 0 && tally.app_wakeups <= 2);
    for (at, event) in events {
        let PhoneEvent::Delivered(heard) = event else { panic!("{event:?}") };
        assert!(heard.iter().all(|it| it.at_ms <= at && it.at_ms + 132_000 >= at && it.at_ms % 50 == 0));
        assert!(heard.is_sorted_by_key(|it| it.at_ms));
    }
}

#[test]
fn model_a_full_storage_is_told_before_it_overflows() {
    let day = near(profile(34), 0, DAY_MS);
    let (tally, events) = lived(&calm(), &day, |phone| {
        phone.start_scan(standing(Mode::LowPower, Delivery::Batched { delay_ms: 4 * HOUR }));
    });
    let sizes: Vec<usize> = events
        .iter()
        .filter_map(
            |(_, event)| if let PhoneEvent::Delivered(heard) = event { Some(heard.len()) } else { None },
        )
        .collect();
    assert!(sizes.iter().all(|size| *size == 21), "23 records, told at 95 %: {sizes:?}");
    let adverts = DAY_MS as f64 / 2_005.0 * 0.1;
    assert!((f64::from(tally.heard) - adverts).abs() < 0.05 * adverts, "{} of {adverts}", tally.heard);
}

#[test]
fn model_short_delays_are_raised_and_more_so_in_the_dark_of_new_phones() {
    let flushes = |api| {
        let (tally, _) = lived(&calm().with("scan.batch_flush_slack", 0.0), &day(profile(api)), |phone| {
            phone.start_scan(standing(Mode::LowPower, Delivery::Batched { delay_ms: 100 }));
        });
        f64::from(tally.flushes)
    };
    assert!(close(flushes(35), 86_400.0 / 5.0));
    let backed_off = 86_400.0 / 80.0;
    assert!((flushes(36) - backed_off).abs() < 30.0, "{}", flushes(36));
}

#[test]
fn model_without_batching_a_batch_is_refused_with_four() {
    let (tally, events) = lived(&calm(), &day(Profile { batching: false, ..profile(34) }), |phone| {
        phone.start_scan(standing(Mode::LowPower, BATCH));
    });
    assert_eq!(events, [(0, PhoneEvent::ScanError { slot: Slot::Standing, code: 4 })]);
    assert_eq!(tally.scan_starts, 0);
}

#[test]
fn model_stopping_delivers_what_was_kept() {
    let day = near(profile(34), 0, HOUR);
    let mut phone = phone(&calm(), &day);
    let _ = phone.next();
    assert!(phone.start_service());
    phone.start_scan(standing(Mode::LowPower, Delivery::Batched { delay_ms: HOUR }));
    let _ = phone.stay_awake(5 * MINUTE);
    let events = live(&mut phone, |phone, at, event| {
        if *event == PhoneEvent::Timer {
            assert_eq!(at, 5 * MINUTE);
            phone.stop_scan(Slot::Standing);
        }
    });
    assert!(matches!(&events[..], [(_, PhoneEvent::Timer), (at, PhoneEvent::Delivered(heard))]
        if *at == 5 * MINUTE && heard.len() > 5));
}

#[test]
fn model_an_auto_batch_is_flushed_when_the_screen_goes_on() {
    let ask = standing(Mode::LowPower, Delivery::AutoBatch { delay_ms: HOUR });
    let changes = vec![(2 * MINUTE, Change::Screen(true))];
    let day = PhoneDay { changes, ..near(profile(34), 0, 119 * SECOND) };
    let (_, events) = lived(&calm(), &day, |phone| phone.start_scan(ask));
    let delivered = events.iter().find(|(_, event)| matches!(event, PhoneEvent::Delivered(_)));
    assert_eq!(delivered.map(|(at, _)| *at), Some(2 * MINUTE));
}

#[test]
fn model_a_batch_whose_filters_did_not_fit_fills_with_adverts_of_others() {
    let flushes = |filters| {
        let (tally, _) = lived(&calm(), &day(profile(34)), |phone| {
            phone.start_scan(ScanAsk { filters, ..standing(Mode::LowPower, BATCH) });
        });
        f64::from(tally.flushes)
    };
    // One advert a second at 10 % duty fills 21 records in 21 s.
    assert!(close(flushes(7), 86_400.0 / 21.0), "{}", flushes(7));
    assert!(flushes(6) < 721.0);
}
