use super::super::super::WakeCause;
use super::*;

fn standing_scan(phone: &mut Phone<'_>) {
    phone.start_scan(standing(Mode::LowPower, Delivery::Immediate));
}

#[test]
fn model_bluetooth_off_loses_the_scan_and_a_living_process_hears_it_come_back() {
    let day = with(profile(34), &[(HOUR, Change::Bluetooth(false)), (2 * HOUR, Change::Bluetooth(true))]);
    let (tally, events) = lived(&calm(), &day, standing_scan);
    assert_eq!(tally.scans_lost, 1);
    assert_eq!(tally.gaps, [23 * HOUR]);
    assert!(events.contains(&(2 * HOUR, PhoneEvent::BluetoothOn)));
}

#[test]
fn model_a_dead_process_does_not_hear_bluetooth_come_back() {
    let mortal = calm().with("process.cached_life", MINUTE as f64);
    let day = with(
        profile(34),
        &[
            (HOUR, Change::Bluetooth(false)),
            (2 * HOUR, Change::Bluetooth(true)),
            (3 * HOUR, Change::ProfileConnected),
        ],
    );
    let (_, events) = lived(&mortal, &day, standing_scan);
    let kinds: Vec<_> = events.iter().map(|(_, event)| event.clone()).collect();
    let started = PhoneEvent::ProcessStarted { cause: WakeCause::ProfileConnected };
    let expected =
        [PhoneEvent::ProcessKilled, started, PhoneEvent::ProfileConnected, PhoneEvent::ProcessKilled];
    assert_eq!(kinds, expected);
    let always = mortal.with("rearm.dead_hears_on", 1.0);
    let (_, events) = lived(&always, &day, standing_scan);
    assert!(events.contains(&(2 * HOUR, PhoneEvent::BluetoothOn)));
}

#[test]
fn model_a_crash_of_bluetooth_loses_scans_for_good() {
    let (tally, events) = lived(&calm().with("scan.crashes", 20.0), &day(profile(34)), standing_scan);
    let back = count(&events, |event| *event == PhoneEvent::BluetoothOn);
    assert!(tally.scans_lost == 1 && back > 0, "{back}");
    assert!(duty(&tally) < 0.02);
}

#[test]
fn model_a_reboot_loses_scan_and_alarm_and_keeps_the_job() {
    let day = with(profile(34), &[(HOUR, Change::Reboot)]);
    let (tally, events) = lived(&calm(), &day, |phone| {
        standing_scan(phone);
        phone.set_alarm(3 * HOUR, AlarmKind::Inexact);
        phone.schedule_job(6 * HOUR);
    });
    assert_eq!((tally.scans_lost, tally.alarms), (1, 0));
    assert!(tally.jobs > 0);
    assert!(events.contains(&(HOUR, PhoneEvent::ProcessKilled)));
    assert!(events.contains(&(HOUR + MINUTE, PhoneEvent::Boot)));
}

#[test]
fn model_a_swipe_ends_the_process_and_on_tight_vendors_everything() {
    let swiped = |profile: Profile| {
        let day = PhoneDay {
            changes: vec![(HOUR, Change::SwipedAway), (2 * HOUR, Change::ProfileConnected)],
            ..near(profile, 3 * HOUR, 4 * HOUR)
        };
        let (tally, events) = lived(&calm(), &day, standing_scan);
        (tally, count(&events, |event| matches!(event, PhoneEvent::ProcessStarted { .. })))
    };
    let (tally, started) = swiped(profile(34));
    assert!(tally.heard > 50 && tally.kills == 1 && started == 1 && !tally.force_stopped);
    let (tally, started) = swiped(Profile { oem_tight: true, ..profile(34) });
    assert!(tally.heard == 0 && started == 0 && tally.force_stopped && tally.scans_lost == 1);
    let (tally, _) = swiped(Profile { oem_tight: true, locked_in_recents: true, ..profile(34) });
    assert!(tally.heard > 50 && tally.kills == 0);
}

#[test]
fn model_an_update_of_the_app_loses_its_scan_and_tells_it() {
    let (tally, events) = lived(&calm().with("scan.updates", 3.0), &day(profile(34)), standing_scan);
    assert_eq!(tally.scans_lost, 1);
    assert!(count(&events, |event| *event == PhoneEvent::Boot) >= 1);
}

#[test]
fn model_a_standing_scan_outlives_its_process_and_a_callback_scan_does_not() {
    let mortal = calm().with("process.cached_life", MINUTE as f64);
    let day = near(profile(34), 6 * HOUR, 7 * HOUR);
    let (tally, events) = lived(&mortal, &day, standing_scan);
    assert!(tally.heard > 50 && tally.cold_starts >= 1);
    assert!(
        events
            .iter()
            .any(|(at, event)| *at >= 6 * HOUR && matches!(event, PhoneEvent::ProcessStarted { .. }))
    );
    let (tally, _) = lived(&mortal, &day, |phone| phone.start_scan(callback(Mode::LowPower)));
    assert_eq!((tally.heard, tally.kills), (0, 1));
    assert!(tally.radio_ms < HOUR as f64);
}
