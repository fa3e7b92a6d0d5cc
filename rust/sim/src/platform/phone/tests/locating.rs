use findmesh_core::Fix;
use findmesh_core::phone::Connectivity;
use findmesh_proto::report::FixSource;

use super::super::BOOT_MS;
use super::*;
use crate::world::LatLon;

/// Asks for a fix every so often with a service or a job's time, in the background or not; what came of each request.
fn asked(day: &PhoneDay, service: bool, every: u64, until: u64) -> Vec<Option<Fix>> {
    let constants = calm().with("process.frozen", 0.0);
    let mut phone = phone(&constants, day);
    let _ = phone.next();
    if service {
        assert!(phone.start_service());
    }
    let mut next = every;
    let mut answers = Vec::new();
    let exact = AlarmKind::Exact;
    phone.set_alarm(next, exact);
    let _ = live(&mut phone, |phone, at, event| match event {
        PhoneEvent::Alarm if at < until => {
            phone.request_fix();
            next += every;
            phone.set_alarm(next, exact);
        }
        PhoneEvent::Fix(fix) => answers.push(Some(*fix)),
        PhoneEvent::NoFix => answers.push(None),
        _ => {}
    });
    answers
}

fn exempt_day() -> PhoneDay {
    day(Profile { exempt: true, ..profile(34) })
}

#[test]
fn model_a_provider_gives_the_background_a_fix_in_half_an_hour() {
    let answers = asked(&exempt_day(), false, 5 * MINUTE, 10 * HOUR);
    let network = answers.iter().flatten().filter(|fix| fix.source == FixSource::Network).count();
    assert!((18..=20).contains(&network), "{network} in ten hours");
    let satellites = answers.iter().flatten().filter(|fix| fix.source == FixSource::Gnss).count();
    assert!((1..=20).contains(&satellites), "{satellites}: the other provider has its own clock");
    assert!(answers.iter().filter(|answer| answer.is_none()).count() > 60);
}

#[test]
fn model_a_service_gets_every_fix_it_asks_for() {
    let answers = asked(&exempt_day(), true, 5 * MINUTE, 10 * HOUR);
    assert!(answers.len() > 110 && answers.iter().all(Option::is_some));
}

#[test]
fn model_a_fix_of_the_last_half_minute_is_given_at_once() {
    let day = with(profile(34), &[(SECOND, Change::OtherAppFix { accuracy_m: 12.0 })]);
    let mut phone = phone(&calm(), &day);
    let _ = phone.next();
    assert_eq!(phone.stay_awake(5 * SECOND), 5 * SECOND);
    let mut known = None;
    let events = live(&mut phone, |phone, _, event| {
        if *event == PhoneEvent::Timer {
            known = phone.last_known_fix();
            phone.request_fix();
        }
    });
    let fix = known.unwrap();
    assert_eq!((fix.boot_ms, fix.source), (BOOT_MS + SECOND, FixSource::Gnss));
    assert_eq!(events[1], (5 * SECOND, PhoneEvent::Fix(fix)));
    assert!(close(phone.tally().energy.fixes, 0.0));
}

#[test]
fn model_without_network_the_satellites_are_asked_and_roofs_hide_them() {
    let indoors = with(exempt_day().profile, &[(0, Change::Connectivity(Connectivity::Offline))]);
    let outdoors = PhoneDay { course: Course::still(Setting::Street), ..indoors.clone() };
    let got = |day: &PhoneDay| {
        let answers = asked(day, false, 31 * MINUTE, 20 * HOUR);
        (answers.iter().flatten().count(), answers.len())
    };
    let ((few, asked_in), (all, asked_out)) = (got(&indoors), got(&outdoors));
    assert!(few * 2 < asked_in && all == asked_out && all > 30, "{few} of {asked_in}, {all} of {asked_out}");
}

#[test]
fn model_fixes_are_as_wrong_as_their_accuracy_says() {
    let day = PhoneDay { course: Course::still(Setting::Street), ..exempt_day() };
    let answers = asked(&day, true, 2 * MINUTE, 24 * HOUR);
    let within = answers.iter().flatten().filter(|fix| {
        let place = LatLon { latitude: fix.latitude, longitude: fix.longitude }.point();
        place.x.hypot(place.y) <= f64::from(fix.accuracy_m)
    });
    let share = within.count() as f64 / answers.len() as f64;
    assert!((0.63..0.73).contains(&share), "{share}");
}

#[test]
fn model_passive_fixes_wake_a_listening_app_once_in_half_an_hour() {
    let changes: Vec<_> =
        (1..20).map(|n| (n * 10 * MINUTE, Change::OtherAppFix { accuracy_m: 10.0 })).collect();
    let mut lit = vec![(0, Change::Screen(true))];
    lit.extend(changes);
    let fixes = |listens| {
        let (_, events) = lived(&calm(), &with(profile(34), &lit), |phone| phone.listen_passively(listens));
        count(&events, |event| matches!(event, PhoneEvent::Fix(_)))
    };
    assert_eq!((fixes(true), fixes(false)), (7, 0));
}

#[test]
fn model_battery_saver_keeps_the_background_from_locations() {
    let day = with(exempt_day().profile, &[(0, Change::BatterySaver(true))]);
    assert!(asked(&day, false, HOUR, 10 * HOUR).iter().all(Option::is_none));
    assert!(asked(&day, true, HOUR, 10 * HOUR).iter().all(Option::is_some));
}

#[test]
fn model_coarse_locations_are_wide_and_rare_even_for_a_service() {
    let coarse = calm().with("fix.coarse_only", 1.0).with("process.frozen", 0.0);
    let day = exempt_day();
    let mut phone = phone(&coarse, &day);
    let _ = phone.next();
    assert!(phone.start_service());
    phone.set_alarm(MINUTE, AlarmKind::Exact);
    let events = live(&mut phone, |phone, at, event| {
        if *event == PhoneEvent::Alarm {
            phone.request_fix();
            phone.set_alarm(at + MINUTE, AlarmKind::Exact);
        }
    });
    let fixes: Vec<f32> = events
        .iter()
        .filter_map(|(_, event)| if let PhoneEvent::Fix(fix) = event { Some(fix.accuracy_m) } else { None })
        .collect();
    assert!(fixes.iter().all(|accuracy| *accuracy >= 2000.0));
    assert!((100..=290).contains(&fixes.len()), "two providers, each in 10 min: {}", fixes.len());
}
